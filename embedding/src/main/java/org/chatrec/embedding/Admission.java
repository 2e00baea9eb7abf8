package org.chatrec.embedding;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The door: lets calls in while there is room for them, and counts those inside. */
final class Admission {

  /** A vector and what belongs to a text while it is in the house. */
  private static final long BYTES_PER_TEXT = 4096;

  /** The characters and, since a token has four of them or more on average, its ids. */
  private static final long BYTES_PER_CHAR = 4;

  private final QueueOptions options;
  private final MemoryAccount memory;
  private final EmbeddingCounters counters;
  private final AtomicInteger documents = new AtomicInteger();
  private final AtomicInteger questions = new AtomicInteger();

  Admission(QueueOptions options, MemoryAccount memory, EmbeddingCounters counters) {
    this.options = options;
    this.memory = memory;
    this.counters = counters;
  }

  /**
   * Lets a call in. One larger than the whole room finds entry when there is any room: it could not
   * ever otherwise.
   *
   * @return to be run once, when the call is over
   * @throws EmbeddingBusyException if there is no room
   */
  Runnable enter(List<String> texts, Purpose purpose) {
    boolean question = purpose == Purpose.QUERY;
    AtomicInteger inside = question ? questions : documents;
    int most = question ? options.queries() : options.documents();
    int size = texts.size();
    if (inside.getAndUpdate(now -> now < most ? now + size : now) >= most) {
      counters.refusals.add(size);
      throw new EmbeddingBusyException(
          "the embedding queue is full (" + most + (question ? " queries)" : " texts)"));
    }
    long bytes = bytes(texts);
    try {
      memory.reserve(bytes);
    } catch (RuntimeException e) {
      inside.addAndGet(-size);
      counters.refusals.add(size);
      throw e;
    }
    return () -> {
      memory.release(bytes);
      inside.addAndGet(-size);
    };
  }

  private static long bytes(List<String> texts) {
    long chars = 0;
    for (String text : texts) {
      chars += EmbeddingCall.length(text);
    }
    return BYTES_PER_CHAR * chars + BYTES_PER_TEXT * texts.size();
  }

  int inside() {
    return documents.get() + questions.get();
  }
}
