package org.chatrec.rest.events;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.opensearch.common.xcontent.LoggingDeprecationHandler;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.xcontent.MediaType;
import org.opensearch.core.xcontent.XContent;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.rest.RestRequest;

/**
 * The objects of a body. Parsers of JSON and SMILE read documents that follow each other, whatever
 * white space lies between.
 */
final class EventDocuments {

  private static final Set<String> BULK = Set.of("index", "create");

  private EventDocuments() {}

  /** One object after the other. */
  static List<Map<String, Object>> objects(RestRequest request) throws IOException {
    return read(request, false);
  }

  /** The same, also in lists, and with the lines of a bulk between them, which are left out. */
  static List<Map<String, Object>> anyhow(RestRequest request) throws IOException {
    return read(request, true);
  }

  private static List<Map<String, Object>> read(RestRequest request, boolean anyhow)
      throws IOException {
    List<Map<String, Object>> documents = new ArrayList<>();
    try (XContentParser parser =
        format(request)
            .createParser(
                request.getXContentRegistry(),
                LoggingDeprecationHandler.INSTANCE,
                request.content().streamInput())) {
      boolean inList = false;
      for (XContentParser.Token token = parser.nextToken();
          token != null;
          token = parser.nextToken()) {
        boolean bracket =
            token == (inList ? XContentParser.Token.END_ARRAY : XContentParser.Token.START_ARRAY);
        if (anyhow && bracket) {
          inList = !inList;
        } else {
          add(documents, token, parser, anyhow);
        }
      }
    }
    return documents;
  }

  private static void add(
      List<Map<String, Object>> documents,
      XContentParser.Token token,
      XContentParser parser,
      boolean anyhow)
      throws IOException {
    if (token != XContentParser.Token.START_OBJECT) {
      throw new IllegalArgumentException(
          "event " + documents.size() + " must be a JSON object, was " + token);
    }
    Map<String, Object> document = parser.map();
    if (anyhow && isLineOfBulk(document)) {
      return;
    }
    documents.add(document);
    if (documents.size() > EventsRequest.MAX_EVENTS) {
      throw new IllegalArgumentException(
          "[events] must have 1 to " + EventsRequest.MAX_EVENTS + " events, has more");
    }
  }

  /** As {@code {"index":{"_index":"ubi_events"}}}: files of documents are often made for a bulk. */
  private static boolean isLineOfBulk(Map<String, Object> document) {
    return document.size() == 1
        && BULK.containsAll(document.keySet())
        && document.values().iterator().next() instanceof Map<?, ?> line
        && line.keySet().stream().allMatch(key -> String.valueOf(key).startsWith("_"));
  }

  /** The host takes JSON, NDJSON and SMILE here, and gives NDJSON no type of its own. */
  private static XContent format(RestRequest request) {
    MediaType type = request.getMediaType();
    return type == null ? JsonXContent.jsonXContent : type.xContent();
  }
}
