package org.chatrec.ranking.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SeenItemsTest {

  private static UserEvent event(int id, EventType type) {
    Double stars = type.needsValue() ? 2.0 : null;
    return new UserEvent("e" + id, type, type.needsItem() ? "i" + id : null, stars, null, id);
  }

  @Test
  void viewedIsSeenAndBoughtOrJudgedIsHad() {
    EventType[] types = EventType.values();
    List<UserEvent> one =
        IntStream.range(0, types.length).mapToObj(i -> event(i, types[i])).toList();
    SeenItems items = SeenItems.of(UserHistory.EMPTY.fold(one));
    assertThat(items.had())
        .isEqualTo(
            ids(
                EventType.PURCHASE,
                EventType.RETURN,
                EventType.LIKE,
                EventType.DISLIKE,
                EventType.RATING));
    Set<String> unseen = ids(EventType.IMPRESSION, EventType.SEARCH);
    assertThat(items.seen()).hasSize(types.length - 2).doesNotContainAnyElementsOf(unseen);
    assertThat(items.whole()).isTrue();
  }

  private static Set<String> ids(EventType... types) {
    return Stream.of(types).map(type -> "i" + type.ordinal()).collect(Collectors.toSet());
  }

  @Test
  void aLongHistoryKnowsThatItForgets() {
    List<UserEvent> all =
        IntStream.range(0, UserHistory.MAX_EVENTS).mapToObj(i -> event(i, EventType.VIEW)).toList();
    assertThat(UserHistory.EMPTY.fold(all.subList(1, all.size())).forgets()).isFalse();
    assertThat(UserHistory.EMPTY.fold(all).forgets()).isTrue();
  }

  @Test
  void twoPartsAreOne() {
    SeenItems some = new SeenItems(Set.of("a"), Set.of("a"), true);
    SeenItems others = new SeenItems(Set.of("b"), Set.of(), false);
    assertThat(some.and(others)).isEqualTo(new SeenItems(Set.of("a", "b"), Set.of("a"), false));
    assertThat(SeenItems.NONE.and(some)).isEqualTo(some);
  }
}
