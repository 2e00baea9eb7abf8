package org.chatrec.ranking.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class EventReserveTests {

  private static List<UserEvent> past(Random random, int count) {
    EventType[] types = {EventType.VIEW, EventType.CLICK, EventType.LIKE, EventType.DISLIKE};
    List<UserEvent> past = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      EventType type = random.nextInt(9) == 0 ? EventType.IMPRESSION : types[random.nextInt(4)];
      long time = 1_000_000L * random.nextInt(3_000_000);
      past.add(new UserEvent("e" + i, type, "i" + random.nextInt(500), null, null, time));
    }
    return past;
  }

  /** By definition: the history of a past in which some events never happened. */
  private static UserHistory never(List<UserEvent> past, Set<String> ids) {
    return UserHistory.EMPTY.fold(
        past.stream().filter(event -> !ids.contains(event.eventId())).toList());
  }

  @Property(tries = 60)
  void withoutEventsItIsThePastInWhichTheyNeverHappened(
      @ForAll long seed,
      @ForAll @IntRange(max = 1_500) int count,
      @ForAll @IntRange(max = EventReserve.RESERVE) int taken) {
    Random random = new Random(seed);
    List<UserEvent> past = past(random, count);
    Set<String> ids = new HashSet<>();
    past.stream().limit(taken).forEach(event -> ids.add(event.eventId()));
    Collections.shuffle(past, random);
    EventReserve reserve = new EventReserve();
    for (int from = 0; from < past.size(); from += 170) {
      reserve.add(past.subList(from, Math.min(past.size(), from + 200))); // some come twice
    }
    assertThat(reserve.history().events()).isEqualTo(never(past, Set.of()).events());
    assertThat(reserve.without(ids).events()).isEqualTo(never(past, ids).events());
    assertThat(reserve.without(ids).items()).isEqualTo(never(past, ids).items());
    assertThat(reserve.remembered().stream().map(event -> RememberedEvent.key(event.eventId())))
        .containsExactlyElementsOf(
            reserve.history().events().stream().map(RememberedEvent::key).toList());
  }
}
