package org.chatrec.ranking.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SearchWeightSearchTests {

  /** Searches of as many people, in which what is relevant has the highest part of one signal. */
  private static List<SearchCandidates> searches(int count, String telling, long seed) {
    Random random = new Random(seed);
    List<SearchCandidates> searches = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      List<SearchCandidates.Candidate> items = new ArrayList<>();
      String best = "";
      double highest = -1;
      for (int i = 0; i < 40; i++) {
        Map<String, Double> parts = new HashMap<>();
        parts.put("lexical", 0.3 * random.nextDouble());
        parts.put("semantic", random.nextDouble());
        items.add(new SearchCandidates.Candidate("i" + i, parts));
        double part = telling.isEmpty() ? random.nextDouble() : parts.get(telling);
        if (part > highest) {
          highest = part;
          best = "i" + i;
        }
      }
      JudgedSearch search = new JudgedSearch("e" + s, "user-" + s, "words", 0, Set.of(best));
      searches.add(new SearchCandidates(search, items));
    }
    return searches;
  }

  @Test
  void theTellingSignalIsGivenMore() {
    SearchWeightSearch.Better better =
        SearchWeightSearch.run(searches(200, "lexical", 1), "lexical", "semantic").orElseThrow();
    assertThat(better.times().get("lexical")).isGreaterThan(better.times().get("semantic"));
    assertThat(better.now().mean()).isGreaterThan(better.before().mean());
    assertThat(better.gain().low()).isPositive();
  }

  @Test
  void ofFewSearchesNothingIsLearned() {
    assertThat(SearchWeightSearch.run(searches(40, "lexical", 1), "lexical", "semantic")).isEmpty();
    assertThat(SearchWeightSearch.run(List.of(), "lexical", "semantic")).isEmpty();
  }

  /** One in forty is taken for a gain by chance, and hardly one in ten of what was tried. */
  @Property(tries = 20)
  void whatTellsNothingIsSeldomLearned(@ForAll long seed) {
    int learned = 0;
    for (int i = 0; i < 10; i++) {
      Optional<SearchWeightSearch.Better> better =
          SearchWeightSearch.run(searches(100, "", seed + i), "lexical", "semantic");
      learned += better.isPresent() ? 1 : 0;
    }
    assertThat(learned).isLessThanOrEqualTo(4);
  }

  @Property(tries = 100)
  void allWeightsTimesTheSameChangeNothing(@ForAll long seed) {
    for (SearchCandidates search : searches(3, "semantic", seed)) {
      Map<String, Double> twice = Map.of("lexical", 2.0, "semantic", 2.0);
      assertThat(search.quality(twice, 5)).isEqualTo(search.quality(Map.of(), 5));
    }
  }
}
