package org.chatrec.benchmarks.relevance;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** The declarations of the catalogues that are evaluated. */
final class Declaration {

  private static final JsonMapper JSON = new JsonMapper();

  private final ObjectNode body;

  private Declaration(ObjectNode body) {
    this.body = body;
  }

  static Declaration of(String name, String model, String language) {
    return new Declaration(
        JSON.createObjectNode()
            .put("index", name)
            .put("title_field", "title")
            .put("model", model)
            .put("language", language)
            .put("vector_field", "item_vector"));
  }

  /** With what training writes. */
  Declaration learned() {
    body.put("collaborative_field", "cf_vector").put("popularity_field", "popularity");
    return this;
  }

  Declaration fields(String name, List<String> values) {
    values.forEach(body.withArray(name)::add);
    return this;
  }

  /** The mapping of the index. */
  Declaration mapping(Map<String, Map<String, String>> types) {
    ObjectNode properties = body.putObject("create").putObject("properties");
    types.forEach(
        (field, type) -> {
          ObjectNode property = properties.putObject(field);
          type.forEach(property::put);
        });
    return this;
  }

  ObjectNode body() {
    return body;
  }
}
