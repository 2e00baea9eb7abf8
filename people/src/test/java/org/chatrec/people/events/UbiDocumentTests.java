package org.chatrec.people.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.chatrec.ranking.profile.EventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UbiDocumentTests {

  private static final long NOW = Instant.parse("2026-03-02T19:20:00Z").toEpochMilli();

  private final EventParser parser = new EventParser(() -> NOW);

  /** What ubi.js sends for a click. */
  private static Map<String, Object> click() {
    Map<String, Object> document = new HashMap<>();
    document.put("application", "shop");
    document.put("action_name", "click");
    document.put("query_id", "q1");
    document.put("session_id", "s1");
    document.put("client_id", "browser-7");
    document.put("user_id", "");
    document.put("timestamp", "2026-03-01T10:00:00.125Z");
    document.put("message_type", "INFO");
    document.put("message", "");
    document.put(
        "event_attributes",
        Map.of(
            "object", Map.of("object_id", "i1", "object_id_field", "sku"),
            "position", Map.of("ordinal", 3)));
    return document;
  }

  private static Map<String, Object> with(String field, Object value) {
    Map<String, Object> document = click();
    document.put(field, value);
    return document;
  }

  private CatalogEvent event(Map<String, Object> document) {
    return parser.parse(EventForm.UBI.event(document));
  }

  private void assertRefused(Map<String, Object> document, String field) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> event(document))
        .satisfies(e -> assertThat(e.getMessage()).startsWith("[" + field + "]"));
  }

  @Test
  void readsWhatACollectorSends() {
    CatalogEvent event = event(click());
    assertThat(event.userId()).isEqualTo("browser-7");
    assertThat(event.queryId()).isEqualTo("q1");
    assertThat(event.position()).isEqualTo(3);
    assertThat(event.event().sessionId()).isEqualTo("s1");
    assertThat(event.event().type()).isEqualTo(EventType.CLICK);
    assertThat(event.event().itemId()).isEqualTo("i1");
    assertThat(event.event().timestampMillis())
        .isEqualTo(Instant.parse("2026-03-01T10:00:00.125Z").toEpochMilli());
    assertThat(event(with("user_id", "u42")).userId()).isEqualTo("u42");
  }

  @ParameterizedTest
  @CsvSource({
    "add_to_cart,ADD_TO_CART",
    "addToCart,ADD_TO_CART",
    "Add-To-Basket,ADD_TO_CART",
    "item_click,CLICK",
    "product view,VIEW",
    "impression,IMPRESSION",
    "purchase,PURCHASE",
    "declined_product,DISMISS",
    "add_to_wishlist,LIKE",
    "thumbs_down,DISLIKE",
    "removeFromCart,REMOVE_FROM_CART",
    "unlike,UNDO"
  })
  void actionsAreTypes(String action, EventType type) {
    assertThat(event(with("action_name", action)).event().type()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T10:00:00.125Z",
    "2026-03-01T10:00:00.125+0000",
    "2026-03-01T12:00:00.125+02:00",
    "2026-03-01T10:00:00.125",
    "1772359200125"
  })
  void timestampsOfManyForms(String timestamp) {
    assertThat(event(with("timestamp", timestamp)).event().timestampMillis())
        .isEqualTo(Instant.parse("2026-03-01T10:00:00.125Z").toEpochMilli());
  }

  @Test
  void aQueryIsASearchAndTheEventOfItIsTheSame() {
    Map<String, Object> query = new HashMap<>();
    query.put("client_id", "browser-7");
    query.put("query_id", "q1");
    query.put("user_query", "running shoes");
    query.put("timestamp", NOW);
    query.put("query_response_hit_ids", List.of("i1", "i2"));
    Map<String, Object> search = with("action_name", "search");
    search.put("message", "running shoes");
    search.put("event_attributes", null);
    CatalogEvent one = event(query);
    assertThat(one.event().type()).isEqualTo(EventType.SEARCH);
    assertThat(one.event().text()).isEqualTo("running shoes");
    assertThat(event(search).event().eventId()).isEqualTo(one.event().eventId());
    query.put("query_id", "q2");
    assertThat(event(query).event().eventId()).isNotEqualTo(one.event().eventId());
  }

  @Test
  void whatIsNotUnderstoodIsNamed() {
    assertRefused(with("action_name", "brand_filter"), "action_name");
    assertRefused(with("action_name", Map.of()), "action_name");
    assertRefused(with("event_attributes", null), "event_attributes.object.object_id");
    assertRefused(with("event_attributes", "x"), "event_attributes.object.object_id");
    assertRefused(
        with("event_attributes", Map.of("object", Map.of("object_id", List.of(1)))),
        "event_attributes.object.object_id");
    assertRefused(
        with(
            "event_attributes",
            Map.of("object", Map.of("object_id", "i"), "position", Map.of("ordinal", -1))),
        "event_attributes.position.ordinal");
    assertRefused(with("timestamp", "yesterday"), "timestamp");
    assertRefused(with("timestamp", 1772359200), "timestamp");
    assertRefused(with("timestamp", "2999-01-01T00:00:00Z"), "timestamp");
    assertRefused(with("client_id", " "), "client_id");
    assertRefused(with("action_name", "rating"), "event_attributes.rating");
    assertRefused(Map.of("client_id", "c"), "action_name");
  }

  @Test
  void numbersAreIdsToo() {
    Map<String, Object> document =
        with("event_attributes", Map.of("object", Map.of("object_id", 4711)));
    assertThat(event(document).event().itemId()).isEqualTo("4711");
  }

  @Property
  void theOrderOfFieldsIsNoDifferenceAndEachFieldIsOne(@ForAll long seed) {
    List<Map.Entry<String, Object>> fields = new ArrayList<>(click().entrySet());
    Collections.shuffle(fields, new Random(seed));
    Map<String, Object> shuffled = new LinkedHashMap<>();
    fields.forEach(field -> shuffled.put(field.getKey(), field.getValue()));
    String id = event(click()).event().eventId();
    assertThat(event(shuffled).event().eventId()).isEqualTo(id);
    shuffled.put("session_id", "another-" + seed);
    assertThat(event(shuffled).event().eventId()).isNotEqualTo(id);
  }
}
