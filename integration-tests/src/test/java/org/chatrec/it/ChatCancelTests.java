package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.Test;

/** A chat that nobody waits for any more ends, and so does the search that it runs. */
@OnRealNode
class ChatCancelTests {
  private static final String CATALOG = "/_plugins/_chatrec/catalogs/slowly";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * Half a second or so for each item: loops of a script are bounded, each function's by itself.
   */
  private static final String SLOW =
      "double spin(double x) { for (int i = 0; i < 900000; i++) { x = Math.sqrt(x + i) } return x } "
          + "double y = doc['year'].value; for (int k = 0; k < 100; k++) { y = spin(y) } return y >= 0";

  private final Rest rest;

  ChatCancelTests(Rest rest) {
    this.rest = rest;
  }

  private void load() {
    rest.put(
            CATALOG,
            """
            {"index":"slow-items","create":{"properties":{"title":{"type":"text"},"year":{"type":"integer"}}},
             "title_field":"title","text_fields":["title"],"filter_fields":["year"],"model":"all-minilm-l6-v2",
             "embed_fields":["title"],"vector_field":"item_vector","language":"en"}""")
        .orFail();
    for (int i = 0; i < 4; i++) { // a segment each, and between segments a search looks around
      rest.put(
              "/slow-items/_doc/" + i + "?refresh=true",
              "{\"title\":\"Robot number %d\",\"year\":%d}".formatted(i, 1990 + i))
          .orFail();
    }
  }

  private void alias(String filter) {
    rest.post(
            "/_aliases",
            "{\"actions\":[{\"add\":{\"index\":\"slow-items\",\"alias\":\"slow\"%s}}]}"
                .formatted(filter))
        .orFail();
  }

  private void declareOn(String index) {
    rest.put(
            CATALOG,
            """
            {"index":"%s","title_field":"title","text_fields":["title"],"filter_fields":["year"],
             "model":"all-minilm-l6-v2","embed_fields":["title"],"vector_field":"item_vector","language":"en"}"""
                .formatted(index))
        .orFail();
  }

  @Test
  void whoHangsUpEndsTheSearchAsWell() {
    load();
    alias("");
    declareOn("slow");
    rest.post(CATALOG + "/chat", "{\"message\":\"robots\"}").orFail();
    alias(",\"filter\":{\"script\":{\"script\":{\"source\":\"" + SLOW + "\"}}}");
    try (HttpClient client = HttpClient.newHttpClient()) {
      CompletableFuture<?> call =
          client.sendAsync(
              HttpRequest.newBuilder(rest.root().resolve(CATALOG + "/chat"))
                  .header("Content-Type", "application/json")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "{\"message\":\"robots\",\"time_budget\":\"2m\"}"))
                  .build(),
              BodyHandlers.discarding());
      JsonNode search = awaitSearch(task -> true).orElseThrow();
      String chat = search.path("parent_task_id").asText();
      assertThat(rest.get("/_tasks/" + chat).orFail().at("/task/action").asText())
          .isEqualTo("indices:data/read/chatrec/chat");
      call.cancel(true);
      assertThat(awaitSearch(task -> task.path("cancelled").asBoolean())).isPresent();
    } finally {
      alias("");
    }
  }

  /** The search of a chat, which is one with a parent, once it is as it should be. */
  private Optional<JsonNode> awaitSearch(Predicate<JsonNode> wanted) {
    Instant end = Instant.now().plus(PATIENCE);
    boolean seen = false;
    while (Instant.now().isBefore(end)) {
      Optional<JsonNode> search = search();
      if (search.filter(wanted).isPresent()) {
        return search;
      }
      if (seen && search.isEmpty()) {
        return search; // it ended by itself
      }
      seen |= search.isPresent();
    }
    return Optional.empty();
  }

  private Optional<JsonNode> search() {
    JsonNode tasks =
        rest.get("/_tasks?actions=indices:data/read/search&detailed=true&group_by=none").orFail();
    return StreamSupport.stream(tasks.path("tasks").spliterator(), false)
        .filter(task -> task.path("description").asText().contains("indices[slow]"))
        .filter(task -> task.hasNonNull("parent_task_id"))
        .findFirst();
  }
}
