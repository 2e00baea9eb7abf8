package org.chatrec.benchmarks.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a shopper is answered.
 *
 * @param text reply, answer and question back
 * @param about ids of the products that an answer is about
 * @param products that are shown, best first
 */
record Reply(String text, List<String> about, List<JsonNode> products) {

  /** An answer of {@code POST /catalogs/{c}/chat}. */
  static Reply of(JsonNode answer) {
    List<JsonNode> products = new ArrayList<>();
    for (JsonNode hit : answer.path("hits")) {
      products.add(
          ((ObjectNode) hit.path("source").deepCopy()).put("_id", hit.path("id").asText()));
    }
    List<String> about = new ArrayList<>();
    answer.at("/answer/about").forEach(id -> about.add(id.asText()));
    String text =
        String.join(
            "\n",
            answer.path("reply").asText(),
            answer.at("/answer/text").asText(),
            answer.at("/ask/text").asText());
    return new Reply(text, about, products);
  }

  /** Whether it answers a question about products that were shown. */
  boolean isAboutSome(List<JsonNode> shown) {
    return !about.isEmpty()
        && shown.stream().map(one -> one.path("_id").asText()).toList().containsAll(about);
  }
}
