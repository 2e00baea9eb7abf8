package org.chatrec.retrieval.pipeline;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.chatrec.ranking.blend.Tail;
import org.chatrec.ranking.diversity.EpsilonGreedy;
import org.chatrec.retrieval.Promotions;
import org.chatrec.search.Blend;
import org.chatrec.search.PersonalOptions;
import org.chatrec.search.ScoresSpec;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.action.ActionListener;
import org.opensearch.search.SearchHit;
import org.opensearch.transport.client.Client;

/**
 * Gives places among the best hits of a search to lower ranked ones, as a recommendation does by
 * {@link EpsilonGreedy}. Which those are is drawn once, on the coordinator, from what all pages of
 * a search have in common: so {@code from}, {@code search_after} and a point in time go through one
 * list. Shards add to the score of each of these hits what it takes to its new place.
 */
final class Explorer {

  /** The part of a score. */
  static final String NAME = "exploration";

  /** Hits looked at: what a person pages through. The upper half of their places is given away. */
  private static final int BEST = 100;

  private static final TimeValue PATIENCE = TimeValue.timeValueSeconds(1);

  private final Client client;

  /**
   * @param client searches as the caller
   */
  Explorer(Client client) {
    this.client = client;
  }

  /**
   * The blend with what takes hits to their places; the same where there is nothing to draw from.
   *
   * @param ranked the search as it would be without
   */
  void explore(SearchRequest ranked, RankedSearch search, ActionListener<Blend> listener) {
    SearchRequest best = BestHits.of(ranked, BEST, List.of());
    best.source().fetchSource(false);
    best.setCancelAfterTimeInterval(PATIENCE);
    client.search(
        best, ActionListener.map(listener, found -> blend(found.getHits().getHits(), search)));
  }

  private static Blend blend(SearchHit[] found, RankedSearch search) {
    List<SearchHit> best =
        Arrays.stream(found)
            .filter(hit -> !Tail.has(hit.getScore()) && !Promotions.isPinned(hit.getScore()))
            .filter(hit -> leads(hit, search.blend()))
            .toList();
    if (best.size() < 2) {
      return search.blend();
    }
    double chance = search.options().chance();
    return search
        .blend()
        .with(lifts(best, EpsilonGreedy.order(best, best.size() / 2, chance, random(search))));
  }

  /** Further ones of a family have no place among the best of each. */
  private static boolean leads(SearchHit hit, Blend blend) {
    return blend.signals().stream()
        .filter(signal -> signal.name().equals(OneOfFamily.NAME))
        .filter(ScoresSpec.class::isInstance)
        .map(ScoresSpec.class::cast)
        .allMatch(
            first ->
                first.byIndex().getOrDefault(hit.getIndex(), Map.of()).containsKey(hit.getId()));
  }

  /** The new scores lie evenly between the best there was and 1 more, which no other hit has. */
  private static ScoresSpec lifts(List<SearchHit> best, List<SearchHit> order) {
    double top = best.getFirst().getScore();
    double weight = top - best.getLast().getScore() + 1;
    Map<String, Map<String, Double>> parts = new HashMap<>();
    for (int place = 0; place < order.size(); place++) {
      SearchHit hit = order.get(place);
      double score = top + (order.size() - place) / (double) order.size();
      parts
          .computeIfAbsent(hit.getIndex(), index -> new HashMap<>())
          .put(hit.getId(), Math.min(1, (score - hit.getScore()) / weight));
    }
    return new ScoresSpec(NAME, parts, weight);
  }

  /**
   * The same for all pages of a search, whatever the person does meanwhile; another visit draws
   * anew.
   */
  private static RandomGenerator random(RankedSearch search) {
    PersonalOptions options = search.options();
    long seed = 0;
    for (String given : Arrays.asList(options.userId(), options.sessionId(), search.typed())) {
      seed = 31 * seed + Objects.requireNonNullElse(given, "").hashCode();
    }
    return new SplittableRandom(seed);
  }
}
