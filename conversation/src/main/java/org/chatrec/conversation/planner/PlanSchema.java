package org.chatrec.conversation.planner;

import dev.langchain4j.model.chat.request.json.JsonAnyOfSchema;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNullSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.plan.Scope;

/** The closed form of an LLM's plan for one catalogue: only its fields can be named. */
final class PlanSchema {
  private PlanSchema() {}

  static JsonSchema of(CatalogCard card) {
    JsonSchemaElement field = field(card);
    Map<String, JsonSchemaElement> properties = new LinkedHashMap<>();
    properties.put("intent", enumOf(Intent.labels()));
    properties.put("query", new JsonStringSchema());
    properties.put("filters", arrayOf(filter(field)));
    properties.put("like_items", arrayOf(new JsonStringSchema()));
    properties.put(
        "sort", arrayOf(object(Map.of("field", field, "order", enumOf(List.of("asc", "desc"))))));
    properties.put("size", new JsonIntegerSchema());
    properties.put("references", arrayOf(new JsonIntegerSchema()));
    properties.put("preferences", arrayOf(preference(field)));
    properties.put("unmet", arrayOf(new JsonStringSchema()));
    properties.put("scope", enumOf(Scope.labels()));
    return JsonSchema.builder().name("plan").rootElement(object(properties)).build();
  }

  private static JsonSchemaElement field(CatalogCard card) {
    List<String> names = card.fields().stream().map(CardField::name).toList();
    return names.isEmpty() ? new JsonStringSchema() : enumOf(names);
  }

  private static JsonSchemaElement filter(JsonSchemaElement field) {
    JsonSchemaElement one = anyOf(new JsonStringSchema(), new JsonNumberSchema());
    JsonSchemaElement value =
        anyOf(
            new JsonStringSchema(), new JsonNumberSchema(), new JsonBooleanSchema(), arrayOf(one));
    return object(Map.of("field", field, "op", enumOf(Op.labels()), "value", value));
  }

  private static JsonSchemaElement preference(JsonSchemaElement field) {
    return object(
        Map.of(
            "like", new JsonBooleanSchema(),
            "field", anyOf(field, new JsonNullSchema()),
            "value", anyOf(new JsonStringSchema(), new JsonNullSchema()),
            "reference", anyOf(new JsonIntegerSchema(), new JsonNullSchema())));
  }

  private static JsonSchemaElement enumOf(List<String> values) {
    return JsonEnumSchema.builder().enumValues(values).build();
  }

  private static JsonSchemaElement arrayOf(JsonSchemaElement items) {
    return JsonArraySchema.builder().items(items).build();
  }

  private static JsonSchemaElement anyOf(JsonSchemaElement... choices) {
    return JsonAnyOfSchema.builder().anyOf(List.of(choices)).build();
  }

  private static JsonSchemaElement object(Map<String, JsonSchemaElement> properties) {
    return JsonObjectSchema.builder()
        .addProperties(properties)
        .required(List.copyOf(properties.keySet()))
        .additionalProperties(false)
        .build();
  }
}
