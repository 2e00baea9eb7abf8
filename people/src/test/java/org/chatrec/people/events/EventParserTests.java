package org.chatrec.people.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.chatrec.catalog.support.Wire;
import org.chatrec.ranking.profile.EventType;
import org.chatrec.ranking.profile.UserEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTests {

  private static final long NOW = Instant.parse("2026-03-02T19:20:00Z").toEpochMilli();

  private final EventParser parser = new EventParser(() -> NOW);

  private static Map<String, Object> click() {
    return new HashMap<>(Map.of("user_id", "u42", "item_id", "i1", "type", "click"));
  }

  private static Map<String, Object> with(String field, Object value) {
    Map<String, Object> event = click();
    event.put(field, value);
    return event;
  }

  private static Map<String, Object> rating(Object value) {
    Map<String, Object> event = with("type", "rating");
    event.put("value", value);
    return event;
  }

  private void assertRefused(Map<String, Object> event, String... parts) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parser.parse(event))
        .satisfies(e -> assertThat(e.getMessage()).contains(parts).hasSizeLessThan(500));
  }

  private long timestamp(Object value) {
    return parser.parse(with("timestamp", value)).event().timestampMillis();
  }

  @Test
  void readsEveryFieldOfTheContract() {
    Map<String, Object> event = click();
    event.put("event_id", "e1");
    event.put("value", 2.5);
    event.put("text", "said");
    event.put("timestamp", "2026-03-01T00:00:00+02:00");
    event.put("query_id", "q1");
    event.put("position", 3);
    long time = Instant.parse("2026-02-28T22:00:00Z").toEpochMilli();
    assertThat(parser.parse(event))
        .isEqualTo(
            new CatalogEvent(
                "u42", new UserEvent("e1", EventType.CLICK, "i1", 2.5, "said", time), "q1", 3));
  }

  @Test
  void whatIsLeftOutIsFilledIn() {
    CatalogEvent one = parser.parse(click());
    CatalogEvent other = parser.parse(click());
    assertThat(one.event().timestampMillis()).isEqualTo(NOW);
    assertThat(one.event().eventId()).isNotBlank().isNotEqualTo(other.event().eventId());
    assertThat(one.event().value()).isNull();
    assertThat(one.event().text()).isNull();
    assertThat(one.queryId()).isNull();
    assertThat(one.position()).isNull();
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void everyTypeIsRead(EventType type) {
    Map<String, Object> event = with("type", type.wireName());
    if (type.needsValue()) {
      event.put("value", 4);
    }
    assertThat(parser.parse(event).event().type()).isEqualTo(type);
    event.remove("item_id");
    if (type.needsItem()) {
      assertRefused(event, "[item_id]", type.wireName());
    } else {
      assertThat(parser.parse(event).event().itemId()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 1.5, 3, 4.5, 5})
  void ratingsGoByHalvesFromOneHalf(double stars) {
    assertThat(parser.parse(rating(stars)).event().value()).isEqualTo(stars);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.4, -1, 5.1, 6, Double.NaN, Double.POSITIVE_INFINITY})
  void otherRatingsAreRefused(double stars) {
    assertRefused(rating(stars), "[value]");
  }

  @Test
  void aRatingNeedsItsValue() {
    assertRefused(with("type", "rating"), "[value]");
    assertRefused(rating("4"), "[value] must be a number");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-02T19:20:00Z,2026-03-02T19:20:00Z",
    "2026-03-02T19:20:00.123Z,2026-03-02T19:20:00.123Z",
    "2026-03-02T19:20:00.123456789+00:00,2026-03-02T19:20:00.123Z",
    "2026-03-02T19:20+05:30,2026-03-02T13:50:00Z",
    "1970-01-01T00:00:00Z,1970-01-01T00:00:00Z"
  })
  void timesMayBeIso(String written, Instant meant) {
    assertThat(timestamp(written)).isEqualTo(meant.toEpochMilli());
  }

  @Test
  void timesMayBeMilliseconds() {
    assertThat(timestamp(NOW)).isEqualTo(NOW);
    assertThat(timestamp(String.valueOf(NOW))).isEqualTo(NOW);
    assertThat(timestamp(10_000_000_000L)).isEqualTo(10_000_000_000L);
    assertThat(timestamp((double) NOW)).isEqualTo(NOW);
  }

  @Test
  void whatCanOnlyBeSecondsIsRefusedWithAHint() {
    for (Object seconds :
        List.of(0, 1, NOW / 1000, "" + NOW / 1000, 9_999_999_999L, NOW / 1000.0)) {
      assertRefused(with("timestamp", seconds), "[timestamp]", "milliseconds", "seconds");
    }
    assertThat(timestamp("1970-01-01T00:00:01Z")).isEqualTo(1000);
  }

  @Test
  void aWrongClockIsForgivenForADay() {
    long day = 24 * 3600 * 1000L;
    assertThat(timestamp(NOW + day)).isEqualTo(NOW + day);
    assertRefused(with("timestamp", NOW + day + 1), "[timestamp]", "tomorrow");
  }

  @Test
  void timesThatCannotBeAreRefused() {
    for (Object value :
        List.of(
            -1,
            1e300,
            Double.NaN,
            Long.MAX_VALUE,
            BigInteger.ONE.shiftLeft(64).add(BigInteger.TEN),
            "1969-12-31T23:59:59Z",
            "+999999999-12-31T23:59:59Z",
            "-999999999-01-01T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-03-02T19:20:00",
            "2026-03-02",
            "1772479200",
            "",
            "x".repeat(100_000),
            true,
            Map.of("a", "b".repeat(1_000)))) {
      assertRefused(with("timestamp", value), "[timestamp]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"user_id", "item_id", "event_id", "query_id"})
  void idsAreTextOfAtMost512Characters(String field) {
    parser.parse(with(field, "x".repeat(512)));
    assertRefused(with(field, "x".repeat(513)), "[" + field + "]", "512");
    for (Object wrong : List.of("", "  ", 7, List.of("a"), Map.of(), "\ud800")) {
      assertRefused(with(field, wrong), "[" + field + "]");
    }
  }

  @Test
  void textHasAtMost4096Characters() {
    parser.parse(with("text", "x".repeat(4096)));
    assertRefused(with("text", "x".repeat(4097)), "[text]", "4096");
    assertRefused(with("text", "\udc00"), "[text]");
  }

  @Test
  void positionsCountFromZero() {
    assertThat(parser.parse(with("position", 0)).position()).isZero();
    for (Object wrong : List.of(-1, 0.5, "1", 1L << 31)) {
      assertRefused(with("position", wrong), "[position]");
    }
  }

  @Test
  void whatIsMissingOrUnknownIsNamed() {
    for (String field : List.of("user_id", "type")) {
      Map<String, Object> event = click();
      event.remove(field);
      assertRefused(event, "[" + field + "]", "required");
    }
    assertRefused(with("type", "Click"), "[type]", "click", "add_to_cart", "dismiss");
    assertRefused(with("userid", "u"), "unknown field [userid]", "user_id", "query_id");
    assertRefused(with("value", List.of("x".repeat(10_000))), "[value] must be a number");
  }

  @Property(tries = 3_000)
  void whateverComesIsReadOrRefused(@ForAll("events") Map<String, Object> fields) {
    Map<String, Object> event = click();
    event.putAll(fields);
    try {
      CatalogEvent parsed = parser.parse(event);
      assertThat(parsed.event().timestampMillis()).isBetween(0L, NOW + 24 * 3600 * 1000L);
      assertThat(parsed.userId()).isNotBlank();
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).contains("[");
    }
  }

  @Property
  void whatIsStoredReadsAsItWas(@ForAll("good") Map<String, Object> fields) throws Exception {
    Map<String, Object> event = click();
    event.putAll(fields);
    CatalogEvent parsed = parser.parse(event);
    Map<String, Object> source = parsed.toSource("movies");
    assertThat(source).doesNotContainValue(null).containsEntry("catalog", "movies");
    assertThat(source.get("user_id")).isEqualTo(parsed.userId());
    assertThat(source.get("query_id")).isEqualTo(parsed.queryId());
    assertThat(source.get("position")).isEqualTo(parsed.position());
    assertThat(CatalogEvent.userEvent(source)).isEqualTo(parsed.event());
    assertThat(CatalogEvent.userEvent(Wire.json(source))).isEqualTo(parsed.event());
  }

  @Provide
  Arbitrary<Map<String, Object>> good() {
    Arbitrary<Map<String, Object>> texts =
        Arbitraries.maps(
            Arbitraries.of("event_id", "query_id", "text", "user_id", "item_id"),
            Arbitraries.strings()
                .alpha()
                .withChars("\"\\é中 {}")
                .ofMinLength(1)
                .ofMaxLength(20)
                .filter(text -> !text.isBlank())
                .asGeneric());
    Arbitrary<Map<String, Object>> numbers =
        Combinators.combine(
                Arbitraries.longs().between(10_000_000_000L, NOW).injectNull(0.3),
                Arbitraries.integers().between(0, 1 << 30).injectNull(0.3))
            .as(
                (timestamp, position) -> {
                  Map<String, Object> some = new HashMap<>();
                  some.put("timestamp", timestamp);
                  some.put("position", position);
                  some.values().removeIf(Objects::isNull);
                  return some;
                });
    return texts.flatMap(
        text ->
            numbers.map(
                number -> {
                  Map<String, Object> all = new HashMap<>(text);
                  all.putAll(number);
                  return all;
                }));
  }

  @Provide
  Arbitrary<Map<String, Object>> events() {
    Arbitrary<String> fields =
        Arbitraries.of(
            "event_id",
            "user_id",
            "item_id",
            "type",
            "value",
            "text",
            "timestamp",
            "query_id",
            "position",
            "other");
    Arbitrary<Object> values =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(600).asGeneric(),
            Arbitraries.of("rating", "click", "search", "2026-03-02T19:20:00Z").asGeneric(),
            Arbitraries.doubles().asGeneric(),
            Arbitraries.longs().asGeneric(),
            Arbitraries.bigIntegers().asGeneric(),
            Arbitraries.of(true, false).asGeneric(),
            Arbitraries.strings().list().ofMaxSize(2).asGeneric(),
            Arbitraries.maps(Arbitraries.strings(), Arbitraries.integers())
                .ofMaxSize(2)
                .asGeneric());
    return Arbitraries.maps(fields, values.injectNull(0.05)).ofMaxSize(4);
  }
}
