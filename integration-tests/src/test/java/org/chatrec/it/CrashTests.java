package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.chatrec.node.Cluster;
import org.chatrec.node.NodeOptions;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A node that is killed in the middle of its work has, once it runs again, all that it
 * acknowledged; and events that nobody acknowledged can be sent again without counting twice.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashTests {
  private static final int USERS = 4;
  private static final int BATCH = 5;

  /** Acknowledged requests of each kind to wait for before the crash, so that it meets both. */
  private static final int UNDER_WAY = 12;

  private final Set<String> writtenItems = ConcurrentHashMap.newKeySet();
  private final Map<String, List<ObjectNode>> acknowledged = new ConcurrentHashMap<>();
  private final Map<String, List<ObjectNode>> unanswered = new ConcurrentHashMap<>();
  private final CountDownLatch bulksUnderWay = new CountDownLatch(UNDER_WAY);
  private final CountDownLatch eventsUnderWay = new CountDownLatch(UNDER_WAY);
  private Cluster cluster;
  private TestCatalog films;

  @BeforeAll
  void start() {
    cluster = Cluster.start(TestHome.get(), NodeOptions.single(Ports.free(1)).withHeap("640m"));
    films = TestCatalog.ofFilms(cluster.rest(), "crash-films", 2, 0);
  }

  @AfterAll
  void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void nothingAcknowledgedIsLostAndEveryEventCountsOnce() throws InterruptedException {
    crashInTheMiddleOfWork();
    films = films.at(cluster.restart(0).rest());
    assertItemsAreThere();
    acknowledged.forEach((user, events) -> assertCountAtLeast(user, events.size()));
    resendUnanswered();
    assertEveryEventCountsOnce();
    resendEverything();
    assertEveryEventCountsOnce();
  }

  private void crashInTheMiddleOfWork() throws InterruptedException {
    try (ExecutorService pool = Executors.newFixedThreadPool(2 + USERS)) {
      List<CompletableFuture<Void>> clients = new ArrayList<>();
      IntStream.range(0, 2).forEach(c -> clients.add(run(pool, () -> writeItems(c))));
      IntStream.range(0, USERS).forEach(c -> clients.add(run(pool, () -> sendEvents(c))));
      bulksUnderWay.await();
      eventsUnderWay.await();
      cluster.nodes().getFirst().kill();
      clients.forEach(CompletableFuture::join);
    }
    assertThat(unanswered).as("batches that the crash cut off").isNotEmpty();
  }

  private static CompletableFuture<Void> run(ExecutorService pool, Runnable client) {
    return CompletableFuture.runAsync(client, pool);
  }

  /** Writes until nobody answers. */
  private void writeItems(int client) {
    try {
      for (int batch = 0; ; batch++) {
        Bulk bulk = new Bulk();
        for (int i = 0; i < BATCH; i++) {
          String id = "item-" + client + "-" + batch + "-" + i;
          bulk.add(id, Json.of("title", id, "overview", "The story of " + id));
        }
        for (JsonNode result : bulk.send(films.rest(), films.name())) {
          assertThat(result.path("status").asInt()).isEqualTo(201);
          writtenItems.add(result.path("_id").asText());
        }
        bulksUnderWay.countDown();
      }
    } catch (Rest.Unreachable e) {
      // the crash
    }
  }

  /** Two clients speak of each user, so that writes to one profile meet. */
  private void sendEvents(int client) {
    String user = "user-" + client % (USERS / 2);
    for (int batch = 0; ; batch++) {
      List<ObjectNode> events = new ArrayList<>();
      for (int i = 0; i < BATCH; i++) {
        String item = TestCatalog.films().get((batch + i) % 13).path("id").asText();
        events.add(
            TestCatalog.event(user, "view", item)
                .put("event_id", "event-" + client + "-" + batch + "-" + i));
      }
      try {
        assertThat(films.events(events).orFail().path("accepted").asInt()).isEqualTo(BATCH);
        remember(acknowledged, user, events);
        eventsUnderWay.countDown();
      } catch (Rest.Unreachable e) {
        remember(unanswered, user, events);
        return;
      }
    }
  }

  private static void remember(
      Map<String, List<ObjectNode>> where, String user, List<ObjectNode> events) {
    where.merge(
        user,
        events,
        (before, more) -> {
          List<ObjectNode> all = new ArrayList<>(before);
          all.addAll(more);
          return all;
        });
  }

  private void assertItemsAreThere() {
    assertThat(writtenItems).hasSizeGreaterThanOrEqualTo(UNDER_WAY * BATCH);
    for (String id : writtenItems) {
      assertThat(films.source(id).path("title").asText()).isEqualTo(id);
      assertThat(films.vector(id)).as(id).hasSize(384);
    }
  }

  private void resendUnanswered() {
    unanswered.forEach(
        (user, events) -> {
          JsonNode tally = films.events(events).orFail();
          assertThat(tally.path("accepted").asInt() + tally.path("duplicate").asInt())
              .isEqualTo(events.size());
          remember(acknowledged, user, events);
        });
  }

  private void resendEverything() {
    acknowledged.forEach(
        (user, events) -> {
          JsonNode tally = films.events(events).orFail();
          assertThat(tally.path("duplicate").asInt()).isEqualTo(events.size());
        });
  }

  private void assertEveryEventCountsOnce() {
    assertThat(acknowledged).hasSize(USERS / 2);
    acknowledged.forEach(
        (user, events) ->
            assertThat(films.user(user).orFail().path("events").asInt())
                .as(user)
                .isEqualTo(events.size()));
  }

  private void assertCountAtLeast(String user, int least) {
    assertThat(films.user(user).orFail().path("events").asInt())
        .as(user)
        .isGreaterThanOrEqualTo(least);
  }
}
