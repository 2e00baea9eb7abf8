package org.chatrec.conversation.llm;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells what works for a client that the client has gone away. Thread-safe; cancelled once and for
 * good.
 */
public final class Cancellation {
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final List<Runnable> hooks = new CopyOnWriteArrayList<>();

  /** Something that runs when it is cancelled, until closed. */
  public interface Hook extends AutoCloseable {
    @Override
    void close();
  }

  public void cancel() {
    cancelled.countDown();
    hooks.forEach(Runnable::run);
  }

  public boolean isCancelled() {
    return cancelled.getCount() == 0;
  }

  /** Runs the action when it is cancelled; at once if it was. The action may run twice. */
  public Hook onCancel(Runnable action) {
    hooks.add(action);
    if (isCancelled()) {
      action.run();
    }
    return () -> hooks.remove(action);
  }

  /**
   * Waits.
   *
   * @return whether it was cancelled meanwhile
   */
  boolean await(Duration time) throws InterruptedException {
    return cancelled.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }
}
