package org.chatrec.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.chatrec.node.Cluster;
import org.chatrec.node.NodeProcess;
import org.chatrec.node.Rest;

/**
 * Clients that know one thing: what was not acknowledged is sent again, to whichever node comes
 * next.
 */
final class Clients implements AutoCloseable {
  private static final int PAUSE_MILLIS = 200;

  private final Cluster cluster;
  private final String path;
  private final Queue<List<ObjectNode>> waiting = new ConcurrentLinkedQueue<>();
  private final int atOnce;
  private final ExecutorService threads;
  private final List<Future<?>> running = new ArrayList<>();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicInteger again = new AtomicInteger();
  private final AtomicInteger withoutItems = new AtomicInteger();

  Clients(Cluster cluster, String catalog, int atOnce) {
    this.cluster = cluster;
    this.path = Workload.API + catalog + "/events";
    this.atOnce = atOnce;
    this.threads = Executors.newFixedThreadPool(atOnce);
  }

  /** Begins to send these, several at once. */
  void send(List<List<ObjectNode>> batches) {
    waiting.addAll(batches);
    for (int i = 0; i < atOnce; i++) {
      running.add(threads.submit(this::work));
    }
  }

  private void work() {
    for (List<ObjectNode> batch = waiting.poll(); batch != null; batch = waiting.poll()) {
      while (!acknowledged(batch)) {
        again.incrementAndGet();
        Pause.millis(PAUSE_MILLIS);
      }
      acknowledged.addAndGet(batch.size());
    }
  }

  private boolean acknowledged(List<ObjectNode> batch) {
    List<NodeProcess> nodes = cluster.nodes();
    Rest rest = nodes.get(Math.floorMod(next.getAndIncrement(), nodes.size())).rest();
    try {
      Rest.Answer answer = rest.post(path, Workload.body(batch));
      JsonNode tally = answer.body();
      if (answer.status() != 200) {
        return false;
      }
      withoutItems.addAndGet(tally.path("waiting_for_items").asInt());
      return tally.path("accepted").asInt() + tally.path("duplicate").asInt() == batch.size();
    } catch (Rest.Unreachable e) { // the node is dead, or dies while it works
      return false;
    }
  }

  /** Waits until all that was sent is acknowledged; throws where that does not happen in time. */
  void await(Duration patience) {
    long until = System.nanoTime() + patience.toNanos();
    for (Future<?> client : running) {
      result(client, until - System.nanoTime());
    }
  }

  /** Whether all that was sent is acknowledged. */
  boolean done() {
    return running.stream().allMatch(Future::isDone);
  }

  private static void result(Future<?> client, long nanos) {
    try {
      client.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("events are not acknowledged, however often sent", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a client failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  int acknowledged() {
    return acknowledged.get();
  }

  /** Requests that were sent again. */
  int sentAgain() {
    return again.get();
  }

  /** Times that a person's interests had to wait for the items. */
  int withoutItems() {
    return withoutItems.get();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
