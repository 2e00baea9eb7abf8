package org.chatrec.ranking.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class UserEventTest {

  @Test
  void refusesWhatItsTypeCannotDoWithout() {
    refuses("[item_id]", "e", EventType.CLICK, null, null, 0);
    refuses("[item_id]", "e", EventType.LIKE, " ", null, 0);
    refuses("[value]", "e", EventType.RATING, "i", null, 0);
    refuses("[value]", "e", EventType.RATING, "i", 6.0, 0);
    refuses("[event_id]", "", EventType.CLICK, "i", null, 0);
    refuses("[timestamp]", "e", EventType.CLICK, "i", null, -1);
  }

  @Test
  void aSearchNeedsNoItem() {
    UserEvent event = new UserEvent("e", EventType.SEARCH, null, null, "space opera", 1);
    assertThat(event.preference()).isZero();
  }

  private static void refuses(
      String named, String id, EventType type, String item, Double value, long time) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UserEvent(id, type, item, value, null, time))
        .withMessageContaining(named);
  }
}
