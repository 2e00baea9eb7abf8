package org.chatrec.conversation.explain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.catalog.Units;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.text.Characters;

/** What of a hit's facts holds and is worth saying, in a form that both explainers use. */
final class Facts {
  private static final int MAX_QUOTE = 160;
  private static final int SHORTEST_TEXT = 50;
  private static final int MAX_QUOTES = 2;
  private static final int MAX_SHARED = 2;

  private static final Pattern FORM =
      Pattern.compile("(?<=.)[._](en|zh|de|fr|es|it|ja|ko|keyword|raw|text)$");

  private Facts() {}

  /** Fields with the values that meet a positive filter. */
  static Map<String, List<String>> met(HitFacts hit) {
    Map<String, List<String>> met = new LinkedHashMap<>();
    for (Filter filter : hit.metFilters()) {
      if (filter.op() != Op.NOT && FilterCheck.holds(filter, hit.item())) {
        List<String> values = met.computeIfAbsent(filter.field(), field -> new ArrayList<>());
        meeting(filter, hit.item()).filter(v -> !values.contains(v)).forEach(values::add);
      }
    }
    met.values().removeIf(List::isEmpty);
    return met;
  }

  private static Stream<String> meeting(Filter filter, ShownItem item) {
    return FilterCheck.values(item, filter.field()).stream()
        .filter(v -> FilterCheck.holds(filter, new ShownItem("", "", Map.of(filter.field(), v))))
        .map(Facts::plain);
  }

  /** Fields with the excluded values that the item indeed does not have. */
  static Map<String, List<String>> avoided(HitFacts hit) {
    Map<String, List<String>> avoided = new LinkedHashMap<>();
    for (Filter filter : hit.metFilters()) {
      if (filter.op() == Op.NOT && FilterCheck.holds(filter, hit.item())) {
        List<String> values = avoided.computeIfAbsent(filter.field(), f -> new ArrayList<>());
        filter.values().stream()
            .map(Facts::plain)
            .filter(v -> !values.contains(v))
            .forEach(values::add);
      }
    }
    return avoided;
  }

  /**
   * Of the first field that hits are ordered by, the item's value; none where that is said already,
   * and of popularity, whose numbers mean nothing to a reader.
   */
  static Map<String, List<String>> ordered(HitFacts hit, Predicate<String> isTold) {
    return hit.ordered().stream()
        .limit(1)
        .filter(field -> !isTold.test(field) && !FilterCheck.values(hit.item(), field).isEmpty())
        .filter(field -> hit.labels().role(field).orElse(null) != FieldRole.POPULARITY)
        .collect(
            Collectors.toMap(
                field -> field,
                field ->
                    FilterCheck.values(hit.item(), field).stream().map(Facts::plain).toList()));
  }

  /**
   * Passages of the item that matched the request's words; none of a field that meets a condition,
   * which says so already.
   */
  static List<Quote> quotes(HitFacts hit) {
    Set<String> met = met(hit).keySet();
    List<Quote> quotes = new ArrayList<>();
    hit.matchedText()
        .forEach(
            (field, passages) ->
                passages.stream()
                    .filter(passage -> !met.contains(field))
                    .findFirst()
                    .ifPresent(p -> quotes.add(Quote.of(field, shortened(p), hit.words()))));
    return quotes.stream().limit(MAX_QUOTES).toList();
  }

  /** What the longest text of the item begins with. */
  static Optional<Evidence> beginning(HitFacts hit) {
    return hit.source().entrySet().stream()
        .filter(field -> field.getValue() instanceof String text && text.length() > SHORTEST_TEXT)
        .max(Comparator.comparingInt(field -> String.valueOf(field.getValue()).length()))
        .map(field -> new Evidence(field.getKey(), shortened(String.valueOf(field.getValue()))));
  }

  static Optional<String> title(Reason reason) {
    return Optional.ofNullable(reason.details().get("title"))
        .map(Object::toString)
        .map(Facts::shortened)
        .filter(t -> !t.isBlank());
  }

  /** The first fields that the item shares with the one it is compared with, a few values each. */
  static Map<String, List<String>> shared(Reason reason) {
    Map<String, List<String>> shared = new LinkedHashMap<>();
    if (reason.details().get("shared") instanceof Map<?, ?> fields) {
      fields.entrySet().stream()
          .limit(MAX_SHARED)
          .forEach(field -> shared.put(String.valueOf(field.getKey()), few(field.getValue())));
    }
    shared.values().removeIf(List::isEmpty);
    return shared;
  }

  private static List<String> few(Object values) {
    return values instanceof Collection<?> many
        ? many.stream().limit(MAX_SHARED).map(Facts::plain).toList()
        : List.of();
  }

  /**
   * The part that gave most of the score. Nearness in meaning says something only where it is near:
   * a hit may be the nearest and far away. Popularity has no sentence here: where an item is
   * popular that is among its reasons, and unknown items have a part of the score for it, too.
   */
  static Optional<String> mainPart(HitFacts hit) {
    return greatest(hit)
        .map(
            part ->
                part.equals("semantic") && hit.reasons().stream().noneMatch(Facts::isClose)
                    ? "nearest"
                    : part);
  }

  private static boolean isClose(Reason reason) {
    return reason.type().equals("close_in_meaning");
  }

  private static Optional<String> greatest(HitFacts hit) {
    return hit.breakdown().entrySet().stream()
        .filter(e -> e.getValue() > 0)
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey);
  }

  /** A number without a needless fraction; text on one line. */
  static String plain(Object value) {
    if (value instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1e15) {
      return String.valueOf(d.longValue());
    }
    return shortened(String.valueOf(value));
  }

  /** A field's name as words, without the language or form that only an index cares for. */
  static String label(String field) {
    return Units.withoutUnit(FORM.matcher(field).replaceFirst(""));
  }

  private static String shortened(String text) {
    String line = Characters.plain(text).strip();
    return line.length() > MAX_QUOTE ? line.substring(0, MAX_QUOTE).strip() + "…" : line;
  }
}
