package org.chatrec.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.Catalogs;
import org.chatrec.catalog.ItemReader;
import org.chatrec.people.profile.UserProfile;
import org.chatrec.ranking.blend.Calibration;
import org.chatrec.ranking.calibration.CatalogSample;
import org.chatrec.ranking.profile.EventType;
import org.chatrec.ranking.profile.InterestProfiler;
import org.chatrec.ranking.profile.UserEvent;
import org.chatrec.ranking.profile.UserHistory;
import org.junit.jupiter.api.Test;

class ReasonFinderTests {

  /** Texts usually have nothing in common. */
  private static final CatalogSample SAMPLE =
      new CatalogSample(List.of(), 0, new Calibration(0.5, 0.09));

  private static final Catalog MOVIES = Catalogs.movies();

  /** Two liked films point the same way, the hated one another, the one merely seen a third. */
  private static final Map<String, Map<String, Object>> ITEMS =
      Map.of(
          "alien", item("Alien", List.of("Horror", "Sci-Fi"), "Ridley Scott", 1979, 1, 0, 0),
          "blade", item("Blade Runner", List.of("Sci-Fi"), "Ridley Scott", 1982, 0.9, 0.4, 0),
          "hated", item("Hated", List.of("Musical"), "Nobody", 1990, 0, 1, 0),
          "seen", item("Seen", List.of("War"), "Nobody", 1990, 0, 0, 1));

  private static final UserHistory HISTORY =
      UserHistory.EMPTY.fold(
          List.of(
              event("alien", EventType.RATING, 5d),
              event("blade", EventType.RATING, 4d),
              event("hated", EventType.DISLIKE, null),
              event("seen", EventType.CLICK, null)));

  private final ReasonFinder finder = new ReasonFinder(LookedUpItems.lookup(ITEMS));

  private static Map<String, Object> item(
      String title, List<String> genres, Object director, int year, double x, double y, double z) {
    Map<String, Object> item = new HashMap<>();
    item.put("title", title);
    item.put("genres", genres);
    item.put("director", director);
    item.put("year", year);
    item.put("item_vector", List.of(x, y, z));
    return item;
  }

  private static UserEvent event(String item, EventType type, Double value) {
    return new UserEvent("e-" + item, type, item, value, null, 1_000);
  }

  private static UserProfile profile(UserHistory history) {
    Map<String, float[]> vectors = new HashMap<>();
    ITEMS.forEach((id, item) -> vectors.put(id, ItemReader.vector(item.get("item_vector"))));
    return new UserProfile(
        "movies", "u42", history, new InterestProfiler().profile(history.items(), vectors));
  }

  private static RankedItem hit(Map<String, Object> source, float... vector) {
    return new RankedItem("hit", 0.5, source, vector, Map.of(), Map.of());
  }

  private List<Reason> reasons(RankedItem hit) {
    return reasonsOf(HISTORY, hit);
  }

  private static Reason.BecauseYouLiked liked(Reason reason) {
    return (Reason.BecauseYouLiked) reason;
  }

  @Test
  void theNearestLikedItemIsNamedWithWhatBothShare() {
    Map<String, Object> source =
        Map.of(
            "title",
            "Aliens",
            "genres",
            List.of("Sci-Fi", "Action", "Horror"),
            "director",
            "Ridley Scott",
            "year",
            1979);
    assertThat(reasons(hit(source, 1, 0, 0)))
        .containsExactly(
            new Reason.BecauseYouLiked(
                "alien",
                "Alien",
                1.0,
                Map.of(
                    "genres", List.of("Sci-Fi", "Horror"), "director", List.of("Ridley Scott"))));
  }

  @Test
  void nothingSharedIsNotMentioned() {
    assertThat(liked(reasons(hit(Map.of("year", 1982), 0.9f, 0.4f, 0)).getFirst()))
        .satisfies(
            reason -> {
              assertThat(reason.itemId()).isEqualTo("blade");
              assertThat(reason.shared()).isEmpty();
            });
  }

  @Test
  void dislikesAndMereClicksAreNoReasons() {
    assertThat(reasons(hit(Map.of(), 0, 1, 0)))
        .allSatisfy(reason -> assertThat(liked(reason).itemId()).isEqualTo("blade"));
    assertThat(reasons(hit(Map.of(), 0, 0, 1))).isEmpty();
  }

