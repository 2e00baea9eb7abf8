package org.chatrec.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.chatrec.node.LaunchException;
import org.junit.jupiter.api.Test;

/** Looks at this very process, which leaks where the test wants it to. */
class LeftoversTests {
  private static final Leftovers LIMITS = new Leftovers(32, 8);

  private static Footprint here() {
    return Footprint.of(ProcessHandle.current().pid());
  }

  private static byte[] megabytes(int count) {
    return new byte[count << 20];
  }

  @Test
  void garbageIsNoLeak() {
    Footprint before = here();
    int length = 0;
    for (int i = 0; i < 10; i++) {
      length += megabytes(20).length;
    }
    assertThat(length).isPositive();
    assertThat(LIMITS.wrongs(before, here())).isEmpty();
  }

  @Test
  void whatIsHeldIsALeak() {
    Footprint before = here();
    byte[] held = megabytes(64);
    List<String> wrongs = LIMITS.wrongs(before, here());
    Reference.reachabilityFence(held);
    assertThat(wrongs).singleElement().asString().startsWith("the live heap grew from");
  }

  @Test
  void threadsThatStayAreALeakWhateverTheirNumbers() {
    Footprint before = here();
    CountDownLatch end = new CountDownLatch(1);
    List<Thread> stay = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      stay.add(Thread.ofPlatform().daemon().name("leaked-" + i).start(() -> await(end)));
    }
    List<String> wrongs = LIMITS.wrongs(before, here());
    end.countDown();
    assertThat(wrongs).containsExactly("threads [leaked-N] grew from 0 to 12");
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void eachNameIsLookedAtAlone() {
    Footprint before = new Footprint(100, Map.of("pool-N", 40, "other", 1));
    Footprint after = new Footprint(131, Map.of("pool-N", 20, "other", 10));
    assertThat(LIMITS.wrongs(before, after)).containsExactly("threads [other] grew from 1 to 10");
    assertThat(LIMITS.wrongs(after, before)).containsExactly("threads [pool-N] grew from 20 to 40");
  }

  @Test
  void aProcessThatIsNotThereIsSaidToBe() {
    assertThatThrownBy(() -> Footprint.of(Integer.MAX_VALUE))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("jcmd");
  }
}
