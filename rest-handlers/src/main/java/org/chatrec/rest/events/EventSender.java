package org.chatrec.rest.events;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.chatrec.catalog.CatalogIndices;
import org.chatrec.people.events.EventForm;
import org.chatrec.rest.support.ContentResponse;
import org.opensearch.core.action.ActionListener;
import org.opensearch.transport.client.Client;

/** Sends documents of User Behavior Insights for others, as the present caller. */
public final class EventSender {

  private final Supplier<Client> client;
  private final Supplier<CatalogIndices> catalogs;

  /** Both are asked at each use. */
  public EventSender(Supplier<Client> client, Supplier<CatalogIndices> catalogs) {
    this.client = client;
    this.catalogs = catalogs;
  }

  /**
   * Sends documents, without blocking, as many at once as a request may have.
   *
   * @return why documents were rejected, by their place in the list
   */
  public CompletionStage<Map<Integer, String>> send(
      String catalog, List<Map<String, Object>> documents) {
    return send(catalog, documents, 0, new HashMap<>());
  }

  private CompletionStage<Map<Integer, String>> send(
      String catalog,
      List<Map<String, Object>> documents,
      int from,
      Map<Integer, String> rejected) {
    if (from >= documents.size()) {
      return CompletableFuture.completedFuture(rejected);
    }
    int to = Math.min(documents.size(), from + EventsRequest.MAX_EVENTS);
    CompletableFuture<ContentResponse> answer = new CompletableFuture<>();
    catalogs
        .get()
        .send(
            client.get(),
            EventActions.PUT,
            catalog,
            index -> new EventsRequest(catalog, index, documents.subList(from, to), EventForm.UBI),
            catalogs
                .get()
                .asCaller(ActionListener.wrap(answer::complete, answer::completeExceptionally)));
    return answer.thenCompose(
        some -> {
          collect(some, from, rejected);
          return send(catalog, documents, to, rejected);
        });
  }

  private static void collect(ContentResponse answer, int from, Map<Integer, String> rejected) {
    if (answer.content().get("rejected") instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> one && one.get("index") instanceof Integer place) {
          rejected.put(from + place, String.valueOf(one.get("reason")));
        }
      }
    }
  }
}
