package org.chatrec.rest.events;

import static org.opensearch.rest.RestRequest.Method.POST;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.CatalogIndices;
import org.chatrec.catalog.support.Body;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestStatusToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/**
 * {@code POST /_plugins/_chatrec/catalogs/{c}/events}: a JSON object with a list, or one event a
 * line (NDJSON).
 */
public final class RestEventsHandler extends BaseRestHandler {

  private final CatalogIndices catalogs;

  /**
   * @param catalogs knows for which index a request is
   */
  public RestEventsHandler(CatalogIndices catalogs) {
    this.catalogs = catalogs;
  }

  @Override
  public String getName() {
    return "chatrec_events";
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(POST, "/_plugins/_chatrec/catalogs/{catalog}/events"));
  }

  @Override
  public boolean supportsContentStream() {
    return true;
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client)
      throws IOException {
    String catalog = request.param("catalog");
    List<Map<String, Object>> events = EventsRequest.checked(events(request));
    return channel ->
        catalogs.send(
            client,
            EventActions.PUT,
            catalog,
            index -> new EventsRequest(catalog, index, events),
            new RestStatusToXContentListener<>(channel));
  }

  /** A single document that has "events" is the list; anything else is one event a line. */
  static List<Map<String, Object>> events(RestRequest request) throws IOException {
    if (!request.hasContent()) {
      throw new IllegalArgumentException(
          "a body is required: {\"events\":[…]} or one event a line");
    }
    List<Map<String, Object>> documents = EventDocuments.objects(request);
    if (documents.size() == 1 && documents.getFirst().containsKey("events")) {
      Body body = Body.of("", documents.getFirst());
      List<Map<String, Object>> events = body.objects("events");
      body.done();
      return events == null ? List.of() : events;
    }
    return documents;
  }
}
