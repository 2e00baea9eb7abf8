package org.chatrec.ranking.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TopicFirstTest {

  private static double[] numbers(int count, Random random) {
    return IntStream.range(0, count).mapToDouble(i -> random.nextGaussian()).toArray();
  }

  private static List<Integer> first(int count, double[] topic, double[] taste, double share) {
    return IntStream.range(0, topic.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -(topic[i] + share * taste[i])))
        .limit(count)
        .toList();
  }

  /** Of items that all say something else. */
  private static double share(double[] asked, double[] topic, double[] taste, double wanted) {
    return TopicFirst.share(asked, topic, taste, wanted, (item, other) -> false);
  }

  @Property(tries = 200)
  void fourOfTheFirstFiveAreOfTheTopicWhateverSomebodyLikes(
      @ForAll @IntRange(min = 100, max = 600) int count,
      @ForAll @DoubleRange(min = 0, max = 50) double wanted,
      @ForAll long seed) {
    Random random = new Random(seed);
    double[] topic = numbers(count, random);
    double[] taste = numbers(count, random);
    double share = share(topic, topic, taste, wanted);
    assertThat(share).isBetween(0.0, wanted);
    assertThat(first(5, topic, taste, share))
        .filteredOn(first(20, topic, taste, 0)::contains)
        .hasSizeGreaterThanOrEqualTo(4);
    assertThat(first(5, topic, taste, 0)).containsAll(first(1, topic, taste, share));
  }

  @Property(tries = 50)
  void tasteThatAgreesWithTheTopicIsNotLimited(@ForAll long seed) {
    double[] topic = numbers(300, new Random(seed));
    assertThat(share(topic, topic, topic, 5)).isEqualTo(5);
  }

  @Test
  void strongTasteIsLimitedAndAHandfulOfItemsIsNot() {
    Random random = new Random(5);
    double[] topic = numbers(300, random);
    double[] taste = numbers(300, random);
    assertThat(share(topic, topic, taste, 100)).isLessThan(2).isPositive();
    assertThat(few(random)).isEqualTo(100);
  }

  private static double few(Random random) {
    double[] topic = numbers(99, random);
    return share(topic, topic, numbers(99, random), 100);
  }

  /** One film about boxing, and a popular one that somebody likes. */
  @Property(tries = 100)
  void whatAnswersByFarBestStaysFirst(
      @ForAll @DoubleRange(min = 0.13, max = 1) double ahead, @ForAll long seed) {
    Random random = new Random(seed);
    double[] asked = numbers(300, random);
    double best = Arrays.stream(asked).max().orElseThrow();
    asked[7] = best + ahead;
    double[] popularity = numbers(300, random);
    double[] topic = new double[asked.length];
    Arrays.setAll(topic, i -> asked[i] + 0.04 * Math.tanh(popularity[i]));
    double[] taste = numbers(300, random);
    taste[7] = -5;
    double share = share(asked, topic, taste, 5);
    assertThat(first(1, topic, taste, share)).containsExactly(7);
    assertThat(first(1, topic, taste, 5)).doesNotContain(7);
  }

  /** Which of several good answers comes first, taste may choose. */
  @Test
  void amongEqualsTasteChooses() {
    double[] asked = new double[300];
    double[] taste = new double[300];
    for (int i = 0; i < 20; i++) {
      asked[i] = 1 - 0.001 * i;
      taste[i] = i < 5 ? 0.01 * i : 0;
    }
    assertThat(share(asked, asked, taste, 3)).isEqualTo(3);
    assertThat(first(1, asked, taste, 3)).containsExactly(4);
  }

  /** The last that is of the topic may be on the page, but not at its head. */
  @Test
  void whatAnswersLeastDoesNotComeFirst() {
    double[] asked = new double[300];
    double[] taste = new double[300];
    for (int i = 0; i < 20; i++) {
      asked[i] = 1 - 0.001 * i;
      taste[i] = 0.01 * i;
    }
    double share = share(asked, asked, taste, 3);
    assertThat(share).isBetween(0.05, 0.11);
    assertThat(first(1, asked, taste, share)).first().isIn(0, 1, 2, 3, 4);
  }

  /** Six colours of each thing: what a page shows is one of each. */
  @Property(tries = 100)
  void coloursOfOneThingAreOneAnswer(@ForAll long seed) {
    Random random = new Random(seed);
    int colours = 6;
    double[] topic = ofThings(numbers(60, random), colours);
    double[] taste = ofThings(numbers(60, random), colours);
    double share =
        TopicFirst.share(
            topic, topic, taste, 50, (item, other) -> item / colours == other / colours);
    List<Integer> about = things(20, topic, taste, 0, colours);
    List<Integer> shown = things(5, topic, taste, share, colours);
    assertThat(shown).filteredOn(about::contains).hasSizeGreaterThanOrEqualTo(4);
    assertThat(about.subList(0, 5)).contains(shown.getFirst());
  }

  private static double[] ofThings(double[] things, int colours) {
    return IntStream.range(0, things.length * colours)
        .mapToDouble(i -> things[i / colours] - 1e-9 * i)
        .toArray();
  }

  private static List<Integer> things(
      int count, double[] topic, double[] taste, double share, int colours) {
    return first(topic.length, topic, taste, share).stream()
        .map(item -> item / colours)
        .distinct()
        .limit(count)
        .toList();
  }

  /** That the best of all comes in two sizes makes it no less alone. */
  @Test
  void whatAnswersByFarBestMayHaveVariants() {
    Random random = new Random(11);
    double[] asked = numbers(300, random);
    double best = Arrays.stream(asked).max().orElseThrow();
    asked[7] = best + 0.5;
    asked[8] = best + 0.49;
    double[] taste = new double[300];
    int second = first(3, asked, taste, 0).get(2);
    taste[second] = 10;
    double share =
        TopicFirst.share(
            asked,
            asked,
            taste,
            5,
            (item, other) -> Math.abs(item - 7.5) == 0.5 && Math.abs(other - 7.5) == 0.5);
    assertThat(first(1, asked, taste, share)).containsAnyOf(7, 8);
  }

  @Test
  void refusesTasteOfOtherItems() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> share(new double[3], new double[3], new double[4], 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> share(new double[2], new double[3], new double[3], 1));
  }
}
