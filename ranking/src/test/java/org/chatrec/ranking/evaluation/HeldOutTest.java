package org.chatrec.ranking.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.chatrec.ranking.profile.EventType;
import org.chatrec.ranking.profile.ItemPreference;
import org.chatrec.ranking.profile.UserEvent;
import org.junit.jupiter.api.Test;

class HeldOutTest {

  private static UserEvent rating(String item, double stars, long time) {
    return new UserEvent(item + "@" + time, EventType.RATING, item, stars, null, time);
  }

  private static Optional<HeldOut> split(List<UserEvent> events, double share) {
    return HeldOut.split("u", new Holdout(share, false, 1).order("u", events), share);
  }

  @Test
  void predictsWhatIsLikedAfterAllElse() {
    List<UserEvent> events = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      events.add(rating("old" + i, 4, i));
    }
    events.add(rating("good", 5, 8));
    events.add(rating("bad", 3, 9));
    HeldOut split = split(events, 0.2).orElseThrow();
    assertThat(split.later()).containsExactly("good");
    assertThat(split.past().items()).hasSize(8);
  }

  @Test
  void whatWasKnownIsNoPrediction() {
    List<UserEvent> events =
        List.of(rating("a", 4, 1), rating("b", 4, 2), rating("a", 5, 3), rating("b", 5, 4));
    assertThat(split(events, 0.5)).isEmpty();
  }

  @Test
  void searchesAreNoEventsOfItems() {
    UserEvent search = new UserEvent("s", EventType.SEARCH, null, null, "robots", 9);
    Optional<HeldOut> split = split(List.of(rating("a", 4, 1), rating("b", 4, 2), search), 0.5);
    assertThat(split.orElseThrow().later()).containsExactly("b");
  }

  @Property
  void neverLooksAhead(
      @ForAll @IntRange(min = 1, max = 60) int count,
      @ForAll @DoubleRange(min = 0.05, max = 0.95) double share,
      @ForAll long seed) {
    Random random = new Random(seed);
    List<UserEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(rating("i" + random.nextInt(20), 1 + random.nextInt(5), i));
    }
    Optional<HeldOut> split = split(events, share);
    Collections.shuffle(events, random);
    assertThat(split(events, share)).isEqualTo(split);
    split.ifPresent(
        user -> {
          int past = HeldOut.past(count, share);
          assertThat(user.past().eventCount()).isEqualTo(past);
          List<String> known = user.past().items().stream().map(ItemPreference::itemId).toList();
          assertThat(user.later()).isNotEmpty().doesNotContainAnyElementsOf(known);
        });
  }

  @Property
  void aRandomSplitDependsOnSeedAndUserAndNotOnTheOrder(@ForAll long seed) {
    List<UserEvent> events = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      events.add(rating("i" + i, 4, i));
    }
    Holdout random = new Holdout(0.5, true, seed);
    List<UserEvent> ordered = random.order("u", events);
    Collections.reverse(events);
    assertThat(random.order("u", events)).isEqualTo(ordered);
    assertThat(random.order("w", events)).isNotEqualTo(ordered);
    assertThat(new Holdout(0.5, true, seed + 1).order("u", events)).isNotEqualTo(ordered);
  }
}
