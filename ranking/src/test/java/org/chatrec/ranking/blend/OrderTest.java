package org.chatrec.ranking.blend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Against the order that comparing gives, below and above the size from which digits are counted.
 */
class OrderTest {

  @Property(tries = 300)
  void isTheOrderThatComparingGives(
      @ForAll @IntRange(max = 3 * Order.FEW) int size,
      @ForAll @IntRange(max = Integer.SIZE) int bits,
      @ForAll long seed) {
    Random random = new Random(seed);
    int offset = random.nextInt();
    int[] keys =
        IntStream.range(0, size)
            .map(i -> offset + (bits == 0 ? 0 : random.nextInt() >>> (Integer.SIZE - bits)))
            .toArray();
    assertThat(Order.ascending(size, i -> keys[i])).isEqualTo(compared(keys));
  }

  @Property(tries = 100)
  void theBestScoresComeFirstHoweverManyAreWanted(
      @ForAll @IntRange(min = 1, max = 3 * Order.FEW) int size,
      @ForAll boolean coarse,
      @ForAll long seed) {
    Random random = new Random(seed);
    float[] scores = new float[size];
    for (int i = 0; i < size; i++) {
      scores[i] = coarse ? random.nextInt(5) - 2 : (float) random.nextGaussian();
    }
    scores[random.nextInt(size)] = Float.NEGATIVE_INFINITY;
    int[] expected =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.<Integer>comparingDouble(i -> -scores[i]).thenComparing(i -> i))
            .mapToInt(i -> i)
            .toArray();
    int count = random.nextInt(size + 1);
    assertThat(BlendedRescorer.best(scores, count)).isEqualTo(Arrays.copyOf(expected, count));
    assertThat(BlendedRescorer.best(scores, size)).isEqualTo(expected);
  }

  private static int[] compared(int[] keys) {
    return IntStream.range(0, keys.length)
        .boxed()
        .sorted(Comparator.<Integer>comparingInt(i -> keys[i]).thenComparing(i -> i))
        .mapToInt(i -> i)
        .toArray();
  }
}
