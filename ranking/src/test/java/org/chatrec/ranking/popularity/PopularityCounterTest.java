package org.chatrec.ranking.popularity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.chatrec.ranking.profile.EventType;
import org.junit.jupiter.api.Test;

class PopularityCounterTest {

  private final PopularityCounter counter = new PopularityCounter(100);

  @Test
  void oneUserCountsOnceHoweverOftenTheyClick() {
    for (int i = 0; i < 1000; i++) {
      counter.add("item", "bot", EventType.CLICK, null, 0);
    }
    assertThat(counter.counts().get("item")).isCloseTo(0.3, within(1e-12));
  }

  @Test
  void sumsUsersAndTakesTheStrongestOfEach() {
    counter.add("item", "a", EventType.VIEW, null, 0);
    counter.add("item", "a", EventType.PURCHASE, null, 0);
    counter.add("item", "b", EventType.RATING, 4.0, 0);
    assertThat(counter.counts().get("item")).isCloseTo(1.5, within(1e-12));
  }

  @Test
  void halvesByTheHalfLifeAndTakesTheFutureAsNow() {
    counter.add("old", "a", EventType.LIKE, null, 100);
    counter.add("older", "a", EventType.LIKE, null, 300);
    counter.add("future", "a", EventType.LIKE, null, -50);
    assertThat(counter.counts()).containsEntry("old", 0.5).containsEntry("older", 0.125);
    assertThat(counter.counts()).containsEntry("future", 1.0);
  }

  @Property(tries = 50)
  void howLongAgoTheNewestEventWasChangesNothing(@ForAll long seed) {
    long later = 28L * 365 * 24 * 3600 * 1000;
    PopularityCounter then = new PopularityCounter(5L * 365 * 24 * 3600 * 1000);
    PopularityCounter now = new PopularityCounter(5L * 365 * 24 * 3600 * 1000);
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      String item = "i" + random.nextInt(4);
      String user = "u" + random.nextInt(9);
      long age = (long) (random.nextDouble() * later);
      then.add(item, user, EventType.LIKE, null, age);
      now.add(item, user, EventType.LIKE, null, age + later);
    }
    now.counts()
        .forEach(
            (item, count) ->
                assertThat(count).isCloseTo(then.counts().get(item), within(1e-9 * count)));
    assertThat(now.counts()).hasSameSizeAs(then.counts()).isNotEmpty();
  }

  @Test
  void whatNobodyLikesHasNoNumber() {
    counter.add("item", "a", EventType.DISLIKE, null, 0);
    counter.add("item", "b", EventType.RATING, 2.0, 0);
    counter.add("item", "c", EventType.IMPRESSION, null, 0);
    assertThat(counter.counts()).isEmpty();
  }

  @Test
  void whoIsFinishedCountsAsBefore() {
    counter.add("item", "a", EventType.CLICK, null, 0);
    counter.add("item", "a", EventType.LIKE, null, 0);
    counter.add("item", "b", EventType.CLICK, null, 0);
    counter.finished("a");
    counter.finished("nobody");
    assertThat(counter.counts().get("item")).isCloseTo(1.3, within(1e-12));
    counter.finished("b");
    assertThat(counter.counts().get("item")).isCloseTo(1.3, within(1e-12));
  }

  @Test
  void refusesAHalfLifeThatIsNotPositive() {
    assertThatIllegalArgumentException().isThrownBy(() -> new PopularityCounter(0));
  }

  @Property(tries = 100)
  void orderDoesNotMatter(@ForAll @IntRange(max = 200) int events, @ForAll long seed) {
    Random random = new Random(seed);
    List<EventType> types = List.of(EventType.values());
    List<Runnable> adds = new ArrayList<>();
    PopularityCounter[] target = {new PopularityCounter(1000)};
    for (int i = 0; i < events; i++) {
      String item = "i" + random.nextInt(4);
      String user = "u" + random.nextInt(9);
      EventType type = types.get(random.nextInt(types.size()));
      double stars = 1 + random.nextInt(5);
      long age = random.nextInt(5000);
      adds.add(() -> target[0].add(item, user, type, stars, age));
    }
    adds.forEach(Runnable::run);
    var first = target[0].counts();
    target[0] = new PopularityCounter(1000);
    Collections.shuffle(adds, random);
    adds.forEach(Runnable::run);
    assertThat(target[0].counts()).isEqualTo(first);
  }
}
