package org.chatrec.benchmarks.shop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a product has to be like: fields and what they must hold. A value is equal, or one of a
 * list; a field with several values needs one of them; {@code "~tent|tarp"} is text that contains
 * one of these; {@code {"gte","lte","gt","lt"}} bound a number, or a date that is written as one
 * orders it; {@code {"not": …}} is the contrary.
 */
record Condition(JsonNode fields) {

  /** Whether a product is like that. A field that the product lacks holds nothing. */
  boolean holds(JsonNode product) {
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      if (!holds(product.path(field.getKey()), field.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(JsonNode value, JsonNode wanted) {
    if (wanted.isArray()) {
      return any(wanted, one -> holds(value, one));
    }
    if (wanted.isObject()) {
      return wanted.properties().stream()
          .allMatch(bound -> bounded(value, bound.getKey(), bound.getValue()));
    }
    if (value.isArray()) {
      return any(value, one -> holds(one, wanted));
    }
    String text = value.asText().toLowerCase(Locale.ROOT);
    String sought = wanted.asText().toLowerCase(Locale.ROOT);
    return sought.startsWith("~")
        ? Arrays.stream(sought.substring(1).split("\\|", -1)).anyMatch(text::contains)
        : wanted.isNumber() && value.isNumber()
            ? value.asDouble() == wanted.asDouble()
            : text.equals(sought);
  }

  private static boolean bounded(JsonNode value, String bound, JsonNode limit) {
    if (bound.equals("not")) {
      return !holds(value, limit);
    }
    if (value.isNumber() != limit.isNumber() || value.isMissingNode()) {
      return false;
    }
    int order =
        limit.isNumber()
            ? Double.compare(value.asDouble(), limit.asDouble())
            : value.asText().compareTo(limit.asText());
    return switch (bound) {
      case "gte" -> order >= 0;
      case "gt" -> order > 0;
      case "lte" -> order <= 0;
      case "lt" -> order < 0;
      default -> throw new IllegalArgumentException("no such bound: [" + bound + "]");
    };
  }

  private static boolean any(JsonNode list, Predicate<JsonNode> test) {
    for (JsonNode one : list) {
      if (test.test(one)) {
        return true;
      }
    }
    return false;
  }
}
