package org.chatrec.conversation.llm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the JSON object in what a model wrote: bare, in a code fence, or after its thinking. */
public final class JsonAnswers {
  private static final Pattern THINKING = Pattern.compile("(?s)^\\s*<think>.*?</think>");

  /** A model that talks before its answer does not use more braces than this. */
  private static final int MAX_STARTS = 20;

  /** Reads what models write by mistake; writes none of it. */
  private final JsonMapper mapper =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .build();

  /** The first object that parses, whatever stands around it, or empty if there is none. */
  public Optional<JsonNode> object(String answer) {
    String text = THINKING.matcher(answer).replaceFirst("");
    int from = text.indexOf('{');
    for (int starts = 0; from >= 0 && starts < MAX_STARTS; starts++) {
      Optional<JsonNode> object = parse(text.substring(from));
      if (object.isPresent()) {
        return object;
      }
      from = text.indexOf('{', from + 1);
    }
    return Optional.empty();
  }

  /** The value that the text begins with; what follows it is not looked at. */
  private Optional<JsonNode> parse(String json) {
    try (JsonParser parser = mapper.createParser(json)) {
      JsonNode node = parser.readValueAsTree();
      return Optional.ofNullable(node).filter(JsonNode::isObject).filter(n -> !n.isEmpty());
    } catch (IOException e) {
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
