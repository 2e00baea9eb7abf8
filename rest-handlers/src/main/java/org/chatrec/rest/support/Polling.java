package org.chatrec.rest.support;

import java.util.Optional;
import java.util.function.Supplier;
import org.opensearch.action.ActionRunnable;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.common.util.concurrent.AbstractRunnable;
import org.opensearch.core.action.ActionListener;
import org.opensearch.threadpool.ThreadPool;

/**
 * Looks again and again until there is an answer. The pauses hold no thread; a pool that has no
 * room, now or when a pause is over, is an answer too: a timer hands a plain task's rejection to
 * nobody, and whoever waits would wait for ever.
 *
 * @param <T> the answer
 */
public final class Polling<T> {

  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 400;

  private final ThreadPool threads;
  private final String pool;
  private final Supplier<Optional<T>> look;
  private final ActionListener<T> listener;

  private Polling(
      ThreadPool threads, String pool, Supplier<Optional<T>> look, ActionListener<T> listener) {
    this.threads = threads;
    this.pool = pool;
    this.look = look;
    this.listener = listener;
  }

  /**
   * Begins.
   *
   * @param pool runs the looks, which may block
   * @param look empty as long as there is no answer
   * @param listener hears the answer, a failure of a look, or the pool's rejection; once
   */
  public static <T> void begin(
      ThreadPool threads, String pool, Supplier<Optional<T>> look, ActionListener<T> listener) {
    new Polling<>(threads, pool, look, ActionListener.notifyOnce(listener))
        .soon(0, FIRST_PAUSE_MILLIS);
  }

  private void soon(long pause, long next) {
    AbstractRunnable task = ActionRunnable.wrap(listener, to -> once(next));
    try {
      if (pause == 0) {
        threads.executor(pool).execute(task);
      } else {
        threads.schedule(task, TimeValue.timeValueMillis(pause), pool);
      }
    } catch (RuntimeException e) { // the node is closing
      listener.onFailure(e);
    }
  }

  private void once(long pause) {
    Optional<T> answer = look.get();
    if (answer.isPresent()) {
      listener.onResponse(answer.get());
    } else {
      soon(pause, Math.min(2 * pause, LONGEST_PAUSE_MILLIS));
    }
  }
}
