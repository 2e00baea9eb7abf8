package org.chatrec.conversation.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Puts answers that servers write in ways of their own into the form that OpenAI's have: arguments
 * of a tool as an object instead of its text, a tool without a type, content as a list of parts.
 */
final class Completions {
  private static final JsonMapper JSON = new JsonMapper();

  private Completions() {}

  /** The answer in the common form; as it is where it is no completion. */
  static String common(String body) {
    try {
      JsonNode root = JSON.readTree(body);
      if (root == null || !root.path("choices").isArray()) {
        return body;
      }
      root.path("choices").forEach(choice -> message(choice.path("message")));
      return JSON.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      return body;
    }
  }

  private static void message(JsonNode node) {
    if (node instanceof ObjectNode message && message.path("content").isArray()) {
      message.put(
          "content",
          StreamSupport.stream(message.path("content").spliterator(), false)
              .map(part -> part.path("text").asText(""))
              .collect(Collectors.joining()));
    }
    node.path("tool_calls").forEach(Completions::call);
  }

  private static void call(JsonNode node) {
    if (node instanceof ObjectNode call) {
      if (call.path("type").asText("").isEmpty()) {
        call.put("type", "function");
      }
      if (call.path("function") instanceof ObjectNode function
          && function.path("arguments").isObject()) {
        function.put("arguments", function.path("arguments").toString());
      }
    }
  }
}
