package org.chatrec.catalog.support;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.After;
import org.opensearch.action.admin.indices.delete.DeleteIndexRequest;
import org.opensearch.action.support.IndicesOptions;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.test.OpenSearchSingleNodeTestCase;

/** One real node whose indices of ours are removed after every test. */
public abstract class StateTestCase extends OpenSearchSingleNodeTestCase {

  private static final long PATIENCE_SECONDS = 120;

  protected final StateClient state() {
    return new StateClient(
        client(),
        () -> getInstanceFromNode(ClusterService.class),
        () -> new StashingSubject(client().threadPool().getThreadContext()));
  }

  @After
  public void removeState() {
    client()
        .admin()
        .indices()
        .delete(
            new DeleteIndexRequest(".chatrec-*")
                .indicesOptions(IndicesOptions.LENIENT_EXPAND_OPEN_CLOSED_HIDDEN))
        .actionGet();
  }

  /** Runs one task a thread, all beginning together; the results are in the tasks' order. */
  protected static <T> List<T> together(int threads, IntFunction<Callable<T>> task)
      throws Exception {
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Callable<T> work = task.apply(i);
        futures.add(
            pool.submit(
                () -> {
                  start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                  return work.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
      }
      return results;
    } finally {
      pool.shutdownNow();
      assertTrue(pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }
  }
}
