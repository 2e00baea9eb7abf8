package org.chatrec.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WindowQueueTest {

  /** Arrivals and departures in any order. */
  @Property
  void eachWindowLeavesOnceInARunThatKeepsToThePolicy(
      @ForAll @Size(max = 20)
          List<@Size(max = 30) List<@IntRange(min = 1, max = 300) Integer>> calls,
      @ForAll @IntRange(min = 1, max = 1000) int budget,
      @ForAll @IntRange(min = 0, max = 400) int overhead,
      @ForAll Random random) {
    BatchPolicy policy = new BatchPolicy(budget, overhead);
    WindowQueue queue = new WindowQueue();
    List<Item> waiting = new ArrayList<>();
    List<Item> left = new ArrayList<>();
    for (List<Integer> lengths : calls) {
      List<Item> items = Calls.items(lengths);
      queue.add(items);
      waiting.addAll(items);
      for (int i = random.nextInt(3); i > 0; i--) {
        depart(queue, policy, waiting, left);
      }
    }
    while (queue.size() > 0) {
      depart(queue, policy, waiting, left);
    }
    assertThat(waiting).isEmpty();
    assertThat(left).doesNotHaveDuplicates();
    assertThat(queue.take(policy)).isEmpty();
    assertThat(queue.oldest()).isNull();
    assertThat(queue.tokens()).isZero();
  }

  private static void depart(
      WindowQueue queue, BatchPolicy policy, List<Item> waiting, List<Item> left) {
    Item oldest = queue.oldest();
    List<Item> run = queue.take(policy);
    if (waiting.isEmpty()) {
      assertThat(run).isEmpty();
      return;
    }
    assertThat(run).as("the one that waited longest").contains(oldest);
    int width = run.getFirst().length();
    assertThat(run.size() == 1 || run.size() * width <= policy.tokens()).isTrue();
    assertThat(run).allMatch(item -> item.length() <= width);
    assertThat(run).allMatch(item -> width - item.length() <= policy.overhead());
    assertThat(waiting).containsAll(run);
    waiting.removeAll(run);
    left.addAll(run);
    assertThat(queue.size()).isEqualTo(waiting.size());
    assertThat(queue.tokens()).isEqualTo(waiting.stream().mapToLong(Item::length).sum());
  }

  /** Against all runs of all windows of some lengths, as far as they fit, one after the other. */
  @Property
  void noOtherRunWithTheOldestCostsLessForAToken(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 60) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 300) int budget,
      @ForAll @IntRange(min = 0, max = 40) int overhead) {
    BatchPolicy policy = new BatchPolicy(budget, overhead);
    WindowQueue queue = new WindowQueue();
    for (int length : lengths) {
      queue.add(Calls.items(List.of(length)));
    }
    List<Integer> waiting = new ArrayList<>();
    lengths.forEach(length -> waiting.add(length + Calls.FRAME.tokens()));
    waiting.sort(Comparator.reverseOrder());
    while (!waiting.isEmpty()) {
      int oldest = queue.oldest().length();
      double least = leastCost(waiting, oldest, policy);
      List<Item> run = queue.take(policy);
      assertThat(cost(run.stream().map(Item::length).toList(), policy))
          .isCloseTo(least, within(1e-9));
      run.forEach(item -> waiting.remove((Integer) item.length()));
    }
  }

  private static double leastCost(List<Integer> sorted, int oldest, BatchPolicy policy) {
    double least = Double.POSITIVE_INFINITY;
    for (int from = 0; from < sorted.size(); from++) {
      for (int to = from + 1; to <= sorted.size(); to++) {
        List<Integer> run = sorted.subList(from, to);
        int width = run.getFirst();
        boolean fits = run.size() == 1 || run.size() * width <= policy.tokens();
        boolean whole =
            isBorder(sorted, from)
                && (isBorder(sorted, to) || (run.size() + 1) * width > policy.tokens());
        if (fits && whole && run.contains(oldest) && width - run.getLast() <= policy.overhead()) {
          least = Math.min(least, cost(run, policy));
        }
      }
    }
    return least;
  }

  private static boolean isBorder(List<Integer> sorted, int at) {
    return at == 0 || at == sorted.size() || !sorted.get(at).equals(sorted.get(at - 1));
  }

  private static double cost(List<Integer> run, BatchPolicy policy) {
    long used = run.stream().mapToInt(Integer::intValue).sum();
    return (policy.overhead() + (double) run.size() * run.getFirst()) / used;
  }

  @Test
  void theOldestJoinsALongerOneWhenThatIsCheaperThanTwoRuns() {
    WindowQueue queue = new WindowQueue();
    queue.add(Calls.items(List.of(4)));
    queue.add(Calls.items(List.of(7, 6)));
    assertThat(queue.take(new BatchPolicy(128, 8)).stream().map(Item::length))
        .containsExactly(9, 8, 6);
  }

  @Test
  void whatArrivesTogetherStartsWithTheLongest() {
    WindowQueue queue = new WindowQueue();
    queue.add(Calls.items(List.of(5, 200, 40, 90)));
    List<Integer> order = new ArrayList<>();
    while (queue.size() > 0) {
      order.add(queue.take(new BatchPolicy(1, 0)).getFirst().length());
    }
    assertThat(order).isSortedAccordingTo(Comparator.reverseOrder()).hasSize(4);
  }

  @Test
  void aLongTextOfAnEarlierCallIsNotOvertakenForEver() {
    WindowQueue queue = new WindowQueue();
    queue.add(Calls.items(List.of(7)));
    queue.add(Calls.items(List.of(200, 200, 200)));
    assertThat(queue.take(new BatchPolicy(128, 8)).getFirst().length()).isEqualTo(9);
  }
}
