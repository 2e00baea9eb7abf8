package org.chatrec.conversation.llm;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's HTTP client for LangChain4j, with three properties that LangChain4j's own adapter
 * lacks: a response larger than a limit is broken off instead of filling the heap; the calling
 * thread's {@link #within deadline} holds to the last byte of the answer; and an interrupt or the
 * deadline's cancellation closes the connection at whatever point it is. It follows no redirects
 * (the API key would travel along) and speaks HTTP/1.1 (servers in use stumble over the upgrade
 * header).
 */
final class BoundedHttpClient implements HttpClient, AutoCloseable {
  /** Set by the JDK's client itself. */
  private static final Set<String> RESTRICTED =
      Set.of("connection", "content-length", "expect", "host", "upgrade");

  private static final ThreadFactory IO =
      Thread.ofPlatform().name("chatrec-llm-http-", 0).daemon(true).factory();

  /** They only hand bytes on; a host name that takes long to resolve holds one of them. */
  private static final int IO_THREADS = 4;

  private static final int IO_QUEUE = 4_096;

  private final ThreadPoolExecutor io;
  private final java.net.http.HttpClient client;
  private final ThreadLocal<@Nullable Deadline> current = new ThreadLocal<>();
  private final Duration timeout;
  private final int maxResponseBytes;

  BoundedHttpClient(Duration timeout, int maxResponseBytes) {
    this.timeout = timeout;
    this.maxResponseBytes = maxResponseBytes;
    this.io =
        new ThreadPoolExecutor(
            IO_THREADS, IO_THREADS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(IO_QUEUE), IO);
    io.allowCoreThreadTimeOut(true);
    this.client =
        java.net.http.HttpClient.newBuilder()
            .executor(io)
            .connectTimeout(timeout)
            .followRedirects(Redirect.NEVER)
            .version(Version.HTTP_1_1)
            .build();
  }

  /** Runs calls of this thread so that each ends at the deadline at the latest. */
  <T> T within(Deadline deadline, Supplier<T> calls) {
    current.set(deadline);
    try {
      return calls.get();
    } finally {
      current.remove();
    }
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    Deadline set = current.get();
    Deadline deadline = set == null ? Deadline.after(timeout) : set;
    CompletableFuture<HttpResponse<byte[]>> call =
        client.sendAsync(toJdk(request), info -> new LimitedBody(maxResponseBytes));
    try (Cancellation.Hook ignored = deadline.cancellation().onCancel(() -> call.cancel(true))) {
      return answer(call.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("the call was interrupted"));
    } catch (TimeoutException e) {
      throw new UncheckedIOException(new HttpTimeoutException("no complete answer in time"));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io
          ? new UncheckedIOException(io)
          : new IllegalStateException(e.getCause());
    } finally {
      call.cancel(true);
    }
  }

  private java.net.http.HttpRequest toJdk(HttpRequest request) {
    java.net.http.HttpRequest.Builder builder =
        java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
            .timeout(timeout)
            .method(
                request.method().name(),
                BodyPublishers.ofString(request.body() == null ? "" : request.body()));
    request.headers().forEach((name, values) -> addHeader(builder, name, values));
    return builder.build();
  }

  private static void addHeader(
      java.net.http.HttpRequest.Builder builder, String name, Iterable<String> values) {
    if (!RESTRICTED.contains(name.toLowerCase(java.util.Locale.ROOT))) {
      values.forEach(value -> builder.header(name, value));
    }
  }

  private static SuccessfulHttpResponse answer(HttpResponse<byte[]> response) {
    if (response.statusCode() / 100 != 2) {
      throw new RefusedException(
          response.statusCode(), response.headers().firstValue("Retry-After"));
    }
    return SuccessfulHttpResponse.builder()
        .statusCode(response.statusCode())
        .headers(response.headers().map())
        .body(new String(response.body(), StandardCharsets.UTF_8))
        .build();
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    throw new UnsupportedOperationException("answers are not streamed");
  }

  /** Ends calls under way and the client's threads. */
  @Override
  public void close() {
    client.shutdownNow();
    io.shutdown();
  }
}
