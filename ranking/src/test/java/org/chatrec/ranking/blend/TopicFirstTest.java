package org.chatrec.ranking.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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

  @Property(tries = 200)
  void fourOfTheFirstFiveAreOfTheTopicWhateverSomebodyLikes(
      @ForAll @IntRange(min = 100, max = 600) int count,
      @ForAll @DoubleRange(min = 0, max = 50) double wanted,
      @ForAll long seed) {
    Random random = new Random(seed);
    double[] topic = numbers(count, random);
    double[] taste = numbers(count, random);
    double share = TopicFirst.share(topic, taste, wanted);
    assertThat(share).isBetween(0.0, wanted);
    assertThat(first(5, topic, taste, share))
        .filteredOn(first(20, topic, taste, 0)::contains)
        .hasSizeGreaterThanOrEqualTo(4);
  }

  @Property(tries = 50)
  void tasteThatAgreesWithTheTopicIsNotLimited(@ForAll long seed) {
    double[] topic = numbers(300, new Random(seed));
    assertThat(TopicFirst.share(topic, topic, 5)).isEqualTo(5);
  }

  @Test
  void strongTasteIsLimitedAndAHandfulOfItemsIsNot() {
    Random random = new Random(5);
    double[] topic = numbers(300, random);
    double[] taste = numbers(300, random);
    assertThat(TopicFirst.share(topic, taste, 100)).isLessThan(2).isPositive();
    assertThat(TopicFirst.share(numbers(99, random), numbers(99, random), 100)).isEqualTo(100);
  }

  @Test
  void refusesTasteOfOtherItems() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TopicFirst.share(new double[3], new double[4], 1));
  }
}
