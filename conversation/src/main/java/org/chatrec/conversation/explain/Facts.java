package org.chatrec.conversation.explain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.state.ShownItem;

/** What of a hit's facts holds and is worth saying, in a form that both explainers use. */
final class Facts {
  private static final int MAX_QUOTE = 160;
  private static final int MAX_QUOTES = 2;
  private static final int MAX_SHARED = 2;

  private Facts() {}

  /** Fields with the values that meet a positive filter. */
  static Map<String, String> met(HitFacts hit) {
    Map<String, String> met = new LinkedHashMap<>();
    for (Filter filter : hit.metFilters()) {
      if (filter.op() != Op.NOT && FilterCheck.holds(filter, hit.item())) {
        met.merge(filter.field(), meeting(filter, hit.item()), Facts::joined);
      }
    }
    return met;
  }

  private static String joined(String a, String b) {
    return List.of(a.split(", ")).contains(b) ? a : a + ", " + b;
  }

  private static String meeting(Filter filter, ShownItem item) {
    return FilterCheck.values(item, filter.field()).stream()
        .filter(v -> FilterCheck.holds(filter, new ShownItem("", "", Map.of(filter.field(), v))))
        .map(Facts::plain)
        .collect(Collectors.joining(", "));
  }

  /** Excluded values that the item indeed does not have. */
  static List<String> avoided(HitFacts hit) {
    return hit.metFilters().stream()
        .filter(f -> f.op() == Op.NOT && FilterCheck.holds(f, hit.item()))
        .flatMap(f -> f.values().stream())
        .map(Facts::plain)
        .distinct()
        .toList();
  }

  /** Passages of the item that matched the request's words. */
  static List<Evidence> quotes(HitFacts hit) {
    List<Evidence> quotes = new ArrayList<>();
    hit.matchedText()
        .forEach(
            (field, passages) ->
                passages.stream()
                    .findFirst()
                    .ifPresent(p -> quotes.add(new Evidence(field, shortened(p)))));
    return quotes.stream().limit(MAX_QUOTES).toList();
  }

  static Optional<String> title(Reason reason) {
    return Optional.ofNullable(reason.details().get("title"))
        .map(Object::toString)
        .map(Facts::shortened)
        .filter(t -> !t.isBlank());
  }

  /** The first fields that the item shares with the one it is compared with, a few values each. */
  static Map<String, String> shared(Reason reason) {
    Map<String, String> shared = new LinkedHashMap<>();
    if (reason.details().get("shared") instanceof Map<?, ?> fields) {
      fields.entrySet().stream()
          .limit(MAX_SHARED)
          .forEach(
              field -> {
                if (field.getValue() instanceof Collection<?> values) {
                  shared.put(
                      String.valueOf(field.getKey()),
                      values.stream()
                          .limit(MAX_SHARED)
                          .map(Facts::plain)
                          .collect(Collectors.joining(", ")));
                }
              });
    }
    return shared;
  }

  /** The part that gave most of the score. */
  static Optional<String> mainPart(HitFacts hit) {
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

  /** A field's name as words. */
  static String label(String field) {
    return field.replace('_', ' ').replace('.', ' ');
  }

  private static String shortened(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\p{Cs}]+", " ").strip();
    return line.length() > MAX_QUOTE ? line.substring(0, MAX_QUOTE).strip() + "…" : line;
  }
}
