package org.chatrec.conversation.llm;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Apache's HTTP client for LangChain4j. A response larger than a limit is broken off instead of
 * filling the heap; the calling thread's {@link #within deadline} holds to the last byte of the
 * answer; an interrupt or the deadline's cancellation closes the connection at whatever point it
 * is. Only addresses that {@link Destinations} lets through are connected to, and only the hosts
 * that the key is bound to are sent it. It follows no redirects and speaks HTTP/1.1 (servers in use
 * stumble over the upgrade header).
 */
final class BoundedHttpClient implements HttpClient, AutoCloseable {
  /** Set by the client itself. */
  private static final Set<String> RESTRICTED =
      Set.of("authorization", "connection", "content-length", "expect", "host", "upgrade");

  private static final ThreadFactory IO =
      Thread.ofPlatform().name("chatrec-llm-http-", 0).daemon(true).factory();

  /** Calls at once, and some that have ended but whose host name is still being looked up. */
  private static final int MOST_CALLS = 96;

  private final ThreadPoolExecutor io =
      new ThreadPoolExecutor(0, MOST_CALLS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), IO);
  private final CloseableHttpClient client;
  private final ThreadLocal<@Nullable Deadline> current = new ThreadLocal<>();
  private final Duration timeout;
  private final int maxResponseBytes;
  private final @Nullable ApiKey key;

  /**
   * @param key null where none is to be sent
   */
  BoundedHttpClient(
      Duration timeout, int maxResponseBytes, Destinations destinations, @Nullable ApiKey key) {
    this.timeout = timeout;
    this.maxResponseBytes = maxResponseBytes;
    this.key = key;
    this.client = client(Timeout.of(timeout), destinations);
  }

  private static CloseableHttpClient client(Timeout timeout, Destinations destinations) {
    ConnectionConfig connections =
        ConnectionConfig.custom()
            .setConnectTimeout(timeout)
            .setSocketTimeout(timeout)
            .setIdleTimeout(Timeout.ofMinutes(1))
            // a server may have closed it meanwhile, and no call is sent twice
            .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
            .build();
    Proxies proxies = new Proxies();
    return HttpClients.custom()
        .setRoutePlanner(proxies)
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new CheckedResolver(destinations, proxies::isOne))
                .setDefaultConnectionConfig(connections)
                .setMaxConnTotal(MOST_CALLS)
                .setMaxConnPerRoute(MOST_CALLS)
                .build())
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
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
    try {
      return await(request(request), deadline);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SuccessfulHttpResponse await(HttpUriRequestBase request, Deadline deadline)
      throws IOException {
    Future<SuccessfulHttpResponse> call = start(request);
    boolean answered = false;
    try (Cancellation.Hook ignored = deadline.cancellation().onCancel(() -> stop(request, call))) {
      SuccessfulHttpResponse answer =
          call.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
      answered = true;
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the call was interrupted");
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no complete answer in time");
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } finally {
      if (!answered) {
        stop(request, call);
      }
    }
  }

  private static void stop(HttpUriRequestBase request, Future<?> call) {
    request.cancel();
    call.cancel(true);
  }

  /** Whatever keeps an answer away is the network's or the server's. */
  private static IOException failure(Throwable cause) {
    if (cause instanceof RefusedException refused) {
      throw refused;
    }
    return cause instanceof IOException io ? io : new IOException("the call failed", cause);
  }

  private Future<SuccessfulHttpResponse> start(HttpUriRequestBase request) throws IOException {
    try {
      return io.submit(() -> client.execute(request, this::answer));
    } catch (RejectedExecutionException e) {
      throw new IOException("too many calls are under way", e);
    }
  }

  private HttpUriRequestBase request(HttpRequest request) throws IOException {
    URI url = uri(request.url());
    HttpUriRequestBase made = new HttpUriRequestBase(request.method().name(), url);
    made.setEntity(
        new StringEntity(
            request.body() == null ? "" : request.body(), ContentType.APPLICATION_JSON));
    request.headers().forEach((name, values) -> addHeader(made, name, values));
    if (key != null) {
      key.header(url).ifPresent(header -> made.setHeader("Authorization", header));
    }
    return made;
  }

  private static URI uri(String url) throws IOException {
    try {
      URI uri = URI.create(url);
      Destination.of(uri); // refuses what has no host, or a port that no server has
      return uri;
    } catch (IllegalArgumentException e) {
      throw new IOException("no URL that can be called", e);
    }
  }

  private static void addHeader(HttpUriRequestBase made, String name, Iterable<String> values) {
    if (!RESTRICTED.contains(name.toLowerCase(Locale.ROOT))) {
      made.removeHeaders(name);
      values.forEach(value -> made.addHeader(name, value));
    }
  }

  private SuccessfulHttpResponse answer(ClassicHttpResponse response) throws IOException {
    byte[] body = body(response.getEntity());
    if (response.getCode() / 100 != 2) {
      throw new RefusedException(
          ServerError.read(response.getCode(), body),
          Optional.ofNullable(response.getFirstHeader("Retry-After")).map(Header::getValue));
    }
    return SuccessfulHttpResponse.builder()
        .statusCode(response.getCode())
        .headers(headers(response))
        .body(Completions.common(new String(body, StandardCharsets.UTF_8)))
        .build();
  }

  private byte[] body(@Nullable HttpEntity entity) throws IOException {
    if (entity == null) {
      return new byte[0];
    }
    try (InputStream in = entity.getContent()) {
      return LimitedBody.read(in, maxResponseBytes);
    }
  }

  private static Map<String, java.util.List<String>> headers(ClassicHttpResponse response) {
    return Arrays.stream(response.getHeaders())
        .collect(
            Collectors.groupingBy(
                Header::getName, Collectors.mapping(Header::getValue, Collectors.toList())));
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    throw new UnsupportedOperationException("answers are not streamed");
  }

  /** Ends calls under way and the client's threads. */
  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
    io.shutdownNow();
  }
}
