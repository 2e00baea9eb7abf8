package org.chatrec.rest.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.chatrec.catalog.Catalogs;
import org.chatrec.conversation.explain.Aboutness;
import org.chatrec.retrieval.RankedItem;
import org.junit.jupiter.api.Test;

class CalledThingsTests {

  private static final List<RankedItem> ITEMS =
      List.of(
          item("1", "Cabin Glide suitcase", "Four quiet wheels."),
          item("2", "Junior suitcase for kids", "With a horse."),
          item("3", "Waffle Robe", "Light enough for a suitcase."),
          item("4", "Rain Pannier", "A pair that clicks on."),
          item("5", "Travel trunk", "The suitcase of your grandparents."));

  private static final Relevance RELEVANCE =
      new Relevance(Map.of("1", 1.0, "2", 0.9, "3", 1.0, "4", 0.3, "5", 1.0), Aboutness.CLEAR);

  private static RankedItem item(String id, String title, String text) {
    return new RankedItem(
        id, 1, Map.of("title", title, "overview", text), new float[0], Map.of(), Map.of());
  }

  private static List<String> kept(String words, List<RankedItem> items, String... named) {
    return new CalledThings(Catalogs.movies(), List.of(named)::contains)
        .kept(words, items, RELEVANCE).stream().map(RankedItem::id).toList();
  }

  @Test
  void whoAsksForAThingIsShownNothingElse() {
    assertThat(kept("suitcases", ITEMS, "suitcases")).containsExactly("1", "2", "5");
  }

  @Test
  void whereNothingIsCalledSoTheNearestAreShown() {
    assertThat(kept("suitcase", ITEMS.subList(2, 5), "suitcase")).containsExactly("3", "4", "5");
  }

  @Test
  void wordsThatNameNoThingLeaveAllAsItIs() {
    assertThat(kept("suitcase", ITEMS)).hasSize(5);
  }
}
