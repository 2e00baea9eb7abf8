package org.chatrec.ranking.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.chatrec.ranking.vector.Vectors;
import org.junit.jupiter.api.Test;

class InterestProfilerTest {

  private static final long DAY = 24 * 3600 * 1000L;
  private static final long NOW = 1000 * DAY;

  private final InterestProfiler profiler = new InterestProfiler();

  @Test
  void findsSeparateTastes() {
    Map<String, float[]> vectors = new HashMap<>();
    List<UserEvent> events = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      vectors.put("west" + i, new float[] {1, 0.05f * i, 0});
      vectors.put("east" + i, new float[] {0, 0.05f * i, 2});
      events.add(event("west" + i, EventType.LIKE, NOW));
      events.add(event("east" + i, EventType.CLICK, NOW));
    }
    InterestProfile profile = profile(events, vectors);
    assertThat(profile.interests()).hasSize(2);
    Interest west = profile.interests().getFirst();
    assertThat(west.itemIds()).containsExactlyInAnyOrder("west0", "west1", "west2");
    assertThat(west.weight()).isEqualTo(1);
    assertThat(profile.interests().getLast().weight()).isBetween(0.8, 0.949);
    assertThat(profile.dislikes()).isEmpty();
  }

  /**
   * Come back to on another day, bought or judged, an interest is one; looked at once it passes.
   */
  @Test
  void anInterestOfOneVisitIsLighterUntilItIsComeBackTo() {
    Map<String, float[]> vectors =
        Map.of(
            "main", new float[] {1, 0, 0},
            "a", new float[] {0, 1, 0},
            "b", new float[] {0, 1, 0.01f});
    UserEvent main = event("main", EventType.PURCHASE, NOW);
    UserEvent click = event("a", EventType.CLICK, NOW);
    assertThat(last(vectors, main, click)).isBetween(0.8, 0.949);
    assertThat(last(vectors, main, click, event("b", EventType.VIEW, NOW - DAY)))
        .isBetween(0.95, 1.0);
    assertThat(last(vectors, main, click, event("b", EventType.LIKE, NOW))).isBetween(0.95, 1.0);
    assertThat(profile(List.of(click), vectors).interests().getFirst().weight()).isEqualTo(1);
  }

  private double last(Map<String, float[]> vectors, UserEvent... events) {
    return profile(List.of(events), vectors).interests().getLast().weight();
  }

  @Test
  void dislikesAreKeptApart() {
    Map<String, float[]> vectors = Map.of("a", new float[] {1, 0}, "b", new float[] {0, 1});
    InterestProfile profile =
        profile(
            List.of(event("a", EventType.LIKE, NOW), event("b", EventType.DISLIKE, NOW)), vectors);
    assertThat(profile.interests()).extracting(Interest::itemIds).containsExactly(List.of("a"));
    assertThat(profile.dislikes()).extracting(Interest::itemIds).containsExactly(List.of("b"));
  }

  @Test
  void whatIsRecentMattersMore() {
    Map<String, float[]> vectors = Map.of("old", new float[] {1, 0}, "new", new float[] {0, 1});
    InterestProfile profile =
        profile(
            List.of(
                event("old", EventType.LIKE, NOW - 900 * DAY), event("new", EventType.LIKE, NOW)),
            vectors);
    assertThat(profile.interests().getFirst().itemIds()).containsExactly("new");
  }

  @Test
  void itemsWithoutAUsableVectorAreLeftOut() {
    Map<String, float[]> vectors = Map.of("zero", new float[2], "nan", new float[] {Float.NaN, 1});
    List<UserEvent> events =
        List.of(
            event("zero", EventType.LIKE, NOW),
            event("nan", EventType.LIKE, NOW),
            event("none", EventType.LIKE, NOW));
    assertThat(profile(events, vectors).isEmpty()).isTrue();
    assertThat(profiler.profile(List.of(), Map.of())).isEqualTo(InterestProfile.EMPTY);
  }

  /** What was found a year ago and what is found today of the same events are the same bytes. */
  @Property(tries = 50)
  void interestsDependOnTheseItemsAlone(
      @ForAll @IntRange(min = 1, max = 60) int items, @ForAll long seed) {
    Random random = new Random(seed);
    Map<String, float[]> vectors = new HashMap<>();
    List<UserEvent> events = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      vectors.put("i" + i, new float[] {gaussian(random), gaussian(random), gaussian(random)});
      events.add(event("i" + i, EventType.LIKE, random.nextLong(NOW)));
    }
    InterestProfile alone = profile(events, vectors);
    vectors.put("another", new float[] {1, 2, 3});
    Collections.shuffle(events, random);
    InterestProfile beside = profile(events, vectors);
    assertThat(beside.interests()).hasSameSizeAs(alone.interests()).isNotEmpty();
    for (int i = 0; i < beside.interests().size(); i++) {
      Interest one = alone.interests().get(i);
      Interest other = beside.interests().get(i);
      assertThat(other.vector()).isEqualTo(one.vector());
      assertThat(other.weight()).isEqualTo(one.weight());
      assertThat(other.itemIds()).isEqualTo(one.itemIds());
    }
  }

  @Property(tries = 50)
  void profilesAreBoundedUnitVectorsOrderedByWeight(
      @ForAll @IntRange(min = 1, max = 300) int items, @ForAll long seed) {
    Random random = new Random(seed);
    Map<String, float[]> vectors = new HashMap<>();
    List<UserEvent> events = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      vectors.put("i" + i, new float[] {gaussian(random), gaussian(random), gaussian(random)});
      EventType type = random.nextInt(4) == 0 ? EventType.DISLIKE : EventType.LIKE;
      events.add(event("i" + i, type, random.nextLong(NOW)));
    }
    InterestProfile profile = profile(events, vectors);
    for (List<Interest> interests : List.of(profile.interests(), profile.dislikes())) {
      assertThat(interests).hasSizeLessThanOrEqualTo(InterestProfiler.MAX_INTERESTS);
      assertThat(interests).extracting(Interest::weight).allMatch(w -> w >= 0.95 && w <= 1);
      assertThat(interests).isSortedAccordingTo((a, b) -> Double.compare(b.weight(), a.weight()));
      for (Interest interest : interests) {
        assertThat(Vectors.norm(interest.vector())).isCloseTo(1, within(1e-5));
        assertThat(interest.itemIds()).isNotEmpty();
      }
    }
  }

  private InterestProfile profile(List<UserEvent> events, Map<String, float[]> vectors) {
    return profiler.profile(UserHistory.EMPTY.fold(events).items(), vectors);
  }

  private static float gaussian(Random random) {
    return (float) random.nextGaussian();
  }

  private static UserEvent event(String item, EventType type, long time) {
    return new UserEvent("e-" + item, type, item, null, null, time);
  }
}
