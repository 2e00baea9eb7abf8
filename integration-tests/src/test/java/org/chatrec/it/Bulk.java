package org.chatrec.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.chatrec.node.Rest;

/** Writes of many documents in one request. */
public final class Bulk {
  private final StringBuilder lines = new StringBuilder();

  /** Adds a document under an id. */
  public Bulk add(String id, JsonNode source) {
    lines.append(Json.of("index", Json.of("_id", id))).append('\n').append(source).append('\n');
    return this;
  }

  /** Sends it; the results are in the order of the documents. */
  public List<JsonNode> send(Rest rest, String index) {
    JsonNode answer =
        rest.postLines("/" + index + "/_bulk?refresh=true", lines.toString()).orFail();
    return Answers.list(answer.path("items")).stream().map(item -> item.path("index")).toList();
  }

  /** Sends it and demands that every document was written. */
  public void sendAll(Rest rest, String index) {
    for (JsonNode result : send(rest, index)) {
      if (result.has("error")) {
        throw new AssertionError("not written: " + result);
      }
    }
  }
}
