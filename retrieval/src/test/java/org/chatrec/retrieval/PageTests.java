package org.chatrec.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chatrec.catalog.Catalogs;
import org.chatrec.people.profile.UserProfile;
import org.chatrec.ranking.profile.SeenItems;
import org.chatrec.search.VariantsShown;
import org.junit.jupiter.api.Test;

/** Families on a page, and how many items have to be looked at to know them. */
class PageTests {

  private static final int SIZE = 6;

  private static final RetrievalRequest LIKENESS =
      RetrievalRequest.recommend(
              Catalogs.movies(),
              UserProfile.unknown("movies", ""),
              SeenItems.NONE,
              SIZE,
              Deadline.after(Duration.ofSeconds(9)))
          .like(List.of("a"));

  private static Page page(RetrievalRequest request) {
    return new Page(request, List.of(), Random::new);
  }

  /** Items by the names of their families, best first. */
  private static List<RankedItem> ranked(String... families) {
    List<RankedItem> items = new ArrayList<>();
    for (String family : families) {
      String id = family + items.size();
      Map<String, Object> source = Map.of("title", "the " + family);
      items.add(
          new RankedItem(
              id, 1f / (1 + items.size()), source, new float[] {1, 0}, Map.of(), Map.of()));
    }
    return items;
  }

  @Test
  void aFewMoreItemsWillDoWhereMostOfTheBestAreOfTheirOwnFamilies() {
    Page page = page(LIKENESS);
    assertThat(page.wantsTwice(ranked("oak", "oak", "elm", "ash", "fir", "yew"), SIZE)).isTrue();
    assertThat(page.wantsTwice(ranked("oak", "oak", "elm", "elm", "fir", "fir"), SIZE)).isFalse();
  }

  /** Whether there is one family of what was asked for, more candidates may tell. */
  @Test
  void wordsMayAskForAFamilyOfWhichAllCandidatesTell() {
    List<RankedItem> found = ranked("oak", "oak", "elm", "ash", "fir", "yew");
    assertThat(page(LIKENESS.words("oak")).wantsTwice(found, SIZE)).isFalse();
    assertThat(page(varied(0.2, 0).words("oak")).candidates()).isEqualTo(5 * SIZE);
  }

  private static RetrievalRequest varied(double diversity, double exploration) {
    return LIKENESS.variety(new Variety(diversity, exploration, VariantsShown.ONE));
  }

  @Test
  void allCandidatesAreReadWhereOneChoosesAmongThem() {
    assertThat(page(LIKENESS).candidates()).isEqualTo(SIZE);
    assertThat(page(varied(0.2, 0)).candidates()).isEqualTo(5 * SIZE);
    assertThat(page(varied(0, 0.1)).candidates()).isEqualTo(5 * SIZE);
  }

  @Test
  void whereLessIsFoundThanWasAskedForThereIsNothingElse() {
    List<RankedItem> found = ranked("oak", "oak", "oak", "oak", "elm", "elm");
    assertThat(page(LIKENESS).isEnough(found, SIZE)).isFalse();
    assertThat(page(LIKENESS).isEnough(found, SIZE + 1)).isTrue();
  }

  @Test
  void onceEveryPlaceHasAFamilyFurtherItemsChangeNothing() {
    String[] names = {"oak", "elm", "ash", "fir", "yew", "box", "bay", "fig", "nut"};
    Random random = new Random(5);
    for (int round = 0; round < 200; round++) {
      String[] drawn = new String[5 * SIZE];
      for (int i = 0; i < drawn.length; i++) {
        drawn[i] = names[random.nextInt(names.length)];
      }
      List<RankedItem> all = ranked(drawn);
      List<RankedItem> some = all.subList(0, 2 * SIZE);
      Page page = page(LIKENESS);
      if (page.isEnough(some, 2 * SIZE)) {
        assertThat(page.of(some)).isEqualTo(page.of(all)).hasSize(SIZE);
      }
    }
    assertThat(page(LIKENESS).isEnough(ranked(names), names.length)).isTrue();
    assertThat(page(LIKENESS).isEnough(ranked("oak", "elm", "oak", "elm", "oak", "elm"), SIZE))
        .isFalse();
  }

  /** A little diversity chooses among the best; what is far down differs from them all. */
  @Test
  void aPageIsChosenAmongAsManyAsItsDiversityReaches() {
    int beyond = new Variety(0.2, 0, VariantsShown.ONE).reach(SIZE);
    List<RankedItem> ranked = new ArrayList<>();
    for (int i = 0; i < 5 * SIZE; i++) {
      float[] vector = i == beyond ? new float[] {-1, 0} : new float[] {1, i / 1000f};
      Map<String, Object> source = Map.of("title", "tree" + (char) ('a' + i));
      ranked.add(new RankedItem("i" + i, 1 - i / 1000d, source, vector, Map.of(), Map.of()));
    }
    String differs = "i" + beyond;
    assertThat(page(varied(0.2, 0)).of(ranked)).extracting(RankedItem::id).doesNotContain(differs);
    assertThat(page(varied(0.9, 0)).of(ranked)).extracting(RankedItem::id).contains(differs);
  }
}
