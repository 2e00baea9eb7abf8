package org.chatrec.conversation.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the JSON object in what a model wrote: bare, in a code fence, or after its thinking. */
public final class JsonAnswers {
  private static final Pattern THINKING = Pattern.compile("(?s)^\\s*<think>.*?</think>");

  private final ObjectMapper mapper = new ObjectMapper();

  /** The outermost object, or empty if there is none that parses. */
  public Optional<JsonNode> object(String answer) {
    String text = THINKING.matcher(answer).replaceFirst("");
    int from = text.indexOf('{');
    int to = text.lastIndexOf('}');
    return from < 0 || to < from ? Optional.empty() : parse(text.substring(from, to + 1));
  }

  private Optional<JsonNode> parse(String json) {
    try {
      return Optional.ofNullable(mapper.readTree(json)).filter(JsonNode::isObject);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Data as JSON text, so that nothing in it can pass for the prompt around it. */
  public String write(Object data) {
    try {
      return mapper.writeValueAsString(data);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("[prompt] holds a value that is not JSON", e);
    }
  }
}
