package org.chatrec.ranking.diversity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EpsilonGreedyTest {

  private static List<Integer> best(int items) {
    return IntStream.range(0, items).boxed().toList();
  }

  private static List<Integer> order(int items, int places, double exploration, long seed) {
    return EpsilonGreedy.order(best(items), places, exploration, new SplittableRandom(seed));
  }

  @Property(tries = 300)
  void nothingIsLostAndPlacesAreKeptOrGivenToOthers(
      @ForAll @IntRange(max = 30) int items,
      @ForAll @IntRange(max = 30) int wanted,
      @ForAll @DoubleRange(max = 1) double exploration,
      @ForAll long seed) {
    int places = Math.min(items, wanted);
    List<Integer> order = order(items, places, exploration, seed);
    assertThat(order).containsExactlyInAnyOrderElementsOf(best(items));
    for (int place = 0; place < places; place++) {
      int item = order.get(place);
      assertThat(item == place || item >= places).isTrue();
    }
    assertThat(order.subList(places, items)).isSorted();
    assertThat(order(items, places, exploration, seed)).isEqualTo(order);
  }

  @Property(tries = 100)
  void noneIsExploredByNoChanceAndAllByCertainty(
      @ForAll @IntRange(max = 30) int places, @ForAll long seed) {
    assertThat(order(2 * places, places, 0, seed)).isEqualTo(best(2 * places));
    assertThat(order(2 * places, places, 1, seed).subList(0, places))
        .allMatch(item -> item >= places);
  }

  @Test
  void asManyAreExploredAsTheChanceSays() {
    long explored =
        order(20_000, 10_000, 0.3, 7).subList(0, 10_000).stream()
            .filter(item -> item >= 10_000)
            .count();
    assertThat(explored).isBetween(2_800L, 3_200L);
  }

  @Property(tries = 200)
  void whatNobodyHasTriedComesFirst(
      @ForAll @IntRange(max = 20) int places,
      @ForAll @IntRange(max = 20) int many,
      @ForAll @DoubleRange(max = 1) double exploration,
      @ForAll long seed) {
    List<Integer> untried = IntStream.range(0, many).map(n -> 1_000 + n).boxed().toList();
    List<Integer> order =
        EpsilonGreedy.order(
            best(2 * places), places, untried, n -> n, exploration, new SplittableRandom(seed));
    assertThat(order).doesNotHaveDuplicates().containsAll(best(2 * places));
    List<Integer> page = order.subList(0, places);
    long given = page.stream().filter(item -> item >= places).count();
    long tried = page.stream().filter(item -> item >= 1_000).count();
    assertThat(tried).isEqualTo(Math.min(given, many));
    assertThat(order).as("those without a place are left out").hasSize(2 * places + (int) tried);
  }

  /** As many as the chance makes of its length, and no list of ten without any at a tenth. */
  @Property(tries = 300)
  void aListExploresNeitherMoreNorLess(
      @ForAll @IntRange(min = 1, max = 60) int places,
      @ForAll @DoubleRange(max = 1) double exploration,
      @ForAll long seed) {
    long explored =
        order(2 * places, places, exploration, seed).subList(0, places).stream()
            .filter(item -> item >= places)
            .count();
    assertThat((double) explored).isCloseTo(places * exploration, within(1.0));
  }

  @Test
  void eachPlaceHasTheChance() {
    int lists = 4_000;
    int[] explored = new int[7];
    for (int list = 0; list < lists; list++) {
      List<Integer> order = order(14, 7, 0.3, list);
      for (int place = 0; place < 7; place++) {
        explored[place] += order.get(place) == place ? 0 : 1;
      }
    }
    for (int count : explored) {
      assertThat(count / (double) lists).isCloseTo(0.3, within(0.04));
    }
  }

  /** How often each of three untried items, worth so much, gets the only place. */
  private static int[] tried(double... worth) {
    int[] tried = new int[worth.length];
    for (int list = 0; list < 1_000; list++) {
      List<Integer> untried = IntStream.range(0, worth.length).boxed().toList();
      int first =
          EpsilonGreedy.order(List.of(-1), 1, untried, n -> worth[n], 1, new SplittableRandom(list))
              .getFirst();
      tried[first]++;
    }
    return tried;
  }

  @Test
  void whatIsWorthMoreIsTriedAndWhatIsWorthAsMuchIsToo() {
    assertThat(tried(0.2, 0.6, 0.1)).containsExactly(0, 1_000, 0);
    for (int count : tried(0.4, 0.4, 0.4)) {
      assertThat(count).isBetween(270, 400);
    }
  }
}
