package org.chatrec.benchmarks.shop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a right answer looks like, by facts of the catalogue; written by hand before the answer. */
final class Check {

  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
  private static final Pattern YES = Pattern.compile("\\byes\\b|\\bja\\b|^是|有|可以|防水", FLAGS);
  private static final Pattern NO =
      Pattern.compile("\\bno\\b|\\bnot\\b|\\bnein\\b|\\bnicht\\b|kein|不|没|否|无", FLAGS);
  private static final Set<String> PARTS =
      Set.of(
          "all",
          "some",
          "first",
          "none",
          "hits",
          "sorted",
          "says",
          "cheaper_than_before",
          "same",
          "about",
          "about_field");

  private final JsonNode parts;

  /**
   * @throws IllegalArgumentException naming a part that there is not
   */
  Check(JsonNode parts) {
    this.parts = parts;
    parts
        .fieldNames()
        .forEachRemaining(
            part -> {
              if (!PARTS.contains(part)) {
                throw new IllegalArgumentException("no such part of a check: [" + part + "]");
              }
            });
  }

  /** What products have to be like that are to be shown. */
  List<JsonNode> wanted() {
    return Stream.of("all", "some", "first").filter(parts::has).map(parts::get).toList();
  }

  /**
   * What is wrong with an answer.
   *
   * @param before the products that were shown last, before this answer
   * @return empty where nothing is
   */
  Optional<String> wrong(Reply reply, List<JsonNode> before) {
    for (Map.Entry<String, JsonNode> part : parts.properties()) {
      if (!holds(part.getKey(), part.getValue(), reply, before)) {
        return Optional.of(part.getKey() + " " + part.getValue());
      }
    }
    return Optional.empty();
  }

  private boolean holds(String part, JsonNode wanted, Reply reply, List<JsonNode> before) {
    List<JsonNode> shown = reply.products();
    return switch (part) {
      case "all" -> !shown.isEmpty() && shown.stream().allMatch(new Condition(wanted)::holds);
      case "some" -> shown.stream().anyMatch(new Condition(wanted)::holds);
      case "first" -> !shown.isEmpty() && new Condition(wanted).holds(shown.getFirst());
      case "none" -> shown.stream().noneMatch(new Condition(wanted)::holds);
      case "hits" -> wanted.asText().equals("none") == shown.isEmpty();
      case "sorted" -> sorted(wanted, shown);
      case "says" -> Pattern.compile(wanted.asText(), FLAGS).matcher(reply.text()).find();
      case "cheaper_than_before" ->
          !shown.isEmpty()
              && !before.isEmpty()
              && price(shown.getFirst()) < price(before.getFirst());
      case "same" ->
          shown.isEmpty() || ids(shown).equals(ids(before)) || ids(before).containsAll(ids(shown));
      case "about" -> about(nth(before, wanted), reply);
      case "about_field" -> agrees(nth(before, parts.path("about")), wanted.asText(), reply);
      default -> throw new IllegalStateException(part);
    };
  }

  private static boolean sorted(JsonNode wanted, List<JsonNode> shown) {
    Map.Entry<String, JsonNode> field = wanted.properties().iterator().next();
    int sign = field.getValue().asText().equals("desc") ? -1 : 1;
    for (int i = 1; i < shown.size(); i++) {
      JsonNode one = shown.get(i - 1).path(field.getKey());
      JsonNode next = shown.get(i).path(field.getKey());
      int order =
          one.isNumber()
              ? Double.compare(one.asDouble(), next.asDouble())
              : one.asText().compareTo(next.asText());
      if (sign * order > 0) {
        return false;
      }
    }
    return !shown.isEmpty();
  }

  private static boolean about(@Nullable JsonNode product, Reply reply) {
    return product != null
        && (reply.about().contains(product.path("_id").asText())
            || reply.text().contains(product.path("title").asText()));
  }

  /** Whether an answer says of a product what its field says: yes, no, the value, or nothing. */
  private static boolean agrees(@Nullable JsonNode product, String field, Reply reply) {
    if (product == null) {
      return false;
    }
    JsonNode value = product.path(field);
    if (value.isBoolean()) {
      boolean denied = NO.matcher(reply.text()).find();
      return value.asBoolean() ? !denied && YES.matcher(reply.text()).find() : denied;
    }
    if (value.isMissingNode() || value.isNull()) {
      return NO.matcher(reply.text()).find() || reply.text().contains("can't");
    }
    if (value.isArray()) { // which of them was asked for is not known here
      return NO.matcher(reply.text()).find() || contains(reply, value);
    }
    return contains(reply, List.of(value));
  }

  private static boolean contains(Reply reply, Iterable<JsonNode> values) {
    String text = reply.text().toLowerCase(Locale.ROOT);
    for (JsonNode value : values) {
      if (text.contains(value.asText().toLowerCase(Locale.ROOT))
          || value.isNumber() && text.replace(',', '.').contains(number(value.asDouble()))) {
        return true;
      }
    }
    return false;
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static double price(JsonNode product) {
    return product.path("price").asDouble(Double.MAX_VALUE);
  }

  private static List<String> ids(List<JsonNode> products) {
    return products.stream().map(one -> one.path("_id").asText()).toList();
  }

  private static @Nullable JsonNode nth(List<JsonNode> products, JsonNode place) {
    int n = place.asInt();
    return n < 1 || n > products.size() ? null : products.get(n - 1);
  }
}
