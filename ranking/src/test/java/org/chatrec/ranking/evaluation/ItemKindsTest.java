package org.chatrec.ranking.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.chatrec.ranking.profile.EventType;
import org.chatrec.ranking.profile.ItemPreference;
import org.chatrec.ranking.profile.UserEvent;
import org.chatrec.ranking.profile.UserHistory;
import org.junit.jupiter.api.Test;

class ItemKindsTest {

  private static final ItemKinds KINDS =
      new ItemKinds(
          Map.of(
              "war", List.of("war"),
              "war2", List.of("war"),
              "love", List.of("love"),
              "both", List.of("war", "love"),
              "bare", List.of()));

  private static List<ItemPreference> past(EventType type, String... items) {
    List<UserEvent> events = new ArrayList<>();
    for (String item : items) {
      events.add(new UserEvent(type + item, type, item, null, null, events.size()));
    }
    return UserHistory.EMPTY.fold(events).items();
  }

  private static double divergence(List<ItemPreference> past, String... shown) {
    return KINDS.divergence(past, List.of(shown)).orElseThrow();
  }

  @Test
  void aListInTheSharesOfWhatWasLikedIsCalibrated() {
    List<ItemPreference> past = past(EventType.PURCHASE, "war", "love");
    assertThat(divergence(past, "love", "war2")).isCloseTo(0, within(1e-12));
    assertThat(divergence(past, "both", "bare")).isCloseTo(0, within(1e-12));
  }

  @Test
  void oneThatShowsTheLargestShareAloneIsNot() {
    List<ItemPreference> past = past(EventType.PURCHASE, "war", "war2", "love");
    double war = 2 / 3.0 * Math.log(2 / 3.0 / (0.99 + 0.01 * 2 / 3.0));
    double love = 1 / 3.0 * Math.log(1 / 0.01);
    assertThat(divergence(past, "war", "war2")).isCloseTo(war + love, within(1e-9));
    assertThat(divergence(past, "war", "both")).isLessThan(divergence(past, "war", "war2"));
    assertThat(divergence(past, "bare")).isCloseTo(Math.log(100), within(1e-9));
  }

  @Test
  void whatIsDislikedIsNotWantedAndWithoutKindsNothingIsKnown() {
    List<ItemPreference> past = new ArrayList<>(past(EventType.PURCHASE, "war"));
    past.addAll(past(EventType.DISLIKE, "love"));
    assertThat(divergence(past, "war2")).isCloseTo(0, within(1e-12));
    assertThat(KINDS.divergence(past(EventType.PURCHASE, "bare", "strange"), List.of("war")))
        .isEqualTo(OptionalDouble.empty());
    assertThat(ItemKinds.NONE.divergence(past, List.of("war"))).isEqualTo(OptionalDouble.empty());
  }
}
