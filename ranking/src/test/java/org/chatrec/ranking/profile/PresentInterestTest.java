package org.chatrec.ranking.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PresentInterestTest {

  private static final long NOW = 1_700_000_000_000L;
  private static final long MINUTE = 60_000;
  private static final float[] RAIN = {0, 2, 0};

  private static RecentItem item(String id, double preference, long ago, @Nullable String session) {
    return new RecentItem(id, preference, NOW - ago, RememberedEvent.session(session), RAIN);
  }

  private static List<RecentItem> visit(long ago, @Nullable String session) {
    return List.of(
        item("a", 0.3, ago, session), item("b", 0.3, ago, session), item("c", 0.6, ago, session));
  }

  @Test
  void twoClicksAndACartAreSureAndAnHourLaterNothing() {
    assertThat(PresentInterest.of(visit(1000, null), null, NOW).strength()).isEqualTo(1);
    assertThat(PresentInterest.of(visit(60 * MINUTE, null), null, NOW).isEmpty()).isTrue();
    assertThat(PresentInterest.of(List.of(), null, NOW).isEmpty()).isTrue();
  }

  /** Or the second page of a search would be ranked otherwise than the first. */
  @Test
  void itIsTheSameForSomeMinutes() {
    List<RecentItem> visit = List.of(item("a", 0.6, 0, null));
    double strength = PresentInterest.of(visit, null, NOW + 1).strength();
    for (long later : List.of(MINUTE, 5 * MINUTE, 10 * MINUTE - 1)) {
      assertThat(PresentInterest.of(visit, null, NOW + later).strength()).isEqualTo(strength);
    }
    assertThat(PresentInterest.of(visit, null, NOW + 11 * MINUTE).strength()).isLessThan(strength);
  }

  @Test
  void aVisitThatGoesOnIsRememberedLonger() {
    double other = PresentInterest.of(visit(20 * MINUTE, "v1"), "v2", NOW).strength();
    double same = PresentInterest.of(visit(20 * MINUTE, "v1"), "v1", NOW).strength();
    assertThat(same).isGreaterThan(2 * other);
    assertThat(PresentInterest.of(visit(5 * 60 * MINUTE, "v1"), "v1", NOW).isEmpty()).isTrue();
  }

  @Test
  void aDozenEventsOfOneMomentAreALoadAndNoVisit() {
    assertThat(PresentInterest.of(apart(RecentItem.MOST, 0), null, NOW).isEmpty()).isTrue();
    assertThat(PresentInterest.of(apart(RecentItem.MOST, 500), null, NOW).isEmpty()).isTrue();
    assertThat(PresentInterest.of(apart(RecentItem.MOST - 1, 0), null, NOW).strength()).isOne();
    assertThat(PresentInterest.of(apart(RecentItem.MOST, 5000), null, NOW).strength()).isOne();
  }

  private static List<RecentItem> apart(int count, long millis) {
    return IntStream.range(0, count)
        .mapToObj(i -> item("i" + i, 0.3, 1000 + i * millis, null))
        .toList();
  }

  @Test
  void aGlanceIsNoInterestAndAClockMayRunAheadALittle() {
    List<RecentItem> glance = List.of(item("a", 0.15, 10 * MINUTE, null));
    assertThat(PresentInterest.of(glance, null, NOW).isEmpty()).isTrue();
    assertThat(PresentInterest.of(visit(-MINUTE, null), null, NOW).strength()).isEqualTo(1);
    assertThat(PresentInterest.of(visit(-60 * MINUTE, null), null, NOW).isEmpty()).isTrue();
  }

  @Property
  void itFadesAndNeverGrowsWithTime(
      @ForAll @LongRange(min = 0, max = 5 * 3_600_000) long earlier,
      @ForAll @LongRange(min = 0, max = 3_600_000) long more,
      @ForAll boolean ofSession) {
    String session = ofSession ? "v" : null;
    double before = PresentInterest.of(visit(earlier, session), session, NOW).strength();
    double after = PresentInterest.of(visit(earlier + more, session), session, NOW).strength();
    assertThat(after).isLessThanOrEqualTo(before).isBetween(0.0, 1.0);
  }

  /** It is a function of the set of events, and has each item once. */
  @Property
  void theOrderOfEventsDoesNotMatter(@ForAll long seed) {
    Random random = new Random(seed);
    EventType[] types = EventType.values();
    List<UserEvent> events = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      EventType type = types[random.nextInt(types.length)];
      events.add(
          new UserEvent(
              "e" + i,
              type,
              "i" + random.nextInt(20),
              0.5 + random.nextInt(10) / 2.0,
              null,
              NOW - random.nextInt(30) * MINUTE,
              "v" + random.nextInt(2)));
    }
    List<RememberedEvent> recent = RecentItem.events(UserHistory.EMPTY.fold(events));
    Collections.shuffle(events, random);
    UserHistory pieces = UserHistory.EMPTY.fold(events.subList(0, 17)).fold(events);
    assertThat(RecentItem.events(pieces)).isEqualTo(recent);
    assertThat(recent).hasSizeLessThanOrEqualTo(RecentItem.MOST);
    assertThat(recent.stream().map(RememberedEvent::itemId)).doesNotHaveDuplicates();
    assertThat(recent).allMatch(event -> event.preference() > 0);
    assertThat(RecentItem.of(recent, Map.of())).isEmpty();
  }
}
