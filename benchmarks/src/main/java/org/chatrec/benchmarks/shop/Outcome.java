package org.chatrec.benchmarks.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chatrec.node.Rest;

/**
 * One turn of a conversation as it went.
 *
 * @param talk which conversation
 * @param turn its number, from 1
 * @param wrong what the check found; empty where the answer is right
 * @param told the message, the reply and what was shown, for people to read
 */
public record Outcome(Talk talk, int turn, Optional<String> wrong, String told) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int SHOWN = 5;

  /**
   * Holds a conversation, for nobody in particular.
   *
   * @param chat the route
   */
  public static List<Outcome> hold(Rest rest, String chat, Talk talk) {
    List<Outcome> outcomes = new ArrayList<>();
    List<JsonNode> before = List.of();
    String session = "";
    for (Talk.Turn turn : talk.turns()) {
      ObjectNode body = JSON.createObjectNode().put("message", turn.message()).put("size", SHOWN);
      if (!session.isEmpty()) {
        body.put("session_id", session);
      }
      JsonNode answer = rest.post(chat, body.toString()).orFail();
      session = answer.path("session_id").asText();
      Reply reply = Reply.of(answer);
      Optional<String> wrong = turn.check().wrong(reply, before);
      outcomes.add(
          new Outcome(talk, outcomes.size() + 1, wrong, told(turn.message(), answer, reply)));
      // an answer about a product shows that one: the list it is of is still the one before
      before = reply.products().isEmpty() || reply.isAboutSome(before) ? before : reply.products();
    }
    return outcomes;
  }

  private static String told(String message, JsonNode answer, Reply reply) {
    StringBuilder told = new StringBuilder(message);
    told.append("\n  plan  ").append(answer.path("plan"));
    told.append("\n  reply ").append(reply.text().strip().replace("\n", " / "));
    for (JsonNode product : reply.products()) {
      told.append("\n  - ").append(product.path("title").asText());
      for (String field : List.of("category", "brand", "color", "size", "price", "in_stock")) {
        told.append(" | ").append(product.path(field).asText(product.path(field).toString()));
      }
    }
    return told.toString();
  }
}
