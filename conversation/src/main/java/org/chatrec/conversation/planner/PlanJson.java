package org.chatrec.conversation.planner;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Preference;
import org.chatrec.conversation.plan.Scope;
import org.chatrec.conversation.plan.Sort;
import org.chatrec.conversation.plan.SortOrder;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.text.Characters;

/**
 * Reads a plan from a model's JSON. Wrong types of whole properties make it invalid; single foreign
 * or malformed parts are dropped and reported.
 */
final class PlanJson {
  private static final Set<String> PROPERTIES =
      Set.of(
          "intent",
          "query",
          "filters",
          "like_items",
          "sort",
          "size",
          "references",
          "preferences",
          "scope",
          "unmet");
  private static final int MAX_PARTS = 100;
  private static final int MAX_UNMET = 120;

  private final int defaultSize;
  private final List<ShownItem> shown;
  private final String message;
  private final List<Dropped> dropped = new ArrayList<>();

  /**
   * @param message only its own words count as a wish that cannot be met
   */
  PlanJson(int defaultSize, List<ShownItem> shown, String message) {
    this.defaultSize = defaultSize;
    this.shown = shown;
    this.message = message;
  }

  List<Dropped> dropped() {
    return dropped;
  }

  /**
   * @throws IllegalArgumentException whose message tells the model what to do better
   */
  Plan read(JsonNode json) {
    json.fieldNames().forEachRemaining(this::reportForeign);
    List<Filter> filters = new ArrayList<>();
    List<String> likeItems = new ArrayList<>();
    List<Sort> sorts = new ArrayList<>();
    List<Integer> references = new ArrayList<>();
    List<Preference> preferences = new ArrayList<>();
    each(
        json,
        "filters",
        (node, part) -> filter(node).ifPresentOrElse(filters::add, () -> drop(part)));
    each(
        json,
        "like_items",
        (node, part) -> text(node).ifPresentOrElse(likeItems::add, () -> drop(part)));
    each(json, "sort", (node, part) -> sort(node).ifPresentOrElse(sorts::add, () -> drop(part)));
    each(
        json,
        "references",
        (node, part) -> reference(node).ifPresentOrElse(references::add, () -> drop(part)));
    each(
        json,
        "preferences",
        (node, part) -> preference(node).ifPresentOrElse(preferences::add, () -> drop(part)));
    each(
        json, "unmet", (node, part) -> unmet(node).ifPresentOrElse(dropped::add, () -> drop(part)));
    return new Plan(
        intent(json),
        query(json),
        filters,
        likeItems,
        sorts,
        size(json),
        references,
        preferences,
        Scope.of(json.path("scope").asText()));
  }

  private void reportForeign(String property) {
    if (!PROPERTIES.contains(property)) {
      drop("property " + property);
    }
  }

  private void drop(String part) {
    String text = Characters.plain(part);
    dropped.add(
        new Dropped(text.length() > 120 ? text.substring(0, 120) : text, "not part of a plan"));
  }

  private static Intent intent(JsonNode json) {
    return Intent.of(json.path("intent").asText())
        .orElseThrow(
            () -> new IllegalArgumentException("\"intent\" must be one of " + Intent.labels()));
  }

  private static String query(JsonNode json) {
    JsonNode query = json.path("query");
    require(
        query.isMissingNode() || query.isNull() || query.isTextual(), "\"query\" must be a string");
    return query.asText("");
  }

  private int size(JsonNode json) {
    JsonNode size = json.path("size");
    return size.isIntegralNumber() && size.canConvertToInt() ? size.intValue() : defaultSize;
  }

  private static void each(JsonNode json, String property, BiConsumer<JsonNode, String> action) {
    JsonNode list = json.path(property);
    require(
        list.isMissingNode() || list.isNull() || list.isArray(),
        "\"" + property + "\" must be a list");
    int count = 0;
    for (JsonNode node : list) {
      if (count++ < MAX_PARTS) {
        action.accept(node, property + " " + node);
      }
    }
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  private static Optional<Filter> filter(JsonNode node) {
    Optional<String> field = text(node.path("field"));
    Optional<Op> op = Op.of(node.path("op").asText());
    Optional<Object> value = value(node.path("value"));
    return field.isPresent() && op.isPresent() && value.isPresent()
        ? Optional.of(new Filter(field.get(), op.get(), value.get()))
        : Optional.empty();
  }

  private static Optional<Object> value(JsonNode node) {
    if (node.isArray()) {
      List<Object> values = new ArrayList<>();
      node.forEach(item -> scalar(item).ifPresent(values::add));
      return values.isEmpty() ? Optional.empty() : Optional.of(values);
    }
    return scalar(node);
  }

  private static Optional<Object> scalar(JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return Optional.of(node.longValue());
    }
    if (node.isNumber()) {
      return Optional.of(node.doubleValue());
    }
    return node.isBoolean() ? Optional.of(node.booleanValue()) : text(node).map(Object.class::cast);
  }

  private static Optional<Sort> sort(JsonNode node) {
    return text(node.path("field"))
        .map(
            field ->
                new Sort(
                    field,
                    "desc".equals(node.path("order").asText()) ? SortOrder.DESC : SortOrder.ASC));
  }

  private Optional<Integer> reference(JsonNode node) {
    return Optional.of(node)
        .filter(n -> n.isIntegralNumber() && n.canConvertToInt())
        .map(JsonNode::intValue)
        .filter(r -> r >= 1 && r <= shown.size());
  }

  private Optional<Preference> preference(JsonNode node) {
    if (!node.path("like").isBoolean()) {
      return Optional.empty();
    }
    boolean like = node.path("like").booleanValue();
    Optional<Integer> reference = reference(node.path("reference"));
    if (reference.isPresent()) {
      return Optional.of(Preference.ofItem(like, shown.get(reference.get() - 1).id()));
    }
    Optional<String> value = text(node.path("value"));
    return text(node.path("field")).flatMap(f -> value.map(v -> Preference.ofValue(like, f, v)));
  }

  private Optional<Dropped> unmet(JsonNode node) {
    return text(node)
        .filter(words -> words.length() <= MAX_UNMET && squeezed(message).contains(squeezed(words)))
        .map(words -> Dropped.unmet(words.strip()));
  }

  private static String squeezed(String text) {
    return Characters.collapse(text.strip(), Character::isWhitespace).toLowerCase(Locale.ROOT);
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.of(node)
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .filter(t -> !t.isBlank());
  }
}
