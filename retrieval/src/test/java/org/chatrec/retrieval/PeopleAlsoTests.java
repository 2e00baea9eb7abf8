package org.chatrec.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.Catalogs;
import org.chatrec.catalog.ItemReader;
import org.chatrec.people.profile.Taste;
import org.chatrec.people.profile.UserProfile;
import org.chatrec.ranking.blend.Calibration;
import org.chatrec.ranking.calibration.CatalogSample;
import org.chatrec.ranking.profile.EventType;
import org.chatrec.ranking.profile.InterestProfile;
import org.chatrec.ranking.profile.UserEvent;
import org.chatrec.ranking.profile.UserHistory;
import org.junit.jupiter.api.Test;

class PeopleAlsoTests {

  /** Texts usually have nothing in common. */
  private static final CatalogSample SAMPLE =
      new CatalogSample(List.of(), 0, new Calibration(0.5, 0.09));

  private static final Catalog MOVIES = Catalogs.movies();

  /** Two factors and the coordinate that fills them up. */
  private static final Map<String, Map<String, Object>> ITEMS =
      Map.of(
          "alien", item("Alien", 3, 0.8, 0.0, 0.6),
          "musical", item("Musical", 3, 0.0, 0.9, 0.4),
          "stale", item("Stale", 2, 0.8, 0.1, 0.6),
          "disliked", item("Disliked", 3, 0.8, 0.1, 0.6),
          "hit", item("Hit", 3, 0.3, 0.03, 0.95),
          "between", item("Between", 3, 0.3, -0.9, 0.3),
          "bare", Map.of("title", "Bare"));

  private static Map<String, Object> item(
      String title, int generation, double x, double y, double rest) {
    return Map.of(
        "title", title,
        "cf_vector", List.of(x, y, rest),
        "cf_vector_meta", Map.of("generation", generation));
  }

  private static UserEvent event(String item, EventType type) {
    return new UserEvent("e-" + item, type, item, null, null, 1_000);
  }

  private static final UserProfile PROFILE =
      new UserProfile(
          "movies",
          "u42",
          UserHistory.EMPTY.fold(
              List.of(
                  event("alien", EventType.LIKE),
                  event("musical", EventType.PURCHASE),
                  event("stale", EventType.LIKE),
                  event("bare", EventType.LIKE),
                  event("disliked", EventType.DISLIKE))),
          InterestProfile.EMPTY,
          new Taste(3, new float[] {1, 0, 0}));

  private static List<Reason> reasons(String hit, Map<String, Double> breakdown) {
    ReasonFinder finder = new ReasonFinder(LookedUpItems.lookup(ITEMS));
    Map<String, Object> stored = ITEMS.getOrDefault(hit, Map.of());
    RankedItem.Factors factors =
        new RankedItem.Factors(
            ItemReader.vector(stored.get("cf_vector")),
            LookedUpItems.generation(stored, MOVIES.generationField()));
    RankedItem ranked =
        new RankedItem(hit, 0.5, new HashMap<>(), new float[0], breakdown, Map.of(), factors, null);
    return finder.reasons(MOVIES, PROFILE, List.of(ranked), SAMPLE).getFirst();
  }

  private static List<Reason> reasons(String hit) {
    return reasons(hit, Map.of("collaborative", 0.2));
  }

  @Test
  void theLikedItemOfTheSamePeopleIsNamed() {
    assertThat(reasons("hit")).containsExactly(new Reason.PeopleAlso("alien", "Alien", 0.995));
  }

  @Test
  void whereTastePlayedNoPartNothingIsSaidOfIt() {
    assertThat(reasons("hit", Map.of("content", 0.5))).isEmpty();
  }

  @Test
  void farAwayUnknownOrTheItemItselfIsNoReason() {
    assertThat(reasons("between")).isEmpty();
    assertThat(reasons("bare")).isEmpty();
    assertThat(reasons("nowhere")).isEmpty();
    assertThat(reasons("alien")).isEmpty();
  }

  @Test
  void vectorsOfAnEarlierTrainingAreNotCompared() {
    assertThat(reasons("stale")).isEmpty();
  }
}
