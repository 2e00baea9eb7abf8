package org.chatrec.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The shop's data holds what its declaration and its description promise. */
class ShopTests {
  private final Dataset shop = Shop.read();

  @Test
  void everyValueIsOfItsFieldsType() {
    JsonNode properties = shop.definition().at("/create/properties");
    for (Dataset.Item item : shop.items()) {
      item.source()
          .properties()
          .forEach(
              field ->
                  assertThat(fits(field.getValue(), properties.path(field.getKey())))
                      .as("%s: %s", item.id(), field)
                      .isTrue());
    }
  }

  private static boolean fits(JsonNode value, JsonNode property) {
    return switch (property.path("type").asText()) {
      case "text" -> value.isTextual() && !value.asText().isBlank();
      case "keyword" ->
          value.isTextual()
              || value.isArray()
                  && !value.isEmpty()
                  && StreamSupport.stream(value.spliterator(), false).allMatch(JsonNode::isTextual);
      case "boolean" -> value.isBoolean();
      case "integer" -> value.isInt() && value.asInt() >= 0;
      case "float" -> value.isNumber() && value.asDouble() > 0;
      case "date" -> LocalDate.parse(value.asText()).getYear() >= 2023;
      default -> false;
    };
  }

  @Test
  void everyDeclaredFieldIsThereAndFiltersAreMapped() {
    JsonNode properties = shop.definition().at("/create/properties");
    Set<String> used = new HashSet<>();
    shop.items().forEach(item -> item.source().fieldNames().forEachRemaining(used::add));
    properties.fieldNames().forEachRemaining(name -> assertThat(used).contains(name));
    for (String list : List.of("filter_fields", "embed_fields", "fields")) {
      JsonNode names = shop.definition().path(list);
      (names.isArray()
              ? names.valueStream().map(JsonNode::asText)
              : names.propertyStream().map(Map.Entry::getKey))
          .forEach(name -> assertThat(properties.has(name)).as(name).isTrue());
    }
  }

  @Test
  void pricesAndStockAgreeWithWhatIsSaidOfThem() {
    assertThat(shop.items())
        .extracting(Dataset.Item::source)
        .allSatisfy(
            product -> {
              assertThat(product.path("price").asDouble()).isBetween(3.0, 1500.0);
              assertThat(product.has("list_price")).isEqualTo(product.path("on_sale").asBoolean());
              assertThat(product.path("list_price").asDouble(Double.MAX_VALUE))
                  .isGreaterThan(product.path("price").asDouble());
              assertThat(product.path("in_stock").asBoolean())
                  .isEqualTo(product.path("stock").asInt() > 0);
              assertThat(product.path("rating").asDouble()).isBetween(1.0, 5.0);
            });
    assertThat(values("in_stock")).containsEntry("false", 42L);
    assertThat(values("category")).hasSizeGreaterThan(20);
  }

  private Map<String, Long> values(String field) {
    return shop.items().stream()
        .collect(
            Collectors.groupingBy(
                item -> item.source().path(field).asText(), Collectors.counting()));
  }

  @Test
  void variantsDifferInColourOnlyFromAProductThatIsThere() {
    Map<String, ObjectNode> byId = new HashMap<>();
    shop.items().forEach(item -> byId.put(item.id(), item.source()));
    Map<String, Set<String>> colours = new HashMap<>();
    shop.items()
        .forEach(
            item -> {
              String family = item.source().path("variant_of").asText(item.id());
              ObjectNode first = byId.get(family);
              assertThat(first).as(item.id()).isNotNull();
              assertThat(first.has("variant_of")).as(family).isFalse();
              assertThat(item.source().path("title")).isEqualTo(first.path("title"));
              assertThat(
                      colours
                          .computeIfAbsent(family, id -> new HashSet<>())
                          .add(item.source().path("color").asText()))
                  .as(item.id())
                  .isTrue();
            });
    assertThat(colours.values()).filteredOn(family -> family.size() > 1).hasSizeGreaterThan(100);
  }

  @Test
  void whatFollowsASearchNamesIt() {
    Map<String, String> searchers = new HashMap<>();
    for (ObjectNode event : shop.events()) {
      String user = event.path("user_id").asText();
      if (event.path("type").asText().equals("search")) {
        searchers.put(event.path("query_id").asText(), user);
      } else if (event.has("query_id")) {
        assertThat(searchers).as("%s", event).containsEntry(event.path("query_id").asText(), user);
      }
    }
    assertThat(searchers).hasSizeGreaterThan(50);
  }

  @Test
  void whatIsReturnedWasBought() {
    Set<String> bought = new HashSet<>();
    int returns = 0;
    for (ObjectNode event : shop.events()) {
      String what = event.path("user_id").asText() + " " + event.path("item_id").asText();
      switch (event.path("type").asText()) {
        case "purchase" -> bought.add(what);
        case "return" -> {
          returns++;
          assertThat(bought).contains(what);
        }
        default -> {}
      }
    }
    assertThat(returns).isPositive();
  }

  @Test
  void everyShopperDidSomething() {
    Set<String> shoppers =
        StreamSupport.stream(SampleData.json("shoppers.json").spliterator(), false)
            .map(shopper -> shopper.path("id").asText())
            .collect(Collectors.toSet());
    assertThat(shoppers).hasSize(12);
    assertThat(shop.events().stream().map(event -> event.path("user_id").asText()).distinct())
        .containsExactlyInAnyOrderElementsOf(shoppers);
  }
}