  @Test
  void whatWasClickedOnAgainAndAgainIsNotCalledLiked() {
    List<UserEvent> clicks =
        IntStream.range(0, 5)
            .mapToObj(n -> new UserEvent("c" + n, EventType.CLICK, "seen", null, null, n))
            .toList();
    RankedItem alike = hit(Map.of(), 0, 0, 1);
    assertThat(reasonsOf(UserHistory.EMPTY.fold(clicks), alike)).isEmpty();
    UserHistory bought = UserHistory.EMPTY.fold(List.of(event("seen", EventType.PURCHASE, null)));
    assertThat(reasonsOf(bought, alike))
        .singleElement()
        .satisfies(reason -> assertThat(liked(reason).itemId()).isEqualTo("seen"));
  }

  private List<Reason> reasonsOf(UserHistory history, RankedItem hit) {
    return finder.reasons(MOVIES, profile(history), List.of(hit), SAMPLE).getFirst();
  }

  @Test
  void farAwayIsNoReason() {
    assertThat(reasons(hit(Map.of(), 0.42f, -0.9f, 0))).isEmpty();
    assertThat(reasons(hit(Map.of(), -1, 0, 0))).isEmpty();
    assertThat(reasons(hit(Map.of(), 0.48f, -0.87f, 0))).hasSize(1);
  }

  @Test
  void withoutAVectorOrOfAnotherDimensionNothingIsCompared() {
    assertThat(reasons(hit(Map.of()))).isEmpty();
    assertThat(reasons(hit(Map.of(), 1, 0))).isEmpty();
    assertThat(reasons(hit(Map.of(), 0, 0, 0))).isEmpty();
  }

  @Test
  void aLikedItemIsNotItsOwnReason() {
    RankedItem alien =
        new RankedItem("alien", 1, Map.of(), new float[] {1, 0, 0}, Map.of(), Map.of());
    assertThat(reasons(alien))
        .hasSize(1)
        .allSatisfy(reason -> assertThat(liked(reason).itemId()).isEqualTo("blade"));
  }

  @Test
  void aStrangerLikedNothing() {
    List<List<Reason>> reasons =
        finder.reasons(
            MOVIES, UserProfile.unknown("movies", "u1"), List.of(hit(Map.of(), 1, 0, 0)), SAMPLE);
    assertThat(reasons).containsExactly(List.of());
  }

  @Test
  void likedItemsThatAreGoneAreNotNamed() {
    ReasonFinder nothingLeft = new ReasonFinder(LookedUpItems.lookup(Map.of()));
    assertThat(
            nothingLeft.reasons(MOVIES, profile(HISTORY), List.of(hit(Map.of(), 1, 0, 0)), SAMPLE))
        .containsExactly(List.of());
  }

  @Test
  void popularIsWhatReachesThePivot() {
    assertThat(reasons(hit(Map.of("popularity", 10.0))))
        .containsExactly(new Reason.Popular(10.0, null));
    assertThat(reasons(hit(Map.of("popularity", 9.99)))).isEmpty();
    assertThat(reasons(hit(Map.of("popularity", "many")))).isEmpty();
  }

  @Test
  void reasonsKeepTheOrderOfTheHits() {
    List<List<Reason>> reasons =
        finder.reasons(
            MOVIES,
            profile(HISTORY),
            List.of(hit(Map.of(), 0, 0, 1), hit(Map.of(), 1, 0, 0), hit(Map.of("popularity", 99))),
            SAMPLE);
    assertThat(reasons).extracting(List::size).containsExactly(0, 1, 1);
    assertThat(reasons.get(2).getFirst()).isInstanceOf(Reason.Popular.class);
  }

  /** A multi-field's values stand in the field itself. */
  @Test
  void whatItemsHaveInCommonIsReadWhereDocumentsHaveIt() {
    Catalog catalog = Catalogs.standing(Map.of("genres", "kinds", "title", "name"));
    assertThat(ReasonFinder.described(catalog, List.of("alien")).fields())
        .contains("kinds", "director", "year", "name")
        .doesNotContain("genres", "title");
  }
}
