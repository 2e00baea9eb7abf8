package org.chatrec.benchmarks.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.chatrec.demo.Dataset;
import org.chatrec.node.Rest;
import org.jspecify.annotations.Nullable;

/**
 * How a shopper fared: in the chat, and beside it in one plain search by words and meaning for all
 * that the shopper had said until then. A product is found once it, or another of its family, is
 * among the first five.
 *
 * @param said the messages
 * @param byChat in which turn the chat showed it; {@value #NEVER} for never
 * @param bySearch in which turn the search showed it
 */
public record Visit(List<String> said, int byChat, int bySearch) {

  /** Later than any turn. */
  public static final int NEVER = 99;

  /** More turns nobody takes. */
  public static final int PATIENCE = 8;

  private static final JsonMapper JSON = new JsonMapper();
  private static final int SHOWN = 5;

  /**
   * Lets somebody look for a product.
   *
   * @param seed what the shopper says by chance
   */
  public static Visit to(
      Rest rest, String catalog, Dataset.Item wanted, List<Dataset.Item> all, long seed) {
    Shopper shopper = new Shopper(wanted.source(), all, seed);
    List<String> said = new ArrayList<>();
    int byChat = NEVER;
    int bySearch = NEVER;
    String session = "";
    JsonNode answer = null;
    while (said.size() < PATIENCE && (byChat == NEVER || bySearch == NEVER)) {
      String message = shopper.says(answer);
      if (message == null) {
        break;
      }
      said.add(message);
      answer = chat(rest, catalog, message, session);
      session = answer.path("session_id").asText();
      if (byChat == NEVER && shows(answer.path("hits"), "id", "source", wanted)) {
        byChat = said.size();
      }
      if (bySearch == NEVER && shows(search(rest, catalog, said), "_id", "_source", wanted)) {
        bySearch = said.size();
      }
    }
    return new Visit(said, byChat, bySearch);
  }

  private static JsonNode chat(Rest rest, String catalog, String message, String session) {
    ObjectNode body = JSON.createObjectNode().put("message", message).put("size", SHOWN);
    if (!session.isEmpty()) {
      body.put("session_id", session);
    }
    return rest.post("/_plugins/_chatrec/catalogs/" + catalog + "/chat", body.toString()).orFail();
  }

  private static JsonNode search(Rest rest, String catalog, List<String> said) {
    String words = String.join(" ", said);
    ObjectNode body = JSON.createObjectNode().put("size", SHOWN);
    body.putObject("query")
        .putObject("multi_match")
        .put("query", words)
        .putArray("fields")
        .add("title^3")
        .add("description")
        .add("category")
        .add("brand")
        .add("color")
        .add("material");
    body.putObject("ext").putObject("chatrec").put("retrieval", "hybrid").put("text", words);
    return rest.post("/" + catalog + "/_search", body.toString()).orFail().at("/hits/hits");
  }

  private static boolean shows(JsonNode hits, String id, String source, Dataset.Item wanted) {
    for (JsonNode hit : hits) {
      if (family(hit.path(id).asText(), hit.path(source))
          .equals(family(wanted.id(), wanted.source()))) {
        return true;
      }
    }
    return false;
  }

  private static String family(String id, @Nullable JsonNode source) {
    return source == null ? id : source.path("variant_of").asText(id);
  }

  /** Whether it was found within so many turns. */
  public static double within(int turns, int found) {
    return found <= turns ? 1 : 0;
  }
}
