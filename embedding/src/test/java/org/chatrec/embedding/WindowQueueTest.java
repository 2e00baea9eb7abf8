package org.chatrec.embedding;

import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(run.getFirst()).as("the one that waited longest").isSameAs(oldest);
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

  @Property
  void noRunLeavesOutAWindowThatWouldHaveFitted(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 1, max = 60) Integer> lengths) {
    BatchPolicy policy = new BatchPolicy(128, 8);
    WindowQueue queue = new WindowQueue();
    List<Item> waiting = new ArrayList<>(Calls.items(lengths));
    queue.add(waiting);
    while (!waiting.isEmpty()) {
      List<Item> run = queue.take(policy);
      waiting.removeAll(run);
      int width = run.getFirst().length();
      if (policy.hasRoom(run.size(), width)) {
        assertThat(waiting).noneMatch(item -> item.length() <= width && width - item.length() <= 8);
      }
    }
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
