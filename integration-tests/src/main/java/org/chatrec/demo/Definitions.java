package org.chatrec.demo;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Builds the declaration of a film catalogue. */
final class Definitions {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> NUMBERS = List.of("year", "runtime");

  private Definitions() {}

  static ObjectNode films(
      String index, List<String> text, List<String> filters, List<String> embedded) {
    ObjectNode definition = JSON.createObjectNode().put("index", index);
    ObjectNode properties = definition.putObject("create").putObject("properties");
    List.of("title", "overview").forEach(name -> typed(properties, name, "text"));
    filters.forEach(
        name -> typed(properties, name, NUMBERS.contains(name) ? "integer" : "keyword"));
    definition.put("title_field", "title");
    definition.set("text_fields", strings(text));
    definition.set("filter_fields", strings(filters));
    definition.set("embed_fields", strings(embedded));
    return definition
        .put("model", "bge-small-en-v1.5")
        .put("vector_field", "item_vector")
        .put("collaborative_field", "cf_vector")
        .put("popularity_field", "popularity")
        .put("language", "en");
  }

  static ArrayNode strings(List<String> values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.forEach(array::add);
    return array;
  }

  private static void typed(ObjectNode properties, String name, String type) {
    properties.putObject(name).put("type", type);
  }
}
