package org.chatrec.search;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.chatrec.catalog.models.ModelGuard;
import org.chatrec.embedding.Device;
import org.chatrec.embedding.EmbeddingOptions;
import org.chatrec.embedding.EmbeddingService;
import org.opensearch.ExceptionsHelper;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.test.OpenSearchTestCase;
import org.opensearch.threadpool.TestThreadPool;
import org.opensearch.threadpool.ThreadPool;

public class QuestionEmbedderTests extends OpenSearchTestCase {

  private static final String CALLER = "caller";

  private ThreadPool threads;

  @Override
  public void setUp() throws Exception {
    super.setUp();
    threads = new TestThreadPool(getTestName());
  }

  @Override
  public void tearDown() throws Exception {
    assertTrue(ThreadPool.terminate(threads, 30, TimeUnit.SECONDS));
    super.tearDown();
  }

  private QuestionEmbedder embedder(Executor pool, Duration deadline) {
    Path nothing = createTempDir();
    EmbeddingOptions options =
        EmbeddingOptions.defaults().withDevice(Device.CPU).withDataPath(nothing);
    EmbeddingService service = new EmbeddingService(List.of(nothing), options, pool);
    return new QuestionEmbedder(service, ModelGuard.TRUSTING, threads, deadline);
  }

  private static Exception failure(QuestionEmbedder embedder, String model) throws Exception {
    CompletableFuture<float[]> answer = new CompletableFuture<>();
    embedder.embed(
        new String[0],
        "f",
        model,
        "words",
        ActionListener.wrap(answer::complete, answer::completeExceptionally));
    ExecutionException e =
        expectThrows(ExecutionException.class, () -> answer.get(60, TimeUnit.SECONDS));
    return (Exception) e.getCause();
  }

  /** The embedding threads run work of many callers: none of their context may leak. */
  public void testTheSearchGoesOnInItsCallersContextOnASearchThread() throws Exception {
    ExecutorService foreign = Executors.newSingleThreadExecutor();
    try {
      Executor pool =
          task ->
              foreign.execute(
                  () -> {
                    try (ThreadContext.StoredContext ignored =
                        threads.getThreadContext().stashContext()) {
                      threads.getThreadContext().putHeader(CALLER, "somebody else");
                      task.run();
                    }
                  });
      QuestionEmbedder embedder = embedder(pool, Duration.ofSeconds(60));
      CompletableFuture<String> seen = new CompletableFuture<>();
      try (ThreadContext.StoredContext ignored = threads.getThreadContext().stashContext()) {
        threads.getThreadContext().putHeader(CALLER, "ann");
        embedder.embed(
            new String[0],
            "f",
            "no-such-model",
            "words",
            ActionListener.wrap(
                vector -> fail("there is no model"),
                e ->
                    seen.complete(
                        threads.getThreadContext().getHeader(CALLER)
                            + " on "
                            + Thread.currentThread().getName())));
      }
      String where = seen.get(60, TimeUnit.SECONDS);
      assertTrue(where, where.startsWith("ann on "));
      assertTrue(where, where.contains("[" + ThreadPool.Names.SEARCH + "]"));
    } finally {
      foreign.shutdownNow();
      assertTrue(foreign.awaitTermination(60, TimeUnit.SECONDS));
    }
  }

  public void testAnUnknownModelIsTheCallersMistake() throws Exception {
    Exception e = failure(embedder(threads.generic(), Duration.ofSeconds(60)), "no-such-model");
    assertEquals(RestStatus.BAD_REQUEST, ExceptionsHelper.status(e));
    assertTrue(e.getMessage(), e.getMessage().startsWith("[model] "));
    assertTrue(e.getMessage(), e.getMessage().contains("no-such-model"));
  }

  public void testNoModelAtAllIsTheCallersMistake() throws Exception {
    Exception e = failure(embedder(threads.generic(), Duration.ofSeconds(60)), null);
    assertEquals(RestStatus.BAD_REQUEST, ExceptionsHelper.status(e));
  }

  public void testAFullPoolIsTooManyRequests() throws Exception {
    Executor full =
        task -> {
          throw new RejectedExecutionException("full");
        };
    Exception e = failure(embedder(full, Duration.ofSeconds(60)), "m");
    assertEquals(RestStatus.TOO_MANY_REQUESTS, ExceptionsHelper.status(e));
  }

  public void testNobodyWaitsLongerThanTheDeadline() throws Exception {
    Exception e = failure(embedder(task -> {}, Duration.ofMillis(20)), "m");
    assertEquals(RestStatus.GATEWAY_TIMEOUT, ExceptionsHelper.status(e));
  }
}
