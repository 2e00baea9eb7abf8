package org.chatrec.conversation.explain;

import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.util.ArrayList;
import java.util.List;

/** The form of a choice; which wishes nothing tells is asked for only where there are any. */
final class ChoiceSchema {

  private ChoiceSchema() {}

  static JsonSchema of(ExplainRequest request) {
    JsonSchemaElement cites = array(new JsonIntegerSchema());
    JsonSchemaElement sentence = object("text", new JsonStringSchema(), "cites", cites);
    JsonSchemaElement hit = object("hit", new JsonIntegerSchema(), "sentences", array(sentence));
    JsonObjectSchema.Builder root =
        JsonObjectSchema.builder()
            .addProperty(
                "intro",
                object("text", new JsonStringSchema(), "hits", array(new JsonIntegerSchema())))
            .addProperty("fits", new JsonBooleanSchema())
            .addProperty("explanations", array(hit))
            .additionalProperties(false);
    List<String> required = new ArrayList<>(List.of("intro", "fits", "explanations"));
    if (!request.wanted().unmet().isEmpty()) {
      root.addProperty("untold", array(new JsonStringSchema()));
      required.add("untold");
    }
    return JsonSchema.builder().name("choice").rootElement(root.required(required).build()).build();
  }

  private static JsonSchemaElement array(JsonSchemaElement items) {
    return JsonArraySchema.builder().items(items).build();
  }

  private static JsonSchemaElement object(
      String a, JsonSchemaElement ofA, String b, JsonSchemaElement ofB) {
    return JsonObjectSchema.builder()
        .addProperty(a, ofA)
        .addProperty(b, ofB)
        .required(a, b)
        .additionalProperties(false)
        .build();
  }
}
