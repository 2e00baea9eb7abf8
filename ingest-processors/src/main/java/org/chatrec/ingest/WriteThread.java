package org.chatrec.ingest;

import java.util.function.Consumer;
import org.opensearch.common.util.concurrent.AbstractRunnable;
import org.opensearch.threadpool.ThreadPool;

/**
 * Goes on with a bulk where it began. Answers come on threads that serve the network or one
 * person's events, and what remains to be done for a bulk may take long.
 */
final class WriteThread {

  private WriteThread() {}

  /**
   * Runs on a write thread, even if all are busy: the bulk was let in already.
   *
   * @param failed is told what went wrong, a node that shuts down included
   */
  static void run(ThreadPool threads, Runnable work, Consumer<Exception> failed) {
    threads
        .executor(ThreadPool.Names.WRITE)
        .execute(
            new AbstractRunnable() {
              @Override
              protected void doRun() {
                work.run();
              }

              @Override
              public void onFailure(Exception e) {
                failed.accept(e);
              }

              @Override
              public boolean isForceExecution() {
                return true;
              }
            });
  }
}
