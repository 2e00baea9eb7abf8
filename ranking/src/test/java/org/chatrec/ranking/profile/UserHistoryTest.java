package org.chatrec.ranking.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class UserHistoryTest {

  @Provide
  Arbitrary<List<UserEvent>> events() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 300),
            Arbitraries.of(EventType.class),
            Arbitraries.integers().between(0, 8),
            Arbitraries.doubles().between(1, 5),
            Arbitraries.longs().between(0, 50))
        .as(
            (id, type, item, stars, time) ->
                new UserEvent("e" + id, type, "i" + item, stars, null, time))
        .list()
        .ofMaxSize(60)
        // an id stands for one event
        .map(list -> List.copyOf(byId(list)));
  }

  private static List<UserEvent> byId(List<UserEvent> events) {
    List<UserEvent> distinct = new ArrayList<>();
    for (UserEvent event : events) {
      if (distinct.stream().noneMatch(other -> other.eventId().equals(event.eventId()))) {
        distinct.add(event);
      }
    }
    return distinct;
  }

  @Property
  void orderAndGroupingOfEventsDoNotMatter(
      @ForAll("events") List<UserEvent> events, @ForAll long seed) {
    Random random = new Random(seed);
    List<UserEvent> shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, random);
    UserHistory pieces = UserHistory.EMPTY;
    for (int from = 0; from < shuffled.size(); ) {
      int to = Math.min(shuffled.size(), from + 1 + random.nextInt(7));
      pieces = pieces.fold(shuffled.subList(from, to));
      from = to;
    }
    assertSame(pieces, UserHistory.EMPTY.fold(events));
  }

  @Property
  void repetitionChangesNothing(@ForAll("events") List<UserEvent> events, @ForAll long seed) {
    UserHistory once = UserHistory.EMPTY.fold(events);
    List<UserEvent> again = new ArrayList<>(events);
    Collections.shuffle(again, new Random(seed));
    assertThat(once.fold(again)).isEqualTo(once);
    again.addAll(events);
    assertSame(UserHistory.EMPTY.fold(again), once);
  }

  private static void assertSame(UserHistory actual, UserHistory expected) {
    assertThat(actual).isEqualTo(expected);
    assertThat(actual.items()).isEqualTo(expected.items());
    assertThat(actual.events()).isEqualTo(expected.events());
  }

  /** The bound does not make it depend on how the events came. */
  @Property(tries = 20)
  void beyondTheBoundTheOrderDoesNotMatterEither(@ForAll long seed) {
    Random random = new Random(seed);
    EventType[] types = EventType.values();
    List<UserEvent> events = new ArrayList<>();
    for (int i = 0; i < 2 * UserHistory.MAX_EVENTS + 100; i++) {
      EventType type = types[random.nextInt(types.length)];
      String item = type.needsItem() ? "i" + random.nextInt(700) : null;
      long time = random.nextLong(400L * 24 * 3600 * 1000);
      events.add(new UserEvent("e" + i, type, item, 1.0 + random.nextInt(5), null, time));
    }
    UserHistory once = UserHistory.EMPTY.fold(events);
    assertThat(once.events()).hasSize(UserHistory.MAX_EVENTS);
    Collections.shuffle(events, random);
    UserHistory pieces = UserHistory.EMPTY;
    for (int from = 0; from < events.size(); from += 37) {
      pieces = pieces.fold(events.subList(from, Math.min(events.size(), from + 37)));
      pieces = pieces.fold(events.subList(0, random.nextInt(from + 1))); // and again
    }
    assertSame(pieces, once);
  }

  @Property
  void storingAndReadingChangesNothing(@ForAll("events") List<UserEvent> events) {
    UserHistory history = UserHistory.EMPTY.fold(events);
    List<RememberedEvent> stored = new ArrayList<>(history.events());
    Collections.shuffle(stored, new Random(7));
    assertSame(UserHistory.of(history.earlier(), stored, history.updatedMillis()), history);
  }

  @Property
  void preferencesStayInRange(@ForAll("events") List<UserEvent> events) {
    for (ItemPreference item : UserHistory.EMPTY.fold(events).items()) {
      assertThat(item.preference()).isBetween(-1.0, 1.0);
    }
  }

  @Test
  void anOpinionOverridesBehaviourEvenIfItCameFirst() {
    assertThat(preference(event("a", EventType.DISLIKE, 1), event("b", EventType.PURCHASE, 2)))
        .isEqualTo(-1);
  }

  @Test
  void theLatestOpinionWinsEvenIfItArrivesFirst() {
    assertThat(preference(event("a", EventType.LIKE, 9), event("b", EventType.DISLIKE, 3)))
        .isEqualTo(1);
  }

  @Test
  void behaviourAccumulatesAndSaturates() {
    double one = preference(event("a", EventType.CLICK, 1));
    double two = preference(event("a", EventType.CLICK, 1), event("b", EventType.CLICK, 2));
    assertThat(one).isCloseTo(0.3, within(1e-6));
    assertThat(two).isCloseTo(0.51, within(1e-6));
  }

  @Test
  void dismissalWeighsAgainst() {
    assertThat(preference(event("a", EventType.PURCHASE, 1), event("b", EventType.DISMISS, 2)))
        .isCloseTo(0.99 - 0.5, within(1e-6));
  }

  @Test
  void aNeutralRatingIsRemembered() {
    UserEvent three = new UserEvent("a", EventType.RATING, "i", 3.0, null, 1);
    assertThat(preference(three, event("b", EventType.CLICK, 2))).isZero();
  }

  @Test
  void impressionsAndSearchesLeaveNoTrace() {
    UserHistory before = UserHistory.EMPTY.fold(List.of(event("like", EventType.LIKE, 1)));
    UserHistory after =
        before.fold(
            List.of(
                event("a", EventType.IMPRESSION, 3),
                new UserEvent("b", EventType.SEARCH, null, null, "red", 4)));
    assertThat(after).isSameAs(before);
  }

  @Test
  void staysBoundedAndKeepsWhatIsRecentAndStrong() {
    long day = 24 * 3600 * 1000L;
    List<UserEvent> events =
        IntStream.range(0, 3000)
            .mapToObj(
                i -> new UserEvent("e" + i, EventType.CLICK, "i" + i, null, null, i * day / 10))
            .toList();
    UserEvent loved = new UserEvent("x", EventType.LIKE, "loved", null, null, 1900 * day / 10);
    UserHistory history = UserHistory.EMPTY.fold(events).fold(List.of(loved));
    assertThat(history.items()).hasSize(UserHistory.MAX_EVENTS);
    assertThat(history.items()).extracting(ItemPreference::itemId).contains("loved", "i2999");
    assertThat(history.items()).extracting(ItemPreference::itemId).doesNotContain("i1900", "i0");
    assertThat(history.eventCount()).isEqualTo(UserHistory.MAX_EVENTS);
    assertThat(history.updatedMillis()).isEqualTo(2999 * day / 10);
  }

  /** Of a profile whose events were not kept, what no event that is still there speaks of stays. */
  @Test
  void whatIsKnownWithoutEventsStaysBesideThem() {
    UserHistory all =
        UserHistory.EMPTY.fold(
            List.of(event("a", EventType.LIKE, 1), other("b", EventType.CLICK, 5)));
    UserHistory known =
        UserHistory.of(new UserHistory.Earlier(all.items(), 7), List.of(), all.updatedMillis());
    assertThat(known.eventCount()).isEqualTo(7);
    assertThat(known.items()).isEqualTo(all.items());
    UserHistory found = UserHistory.EMPTY.fold(List.of(event("a", EventType.LIKE, 1)));
    UserHistory joined = found.withEarlier(known);
    assertThat(joined.items()).containsExactlyInAnyOrderElementsOf(all.items());
    assertThat(joined.eventCount()).isEqualTo(2);
    assertThat(joined.updatedMillis()).isEqualTo(5);
    assertThat(all.withEarlier(known)).isEqualTo(all);
  }

  private static UserEvent other(String id, EventType type, long time) {
    return new UserEvent(id, type, "other", null, null, time);
  }

  private static UserEvent event(String id, EventType type, long time) {
    return new UserEvent(id, type, "i", null, null, time);
  }

  private static double preference(UserEvent... events) {
    return UserHistory.EMPTY.fold(List.of(events)).items().getFirst().preference();
  }

  /** What is taken back is as if it had not been said, but for the counts. */
  @Property
  void whatIsUndoneSaysNothingWhateverTheOrder(
      @ForAll("events") List<UserEvent> events, @ForAll long seed) {
    List<UserEvent> all = new ArrayList<>(events);
    all.add(new UserEvent("undo", EventType.UNDO, "i1", null, null, 25));
    Collections.shuffle(all, new Random(seed));
    List<UserEvent> left =
        events.stream()
            .filter(
                event ->
                    !"i1".equals(event.itemId())
                        || event.timestampMillis() > 25
                        || !EventType.UNDO.takesBack(event.type()))
            .toList();
    UserHistory undone = UserHistory.EMPTY.fold(all);
    UserHistory never = UserHistory.EMPTY.fold(left);
    for (ItemPreference item : undone.items()) {
      double preference =
          never.items().stream()
              .filter(other -> other.itemId().equals(item.itemId()))
              .mapToDouble(ItemPreference::preference)
              .findFirst()
              .orElse(0);
      assertThat(item.preference()).isEqualTo(preference);
    }
    List<UserEvent> withUndo = new ArrayList<>(left);
    withUndo.add(all.stream().filter(e -> e.eventId().equals("undo")).findFirst().orElseThrow());
    assertThat(undone.counting())
        .containsExactlyInAnyOrderElementsOf(UserHistory.EMPTY.fold(withUndo).counting());
  }

  /** At the bound, what takes back outlives what it takes back: a like does not rise again. */
  @Property(tries = 20)
  void whatWasTakenBackDoesNotComeBackAtTheBound(@ForAll long seed) {
    Random random = new Random(seed);
    List<UserEvent> events = new ArrayList<>();
    for (int i = 0; i < 800; i++) {
      long time = random.nextInt(1_000_000);
      boolean bought = random.nextBoolean();
      EventType done = bought ? EventType.PURCHASE : EventType.LIKE;
      EventType taken = bought ? EventType.RETURN : EventType.UNDO;
      events.add(new UserEvent("a" + i, done, "i" + i, null, null, time));
      events.add(new UserEvent("b" + i, taken, "i" + i, null, null, time + random.nextInt(2)));
    }
    Collections.shuffle(events, random);
    UserHistory history = UserHistory.EMPTY;
    for (int from = 0; from < events.size(); from += 100) {
      history = history.fold(events.subList(from, Math.min(events.size(), from + 100)));
    }
    assertThat(history.events()).hasSize(UserHistory.MAX_EVENTS);
    assertThat(history.items()).allMatch(item -> item.preference() <= 0);
  }

  @Test
  void aCartThatWasEmptiedAndAReturnTakeBackTheirOwnKindOnly() {
    UserHistory history =
        UserHistory.EMPTY.fold(
            List.of(
                new UserEvent("1", EventType.CLICK, "i", null, null, 1),
                new UserEvent("2", EventType.ADD_TO_CART, "i", null, null, 2),
                new UserEvent("3", EventType.REMOVE_FROM_CART, "i", null, null, 3),
                new UserEvent("4", EventType.LIKE, "j", null, null, 1),
                new UserEvent("5", EventType.PURCHASE, "j", null, null, 2),
                new UserEvent("6", EventType.RETURN, "j", null, null, 3),
                new UserEvent("7", EventType.PURCHASE, "k", null, null, 2),
                new UserEvent("8", EventType.RETURN, "k", null, null, 3),
                new UserEvent("9", EventType.PURCHASE, "k", null, null, 4)));
    assertThat(preference(history, "i")).isCloseTo(0.3, within(1e-6));
    assertThat(preference(history, "j")).isEqualTo(1);
    assertThat(preference(history, "k")).isCloseTo(0.7 - 0.01, within(1e-6));
  }

  private static double preference(UserHistory history, String item) {
    return history.items().stream()
        .filter(each -> each.itemId().equals(item))
        .mapToDouble(ItemPreference::preference)
        .sum();
  }
}
