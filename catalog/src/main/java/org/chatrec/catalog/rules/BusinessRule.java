package org.chatrec.catalog.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.chatrec.catalog.support.Body;
import org.chatrec.catalog.support.Checks;
import org.chatrec.catalog.support.Ids;
import org.jspecify.annotations.Nullable;

/**
 * One rule: {@code {"when":{"query"|"filter","user_in","audience"},"pin":[{"id","position"}],
 * "hide":[ids] or query,"boost":{"query","weight"},"from","until"}}. All that {@code when} says has
 * to hold; without it, the rule holds always.
 *
 * @param query words that the request's text has, in this order; null for any text
 * @param filter a query; the rule is about the items that match it alone; null for all
 * @param users the rule is for, by the names that they are stored by; empty for all
 * @param audience that the request names; null for any
 * @param pins positions from 1, by item
 * @param hiddenIds items that are shown to nobody whom the rule is for
 * @param hidden a query for such items, or null
 * @param boosted a query for items that count more, or null
 * @param weight what being boosted counts
 * @param from when the rule begins, in milliseconds since 1970; null for always
 * @param until when it ends
 */
public record BusinessRule(
    @Nullable String query,
    @Nullable Map<String, Object> filter,
    Set<String> users,
    @Nullable String audience,
    Map<String, Integer> pins,
    List<String> hiddenIds,
    @Nullable Map<String, Object> hidden,
    @Nullable Map<String, Object> boosted,
    double weight,
    @Nullable Long from,
    @Nullable Long until) {

  private static final int MOST_PINS = 50;
  private static final int MOST_IDS = 10_000;
  private static final int LAST_POSITION = 200;
  private static final double MOST_WEIGHT = 100;

  /** In milliseconds days of 1970, in seconds the years from 1973 to 2286. */
  private static final long SECONDS_FROM = 100_000_000L;

  private static final long SECONDS_UNTIL = 10_000_000_000L;

  /**
   * What a request is, as far as rules ask.
   *
   * @param person it is for, by the stored name; null for nobody
   */
  public record Occasion(
      String text, @Nullable String person, @Nullable String audience, long now) {}

  /**
   * Reads a rule that somebody gives; every error names the field. More is refused than in one that
   * is stored: what was accepted once goes on.
   */
  public static BusinessRule given(Map<String, Object> body) {
    BusinessRule rule = parse(body);
    if (rule.query != null && !Phrase.isAny(rule.query)) {
      throw new IllegalArgumentException(
          "[when.query] must have a letter or a digit but was [" + rule.query + "]");
    }
    if (rule.users.isEmpty() && saysUsers(body)) {
      throw new IllegalArgumentException(
          "[when.user_in] names nobody; leave it out for a rule that is for everybody");
    }
    Checks.atMost("when.user_in", rule.users.size(), MOST_IDS);
    rule.users.forEach(user -> Ids.require("when.user_in", user));
    requireMilliseconds("from", rule.from);
    requireMilliseconds("until", rule.until);
    return rule;
  }

  /** An empty list would hold for everybody, and is most likely one that nobody filled. */
  private static boolean saysUsers(Map<String, Object> body) {
    return body.get("when") instanceof Map<?, ?> when && when.get("user_in") instanceof List<?>;
  }

  private static void requireMilliseconds(String field, @Nullable Long moment) {
    if (moment != null && moment >= SECONDS_FROM && moment < SECONDS_UNTIL) {
      throw new IllegalArgumentException(
          "["
              + field
              + "] must be milliseconds since 1970, and ["
              + moment
              + "] can only be seconds");
    }
  }

  /** Reads a rule; every error names the field. */
  public static BusinessRule parse(Map<String, Object> given) {
    Body body = Body.of("", given);
    Map<String, Object> when = body.object("when");
    Body condition = Body.of("when", when == null ? Map.of() : when);
    Object hide = body.take("hide");
    Map<String, Object> boost = body.object("boost");
    Body boosting = Body.of("boost", boost == null ? Map.of() : boost);
    BusinessRule rule =
        new BusinessRule(
            condition.optionalString("query"),
            condition.object("filter"),
            new HashSet<>(condition.strings("user_in")),
            condition.optionalString("audience"),
            pins(body),
            hide instanceof List<?> ? ids(body, hide) : List.of(),
            hide instanceof List<?> ? null : query(body, hide),
            boost == null ? null : boosting.object("query"),
            boost == null ? 0 : boosting.number("weight", 1, 0, MOST_WEIGHT),
            moment(body, "from"),
            moment(body, "until"));
    condition.done();
    boosting.done();
    body.done();
    rule.check(boost != null);
    return rule;
  }

  private void check(boolean boosts) {
    if (boosts && boosted == null) {
      throw new IllegalArgumentException("[boost.query] is required: a query");
    }
    if (pins.isEmpty() && hiddenIds.isEmpty() && hidden == null && boosted == null) {
      throw new IllegalArgumentException(
          "a rule does something: one of [pin], [hide] and [boost] is required");
    }
    if (from != null && until != null && from >= until) {
      throw new IllegalArgumentException("[until] must be later than [from]");
    }
  }

  private static Map<String, Integer> pins(Body body) {
    List<Map<String, Object>> given = body.objects("pin");
    Map<String, Integer> pins = new LinkedHashMap<>();
    for (Map<String, Object> one : given == null ? List.<Map<String, Object>>of() : given) {
      Body pin = Body.of("pin", one);
      String id = pin.id("id");
      int position = pin.integer("position", pins.size() + 1, 1, LAST_POSITION);
      pin.done();
      if (pins.containsValue(position)) {
        throw new IllegalArgumentException(
            "[pin.position] [" + position + "] is given to two items");
      }
      if (pins.put(id, position) != null) {
        throw new IllegalArgumentException("[pin.id] [" + id + "] is given twice");
      }
    }
    Checks.atMost("pin", pins.size(), MOST_PINS);
    return pins;
  }

  private static List<String> ids(Body body, Object given) {
    List<String> ids = new ArrayList<>();
    for (Object id : (List<?>) given) {
      if (!(id instanceof String text)) {
        throw body.wrong("hide", given, "a list of ids, or a query");
      }
      ids.add(Ids.require("hide", text));
    }
    Checks.atMost("hide", ids.size(), MOST_IDS);
    return ids;
  }

  @SuppressWarnings("unchecked") // JSON object keys are strings
  private static @Nullable Map<String, Object> query(Body body, @Nullable Object given) {
    if (given == null || given instanceof Map<?, ?>) {
      return (Map<String, Object>) given;
    }
    throw body.wrong("hide", given, "a list of ids, or a query");
  }

  private static @Nullable Long moment(Body body, String field) {
    Object value = body.take(field);
    if (value == null) {
      return null;
    }
    if (value instanceof Number number && number.doubleValue() == number.longValue()) {
      return number.longValue();
    }
    String text = value.toString();
    try {
      return text.length() > 10
          ? Instant.parse(text).toEpochMilli()
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    } catch (DateTimeParseException e) {
      throw body.wrong(
          field, value, "milliseconds since 1970 or a date, as 2026-11-27 or 2026-11-27T08:00:00Z");
    }
  }

  /** The same for people by other names. */
  public BusinessRule naming(UnaryOperator<String> stored) {
    return new BusinessRule(
        query,
        filter,
        users.stream().map(stored).collect(Collectors.toSet()),
        audience,
        pins,
        hiddenIds,
        hidden,
        boosted,
        weight,
        from,
        until);
  }

  /** How many ids it names, of items and of people. */
  int ids() {
    return users.size() + pins.size() + hiddenIds.size();
  }

  /** Whether the rule counts. */
  public boolean holds(Occasion occasion) {
    return (query == null || Phrase.isIn(occasion.text(), query))
        && (users.isEmpty() || occasion.person() != null && users.contains(occasion.person()))
        && (audience == null || audience.equals(occasion.audience()))
        && (from == null || occasion.now() >= from)
        && (until == null || occasion.now() < until);
  }

  /** As it was given, with moments in milliseconds. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    Map<String, Object> when = new LinkedHashMap<>();
    put(when, "query", query);
    put(when, "filter", filter);
    put(when, "user_in", users.isEmpty() ? null : users.stream().sorted().toList());
    put(when, "audience", audience);
    put(map, "when", when.isEmpty() ? null : when);
    List<Map<String, Object>> pinned = new ArrayList<>();
    pins.forEach((id, position) -> pinned.add(Map.of("id", id, "position", position)));
    put(map, "pin", pinned.isEmpty() ? null : pinned);
    put(map, "hide", hiddenIds.isEmpty() ? hidden : hiddenIds);
    put(map, "boost", boosted == null ? null : Map.of("query", boosted, "weight", weight));
    put(map, "from", from);
    put(map, "until", until);
    return map;
  }

  private static void put(Map<String, Object> map, String key, @Nullable Object value) {
    if (value != null) {
      map.put(key, value);
    }
  }
}
