package org.chatrec.rest.items;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatrec.catalog.Catalogs;
import org.chatrec.ranking.profile.SeenItems;
import org.chatrec.retrieval.RankedItem;
import org.chatrec.retrieval.Reason;
import org.junit.jupiter.api.Test;

class ShownItemsTests {

  @Test
  void aHitShowsTheFieldsOfTheContract() {
    Map<String, Object> source = Map.of("title", "Alien");
    RankedItem item =
        new RankedItem("i1", 0.5, source, new float[] {1}, Map.of("content", 0.5), Map.of());
    Map<String, Object> shown =
        Map.of(
            "id",
            "i1",
            "score",
            0.5,
            "source",
            source,
            "breakdown",
            Map.of("content", 0.5),
            "reasons",
            List.of(Map.of("type", "popular", "popularity", 3)));
    List<Reason> popular = List.of(new Reason.Popular(3, null));
    assertThat(ShownItems.toMap(item, popular, SeenItems.NONE)).isEqualTo(shown);
    assertThat(ShownItems.toMap(item, popular, new SeenItems(Set.of("i1"), Set.of(), true)))
        .containsAllEntriesOf(shown)
        .containsEntry("seen", true)
        .doesNotContainKey("had");
    assertThat(item.title(Catalogs.movies())).isEqualTo("Alien");
  }

  @Test
  void everyReasonHasItsNameAndNumbers() {
    assertThat(ShownItems.toMap(new Reason.SimilarTo("a", "A", 0.5, Map.of())))
        .isEqualTo(Map.of("type", "similar_to", "item_id", "a", "title", "A", "similarity", 0.5));
    assertThat(
            ShownItems.toMap(
                new Reason.BecauseYouLiked("a", "A", 0.5, Map.of("genres", List.of("War")))))
        .containsEntry("type", "because_you_liked")
        .containsEntry("shared", Map.of("genres", List.of("War")));
    assertThat(ShownItems.toMap(new Reason.PeopleAlso("a", "A", 0.5)))
        .isEqualTo(Map.of("type", "people_also", "item_id", "a", "title", "A", "similarity", 0.5));
    assertThat(ShownItems.toMap(new Reason.Popular(9L, new Reason.Place(2, 10))))
        .isEqualTo(Map.of("type", "popular", "popularity", 9L, "rank", 2L, "of", 10L));
    assertThat(ShownItems.toMap(new Reason.CloseInMeaning(0.4)))
        .isEqualTo(Map.of("type", "close_in_meaning", "similarity", 0.4));
  }
}
