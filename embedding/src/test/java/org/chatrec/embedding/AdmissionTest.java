package org.chatrec.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  /** Refuses above a limit, and notices what is given back too often. */
  private static final class Account implements MemoryAccount {
    private final AtomicLong used = new AtomicLong();
    private final long limit;

    Account(long limit) {
      this.limit = limit;
    }

    @Override
    public void reserve(long bytes) {
      if (used.get() + bytes > limit) {
        throw new EmbeddingBusyException("memory is full");
      }
      used.addAndGet(bytes);
    }

    @Override
    public void release(long bytes) {
      assertThat(used.addAndGet(-bytes)).isNotNegative();
    }
  }

  private static List<String> texts(int count) {
    return Collections.nCopies(count, "text");
  }

  /** Positive numbers come with so many texts, others let the oldest call leave. */
  @Property
  void whatIsInsideIsBoundedAndNothingIsLost(
      @ForAll @Size(max = 100) List<@IntRange(min = -20, max = 20) Integer> moves,
      @ForAll @IntRange(min = 1, max = 50) int room) {
    Account account = new Account(60 * 5000L);
    Admission admission =
        new Admission(
            QueueOptions.defaults().withDocuments(room), account, new EmbeddingCounters());
    Deque<Runnable> inside = new ArrayDeque<>();
    for (int move : moves) {
      if (move > 0) {
        boolean full = admission.inside() >= room;
        try {
          inside.add(admission.enter(texts(move), Purpose.DOCUMENT));
          assertThat(full).isFalse();
        } catch (EmbeddingBusyException e) {
          assertThat(full || e.getMessage().contains("memory")).isTrue();
        }
      } else if (!inside.isEmpty()) {
        inside.removeFirst().run();
      }
      assertThat(admission.inside()).isLessThan(room + 20);
    }
    inside.forEach(Runnable::run);
    assertThat(admission.inside()).isZero();
    assertThat(account.used.get()).isZero();
  }

  @Test
  void documentsDoNotTakeTheRoomOfQuestions() {
    EmbeddingCounters counters = new EmbeddingCounters();
    Admission admission =
        new Admission(
            QueueOptions.defaults().withDocuments(2).withQueries(1),
            MemoryAccount.UNLIMITED,
            counters);
    admission.enter(texts(2), Purpose.DOCUMENT);
    assertThatThrownBy(() -> admission.enter(texts(3), Purpose.DOCUMENT))
        .isInstanceOf(EmbeddingBusyException.class)
        .hasMessageContaining("2 texts");
    admission.enter(texts(1), Purpose.QUERY);
    assertThatThrownBy(() -> admission.enter(texts(1), Purpose.QUERY))
        .isInstanceOf(EmbeddingBusyException.class);
    assertThat(counters.refusals.sum()).isEqualTo(4);
  }
}
