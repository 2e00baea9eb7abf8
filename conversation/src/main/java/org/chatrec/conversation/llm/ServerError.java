package org.chatrec.conversation.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an error answer says, as far as it can be read. Servers agree on no form: an object {@code
 * error}, a text of that name, the fields without one, or FastAPI's {@code detail}.
 *
 * @param code and {@code type}: the server's names for what is wrong; empty where it gives none
 * @param param the parameter that it does not take; empty where it names none
 * @param message in words; may repeat what was sent
 */
record ServerError(int status, String code, String type, String param, String message) {
  private static final int MAX_MESSAGE = 300;
  private static final int MAX_NAME = 60;
  private static final JsonMapper JSON = new JsonMapper();

  private static final List<String> POLICY =
      List.of(
          "content_filter",
          "content filter",
          "content_policy",
          "content policy",
          "content management policy",
          "policy_violation",
          "policyviolation",
          "usage polic",
          "moderation",
          "safety system",
          "safety_");

  private static final List<String> TOO_LONG =
      List.of(
          "context_length",
          "context length",
          "context_window",
          "context window",
          "context size",
          "context_size",
          "maximum context",
          "context of",
          "string_above_max_length",
          "too many tokens",
          "prompt is too long",
          "prompt too long",
          "input is too long",
          "input too long",
          "reduce the length");

  static ServerError read(int status, byte[] body) {
    try {
      JsonNode root = JSON.readTree(body);
      return root == null || !root.isObject() ? bare(status, "") : read(status, root);
    } catch (IOException e) {
      return bare(status, new String(body, StandardCharsets.UTF_8));
    }
  }

  private static ServerError bare(int status, String text) {
    return new ServerError(status, "", "", "", cut(text, MAX_MESSAGE));
  }

  private static ServerError read(int status, JsonNode root) {
    JsonNode error = root.path("error").isObject() ? root.path("error") : root;
    JsonNode first = firstDetail(error);
    return new ServerError(
        status,
        cut(error.path("code").asText(""), MAX_NAME),
        cut(text(error.path("type"), first.path("type")), MAX_NAME),
        cut(text(error.path("param"), lastOf(first.path("loc"))), MAX_NAME),
        cut(
            text(
                error.path("message"),
                first.path("msg"),
                error.path("detail"),
                root.path("error"),
                root.path("message")),
            MAX_MESSAGE));
  }

  /** The first complaint of a list, as FastAPI and those who build on it make them. */
  private static JsonNode firstDetail(JsonNode error) {
    JsonNode list =
        error.path("detail").isArray() ? error.path("detail") : error.at("/message/detail");
    return list.path(0);
  }

  private static JsonNode lastOf(JsonNode list) {
    return list.path(list.size() - 1);
  }

  private static String text(JsonNode... candidates) {
    return Stream.of(candidates)
        .filter(node -> node.isTextual() && !node.asText().isBlank())
        .map(JsonNode::asText)
        .findFirst()
        .orElse("");
  }

  private static String cut(String text, int length) {
    String line = text.replaceAll("\\p{Cntrl}", " ").strip();
    return line.length() > length ? line.substring(0, length) + "…" : line;
  }

  /** The prompt was refused for what it says; the server works. */
  boolean isPolicy() {
    return isAboutRequest() && says(POLICY);
  }

  /** The prompt is longer than the server takes; the server works. */
  boolean isTooLong() {
    return status == 413 || isAboutRequest() && says(TOO_LONG);
  }

  private boolean isAboutRequest() {
    return status / 100 == 4 && status != 401 && status != 429;
  }

  /** Whether it can be the form or a parameter of the request that is refused. */
  boolean isAboutForm() {
    return status == 400 || status == 404 || status == 422;
  }

  /** Whether the parameter is what the server complains of. */
  boolean names(String parameter) {
    return param.isEmpty()
        ? words(message).contains(" " + parameter + " ")
        : param.equals(parameter);
  }

  private boolean says(List<String> phrases) {
    String all = (code + " " + type + " " + message).toLowerCase(Locale.ROOT);
    return phrases.stream().anyMatch(all::contains);
  }

  /** In single words with a space around each, so that one is not found within another. */
  private static String words(String text) {
    return " " + text.toLowerCase(Locale.ROOT).replaceAll("[^a-z_]+", " ") + " ";
  }

  /** For operators: what the server said, without what it was sent. */
  Map<String, Object> toMap(String prompt, @Nullable ApiKey key) {
    String words = withoutEcho(prompt);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("status", status);
    Map.of(
            "code",
            code,
            "type",
            type,
            "param",
            param,
            "message",
            key == null ? words : key.redacted(words))
        .entrySet()
        .stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> map.put(entry.getKey(), entry.getValue()));
    return map;
  }

  /** A server may quote the prompt, which holds what people wrote. */
  private String withoutEcho(String prompt) {
    String[] words = message.split(" ");
    boolean[] echoed = new boolean[words.length];
    for (int i = 0; i + 2 < words.length; i++) {
      if (prompt.contains(words[i] + " " + words[i + 1] + " " + words[i + 2])) {
        echoed[i] = echoed[i + 1] = echoed[i + 2] = true;
      }
    }
    StringBuilder kept = new StringBuilder();
    for (int i = 0; i < words.length; i++) {
      if (!echoed[i]) {
        kept.append(kept.isEmpty() ? "" : " ").append(words[i]);
      } else if (i == 0 || !echoed[i - 1]) {
        kept.append(kept.isEmpty() ? "" : " ").append('…');
      }
    }
    return kept.toString();
  }
}
