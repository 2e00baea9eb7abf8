package org.chatrec.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.chatrec.node.Rest;

/**
 * Sends traffic for some time, from clients that each wait for their answers, and watches the node.
 */
final class Soak {
  private static final int SERVER_ERROR = 500;

  private final Rest rest;
  private final int clients;
  private final long seed;

  Soak(Rest rest, int clients, long seed) {
    this.rest = rest;
    this.clients = clients;
    this.seed = seed;
  }

  /**
   * Returns what was seen in each of so many periods of equal length.
   *
   * @param seen is told each when it is over
   */
  List<Period> run(Duration period, int periods, Consumer<Period> seen) {
    List<Period> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      for (int number = 0; number < periods; number++) {
        Period now = period(threads, System.nanoTime() + period.toNanos(), number);
        all.add(now);
        seen.accept(now);
      }
    }
    return all;
  }

  private Period period(ExecutorService threads, long until, int number) {
    List<Future<Answers>> running = new ArrayList<>();
    for (int client = 0; client < clients; client++) {
      long own = seed + 1_000L * number + client;
      running.add(threads.submit(() -> client(until, own)));
    }
    List<Double> millis = new ArrayList<>();
    int failures = 0;
    for (Future<Answers> client : running) {
      Answers answers = result(client);
      millis.addAll(answers.millis());
      failures += answers.failures();
    }
    Collections.sort(millis);
    return Period.of(rest, millis, failures);
  }

  /**
   * What one client got.
   *
   * @param millis that each answer took
   * @param failures how many of them failed
   */
  private record Answers(List<Double> millis, int failures) {}

  private Answers client(long until, long own) {
    Traffic traffic = new Traffic(rest, new SplittableRandom(own));
    List<Double> millis = new ArrayList<>();
    int failures = 0;
    while (System.nanoTime() < until) {
      long began = System.nanoTime();
      try {
        failures += traffic.next().status() >= SERVER_ERROR ? 1 : 0;
      } catch (Rest.Unreachable e) {
        failures++;
      }
      millis.add((System.nanoTime() - began) / 1e6);
    }
    return new Answers(millis, failures);
  }

  private static Answers result(Future<Answers> client) {
    try {
      return client.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a client failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
