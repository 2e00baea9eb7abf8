package org.chatrec.ranking.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentItemTest {

  private static UserEvent event(EventType type, String item, long when) {
    return event(type, item, null, when);
  }

  private static UserEvent event(EventType type, String item, Double value, long when) {
    return new UserEvent(type + item, type, item, value, null, when);
  }

  private static List<String> items(UserEvent... events) {
    return RecentItem.events(UserHistory.EMPTY.fold(List.of(events))).stream()
        .map(RememberedEvent::itemId)
        .toList();
  }

  @Test
  void whatWasDoneShowsWhatSomebodyIsAfterAndStarsDoNot() {
    assertThat(
            items(
                event(EventType.CLICK, "clicked", 1),
                event(EventType.RATING, "rated", 5.0, 2),
                event(EventType.LIKE, "liked", 3),
                event(EventType.ADD_TO_CART, "carried", 4),
                event(EventType.DISMISS, "dismissed", 5)))
        .containsExactly("carried", "liked", "clicked");
    assertThat(items(event(EventType.RATING, "a", 4.5, 2), event(EventType.RATING, "b", 5.0, 3)))
        .isEmpty();
  }

  @Test
  void theLastTwelveCount() {
    UserEvent[] clicks =
        IntStream.range(0, 20)
            .mapToObj(i -> event(EventType.CLICK, "i" + i, i))
            .toArray(UserEvent[]::new);
    assertThat(items(clicks)).hasSize(RecentItem.MOST).startsWith("i19").doesNotContain("i7");
  }
}
