package org.chatrec.catalog.support;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.rest.RestRequest;

/**
 * A JSON object read strictly: every getter takes its field out, and {@link #done} refuses what
 * nobody asked for. Each error is an {@link IllegalArgumentException} (a 400 at the edge) that
 * names the field and what it accepts.
 */
public final class Body {

  private final String path;
  private final Map<String, Object> rest;
  private final TreeSet<String> asked = new TreeSet<>();

  private Body(String path, Map<String, Object> fields) {
    this.path = path;
    this.rest = new HashMap<>(fields);
  }

  /** Reads the request's body; no body reads as an empty object. */
  public static Body of(RestRequest request) throws IOException {
    if (!request.hasContent()) {
      return new Body("", Map.of());
    }
    try (XContentParser parser = request.contentParser()) {
      if (parser.nextToken() != XContentParser.Token.START_OBJECT) {
        throw new IllegalArgumentException(
            "the body must be a JSON object, was " + parser.currentToken());
      }
      return new Body("", parser.map());
    }
  }

  /** Wraps an object that is already parsed; {@code path} names it in errors. */
  public static Body of(String path, Map<String, Object> fields) {
    return new Body(path.isEmpty() || path.endsWith(".") ? path : path + ".", fields);
  }

  /** A non-empty string that must be there. */
  public String string(String field) {
    String value = optionalString(field);
    if (value == null) {
      throw new IllegalArgumentException("[" + path + field + "] is required: a non-empty string");
    }
    return value;
  }

  /** A non-empty string, or null where the field is absent or null. */
  public @Nullable String optionalString(String field) {
    Object value = take(field);
    if (value == null) {
      return null;
    }
    if (value instanceof String s && Ids.isText(s)) {
      return s;
    }
    throw wrong(field, value, "a non-empty string");
  }

  /** An id that must be there. */
  public String id(String field) {
    return Ids.require(field, string(field));
  }

  /** An id, or null where the field is absent or null. */
  public @Nullable String optionalId(String field) {
    String value = optionalString(field);
    return value == null ? null : Ids.require(field, value);
  }

  /** One of the accepted words. */
  public String oneOf(String field, String fallback, List<String> accepted) {
    String value = optionalString(field);
    if (value == null) {
      return fallback;
    }
    if (!accepted.contains(value)) {
      throw wrong(field, value, "one of " + accepted);
    }
    return value;
  }

  /** A whole number within bounds, both included. */
  public int integer(String field, int fallback, int min, int max) {
    Object value = take(field);
    if (value == null) {
      return fallback;
    }
    if (value instanceof Number n
        && n.doubleValue() == Math.rint(n.doubleValue())
        && n.doubleValue() >= min
        && n.doubleValue() <= max) {
      return n.intValue();
    }
    throw wrong(field, value, "a whole number from " + min + " to " + max);
  }

  /** A finite number within bounds, both included. */
  public double number(String field, double fallback, double min, double max) {
    Object value = take(field);
    if (value == null) {
      return fallback;
    }
    if (value instanceof Number n && n.doubleValue() >= min && n.doubleValue() <= max) {
      return n.doubleValue();
    }
    throw wrong(field, value, "a number from " + min + " to " + max);
  }

  /** {@code true} or {@code false}. */
  public boolean bool(String field, boolean fallback) {
    Object value = take(field);
    if (value == null) {
      return fallback;
    }
    if (value instanceof Boolean b) {
      return b;
    }
    throw wrong(field, value, "true or false");
  }

  /** {@code true}, {@code false} or a text, which stands for something between them. */
  public <T> T boolOr(String field, String text, T yes, T between, T no) {
    Object value = take(field);
    if (value == null || Boolean.TRUE.equals(value)) {
      return yes;
    }
    if (Boolean.FALSE.equals(value)) {
      return no;
    }
    if (text.equals(value)) {
      return between;
    }
    throw wrong(field, value, "true, false or \"" + text + "\"");
  }

  /** A list of non-empty strings; absent reads as empty. */
  public List<String> strings(String field) {
    Object value = take(field);
    if (value == null) {
      return List.of();
    }
    List<String> strings = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object element : list) {
        if (element instanceof String s && Ids.isText(s)) {
          strings.add(s);
        }
      }
      if (strings.size() == list.size()) {
        return List.copyOf(strings);
      }
    }
    throw wrong(field, value, "a list of non-empty strings");
  }

  /** An object, or null where the field is absent. */
  @SuppressWarnings("unchecked") // JSON object keys are strings
  public @Nullable Map<String, Object> object(String field) {
    Object value = take(field);
    if (value == null) {
      return null;
    }
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw wrong(field, value, "an object");
  }

  /** A list of objects; absent reads as null. */
  @SuppressWarnings("unchecked") // JSON object keys are strings
  public @Nullable List<Map<String, Object>> objects(String field) {
    Object value = take(field);
    if (value == null) {
      return null;
    }
    if (value instanceof List<?> list && list.stream().allMatch(Map.class::isInstance)) {
      return (List<Map<String, Object>>) (List<?>) list;
    }
    throw wrong(field, value, "a list of objects");
  }

  /** Whether a field is there and says something. */
  public boolean has(String field) {
    asked.add(field);
    return rest.get(field) != null;
  }

  /** Takes a field as it is. */
  public @Nullable Object take(String field) {
    asked.add(field);
    return rest.remove(field);
  }

  /** Refuses fields that nobody asked for. */
  public void done() {
    if (!rest.isEmpty()) {
      throw new IllegalArgumentException(
          "unknown field ["
              + path
              + new TreeSet<>(rest.keySet()).first()
              + "], accepted are "
              + asked);
    }
  }

  /** The error for a value that is not what was expected; it shows the value's beginning. */
  public IllegalArgumentException wrong(String field, Object value, String expected) {
    String shown = String.valueOf(value);
    String cut = shown.length() > 100 ? shown.substring(0, 100) + "…" : shown;
    return new IllegalArgumentException(
        "[" + path + field + "] must be " + expected + ", was [" + cut + "]");
  }
}
