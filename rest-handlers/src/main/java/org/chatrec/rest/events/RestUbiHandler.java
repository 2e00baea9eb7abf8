package org.chatrec.rest.events;

import static org.opensearch.rest.RestRequest.Method.POST;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chatrec.catalog.CatalogIndices;
import org.chatrec.people.events.EventForm;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestStatusToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/**
 * {@code POST /_plugins/_chatrec/catalogs/{c}/events/ubi}: documents of User Behavior Insights, one
 * or a list of them, one a line, or the body of a bulk. The collector {@code ubi.js} appends a name
 * of its own to whatever address it is given, and posts lists there.
 */
public final class RestUbiHandler extends BaseRestHandler {

  private static final String CATALOG = "/_plugins/_chatrec/catalogs/{catalog}";

  private final CatalogIndices catalogs;

  /**
   * @param catalogs knows for which index a request is
   */
  public RestUbiHandler(CatalogIndices catalogs) {
    this.catalogs = catalogs;
  }

  @Override
  public String getName() {
    return "chatrec_ubi";
  }

  @Override
  public List<Route> routes() {
    return Stream.of(
            "/events/ubi",
            "/ubi_events",
            "/ubi_queries",
            "/events/ubi_events",
            "/events/ubi_queries",
            "/events/ubi/ubi_events",
            "/events/ubi/ubi_queries")
        .map(path -> new Route(POST, CATALOG + path))
        .toList();
  }

  @Override
  public boolean supportsContentStream() {
    return true;
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client)
      throws IOException {
    String catalog = request.param("catalog");
    List<Map<String, Object>> documents = EventsRequest.checked(documents(request));
    return channel ->
        catalogs.send(
            client,
            EventActions.PUT,
            catalog,
            index -> new EventsRequest(catalog, index, documents, EventForm.UBI),
            new RestStatusToXContentListener<>(channel));
  }

  private static List<Map<String, Object>> documents(RestRequest request) throws IOException {
    if (!request.hasContent()) {
      throw new IllegalArgumentException(
          "a body is required: a document of ubi_events or ubi_queries, a list, or one a line");
    }
    return EventDocuments.anyhow(request);
  }
}
