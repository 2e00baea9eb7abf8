package org.chatrec.conversation.llm;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the JSON object in what a model wrote: bare, in a code fence, or after its thinking. */
public final class JsonAnswers {
  private static final String THOUGHTS =
      "(?:think(?:ing)?|thoughts?|reason(?:ing)?|reflection|scratchpad)";
  private static final Pattern THOUGHT_BEGINS =
      Pattern.compile("(?i)[<\\[◁]" + THOUGHTS + "[>\\]▷]");
  private static final Pattern THOUGHT_ENDS =
      Pattern.compile("(?i)[<\\[◁]/" + THOUGHTS + "[>\\]▷]");

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

  /**
   * The first object that parses, whatever stands around it, or empty if there is none. What a
   * model thinks on its way is no answer, and a part of an object that was cut is none either.
   */
  public Optional<JsonNode> object(String answer) {
    Optional<JsonNode> whole = parse(answer, true).object();
    return whole.isPresent() ? whole : first(withoutThoughts(answer));
  }

  private Optional<JsonNode> first(String text) {
    int from = text.indexOf('{');
    for (int starts = 0; from >= 0 && starts < MAX_STARTS; starts++) {
      Parsed parsed = parse(text.substring(from), false);
      if (parsed.cut() || parsed.object().isPresent()) {
        return parsed.object();
      }
      from = text.indexOf('{', from + 1);
    }
    return Optional.empty();
  }

  /** What comes after the last thought; nothing where the last one does not end. */
  private static String withoutThoughts(String answer) {
    int end = 0;
    for (Matcher closing = THOUGHT_ENDS.matcher(answer); closing.find(); ) {
      end = closing.end();
    }
    Matcher open = THOUGHT_BEGINS.matcher(answer);
    return answer.substring(end, open.find(end) ? open.start() : answer.length());
  }

  private record Parsed(Optional<JsonNode> object, boolean cut) {}

  /**
   * The value that the text begins with.
   *
   * @param alone whether nothing may follow it
   */
  private Parsed parse(String json, boolean alone) {
    try (JsonParser parser = mapper.createParser(json)) {
      JsonNode node = parser.readValueAsTree();
      boolean usable = node != null && node.isObject() && !node.isEmpty();
      return new Parsed(
          usable && !(alone && parser.nextToken() != null) ? Optional.of(node) : Optional.empty(),
          false);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      return new Parsed(Optional.empty(), at != null && at.getCharOffset() >= json.length());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a text is read without any
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
