package org.chatrec.fuzz;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends requests with mistakes to a node and looks at what comes back. The same seed sends the same
 * requests; in which order they arrive depends on the clients.
 */
public final class Fuzz {
  /** Longer than any deadline of the plugin. */
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final int INTERNAL_ERROR = 500;

  private final URI root;
  private final List<Seed> seeds;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * @param root of the node
   * @param seeds what wrong requests are made of
   */
  public Fuzz(URI root, List<Seed> seeds) {
    this.root = root;
    this.seeds = List.copyOf(seeds);
  }

  /**
   * Sends so many requests, so many at a time.
   *
   * @return what came back, and which of it should not have
   */
  public FuzzReport run(int requests, int atOnce, long seed) {
    AtomicInteger next = new AtomicInteger();
    FuzzReport report = new FuzzReport();
    List<Future<?>> clients = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
      for (int i = 0; i < atOnce; i++) {
        clients.add(threads.submit(() -> client(next, requests, seed, report)));
      }
      for (Future<?> client : clients) {
        Object unused = client.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a client failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return report;
  }

  private void client(AtomicInteger next, int requests, long seed, FuzzReport report) {
    for (int i = next.getAndIncrement(); i < requests; i = next.getAndIncrement()) {
      Seed right = seeds.get(i % seeds.size());
      SplittableRandom random = new SplittableRandom(seed * 31 + i);
      // each is also sent as it is, or what follows on it is never reached
      FuzzRequest request = i < seeds.size() ? right.request() : new Mutator(random).mutate(right);
      send(right, request, report);
    }
  }

  /** Of the host's own routes, some answer so to what never reaches the plugin. */
  private static boolean isOurs(FuzzRequest request, String answer) {
    return request.path().startsWith("/_plugins/_chatrec") || answer.contains("org.chatrec.");
  }

  private void send(Seed seed, FuzzRequest request, FuzzReport report) {
    long began = System.nanoTime();
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(root + request.path()))
                  .timeout(PATIENCE)
                  .header("Content-Type", request.type())
                  .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()))
                  .build(),
              HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      report.answered(seed.route(), answer.statusCode(), millis);
      if (answer.statusCode() == INTERNAL_ERROR && isOurs(request, answer.body())) {
        report.found(seed.route(), answer.body(), request);
      }
    } catch (HttpTimeoutException e) {
      report.found(seed.route(), "no answer within " + PATIENCE.toSeconds() + " s", request);
    } catch (IOException e) {
      report.found(seed.route(), "the connection broke: " + e, request);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
