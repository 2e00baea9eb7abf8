package org.chatrec.rest.events;

import static org.opensearch.rest.RestRequest.Method.POST;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.CatalogIndices;
import org.chatrec.catalog.support.Body;
import org.opensearch.common.xcontent.LoggingDeprecationHandler;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.xcontent.MediaType;
import org.opensearch.core.xcontent.XContent;
import org.opensearch.core.xcontent.XContentParser;
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
    List<Map<String, Object>> documents = documents(request);
    if (documents.size() == 1 && documents.getFirst().containsKey("events")) {
      Body body = Body.of("", documents.getFirst());
      List<Map<String, Object>> events = body.objects("events");
      body.done();
      return events == null ? List.of() : events;
    }
    return documents;
  }

  /**
   * Parsers of JSON and SMILE read documents that follow each other, whatever white space lies
   * between.
   */
  private static List<Map<String, Object>> documents(RestRequest request) throws IOException {
    List<Map<String, Object>> documents = new ArrayList<>();
    try (XContentParser parser =
        format(request)
            .createParser(
                request.getXContentRegistry(),
                LoggingDeprecationHandler.INSTANCE,
                request.content().streamInput())) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() != XContentParser.Token.START_OBJECT) {
          throw new IllegalArgumentException(
              "event " + documents.size() + " must be a JSON object, was " + parser.currentToken());
        }
        documents.add(parser.map());
        if (documents.size() > EventsRequest.MAX_EVENTS) {
          throw new IllegalArgumentException(
              "[events] must have 1 to " + EventsRequest.MAX_EVENTS + " events, has more");
        }
      }
    }
    return documents;
  }

  /** The host takes JSON, NDJSON and SMILE here, and gives NDJSON no type of its own. */
  private static XContent format(RestRequest request) {
    MediaType type = request.getMediaType();
    return type == null ? JsonXContent.jsonXContent : type.xContent();
  }
}
