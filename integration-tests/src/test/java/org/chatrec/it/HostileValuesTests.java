package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Items whose values nobody would write, beside good ones: each chat, recommendation and figure is
 * answered, and what is good is found. Whether that is within a chat's budget, its 504 would tell.
 */
@OnRealNode
class HostileValuesTests {
  private static final String API = "/_plugins/_chatrec/";
  private static final int ITEMS = 40;

  /** Halves of pairs survive the way to the node as escapes only. */
  private static final JsonMapper ESCAPED =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final Map<String, IntFunction<String>> SHAPES =
      Map.of(
          "blanks", i -> "q" + i + " ".repeat(32_000) + "b",
          "long", i -> "x".repeat(20_000) + i,
          "marks", i -> "a" + i + "\u0316\u0301".repeat(8_000),
          "invisible", i -> "\u202Eamard\u202C \u200B\u200D" + i + "\uFEFF",
          "separators", i -> "&/|".repeat(80) + " & ".repeat(i),
          "nested", i -> "a" + i + " & b / c | " + "d&".repeat(60),
          "patterns", i -> "(a+)+$.*[a-z]{2,}\\E\\Q(?=" + i,
          "markup", i -> "{\"match_all\":{}}<script>alert(" + i + ")</script>\n\u0001",
          "words", i -> "w" + i + " a".repeat(3_000));

  private static ObjectNode declaration(String index) {
    ObjectNode body =
        Json.object(
            """
            {'title_field':'title','text_fields':['title'],'filter_fields':['genres'],
             'model':'all-minilm-l6-v2','embed_fields':['title'],'vector_field':'item_vector',
             'create':{'properties':{'title':{'type':'text'},'genres':{'type':'keyword'}}}}
            """);
    return body.put("index", index);
  }

  private static void load(Rest rest, String index, List<String> values) throws Exception {
    rest.put(API + "catalogs/" + index, declaration(index).toString()).orFail();
    StringBuilder lines = new StringBuilder();
    for (String value : values) {
      line(lines, "a film", value);
    }
    line(lines, "Rear Window", "Drama");
    line(lines, "Vertigo", "Drama");
    JsonNode written =
        rest.postLines("/" + index + "/_bulk?refresh=true", lines.toString()).orFail();
    assertThat(written.path("errors").asBoolean()).as("%s", index).isFalse();
  }

  private static void line(StringBuilder lines, String title, String genre)
      throws JsonProcessingException {
    lines
        .append("{\"index\":{}}\n")
        .append(ESCAPED.writeValueAsString(Map.of("title", title, "genres", genre)))
        .append('\n');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "blanks",
        "long",
        "marks",
        "invisible",
        "separators",
        "nested",
        "patterns",
        "markup",
        "words"
      })
  void everythingIsAnswered(String shape, Rest rest) throws Exception {
    String index = "values-" + shape;
    load(rest, index, IntStream.range(0, ITEMS).mapToObj(SHAPES.get(shape)).toList());
    check(rest, index);
  }

  @Test
  void everythingIsAnsweredBesideManyValues(Rest rest) throws Exception {
    String index = "values-many";
    ObjectNode declaration = declaration(index);
    declaration.withArray("embed_fields").removeAll().add("none");
    ((ObjectNode) declaration.at("/create/properties")).putObject("none").put("type", "text");
    rest.put(API + "catalogs/" + index, declaration.toString()).orFail();
    for (int from = 0; from < 100_000; from += 20_000) {
      StringBuilder lines = new StringBuilder();
      for (int i = from; i < from + 20_000; i++) {
        line(lines, "a film", "value" + i);
      }
      rest.postLines("/" + index + "/_bulk", lines.toString()).orFail();
    }
    StringBuilder good = new StringBuilder();
    line(good, "Rear Window", "Drama");
    line(good, "Vertigo", "Drama");
    rest.postLines("/" + index + "/_bulk?refresh=true", good.toString()).orFail();
    check(rest, index);
  }

  private static void check(Rest rest, String index) {
    for (String message : List.of("drama films", "q1 b", "amard or a&b", "a film (a+)+$")) {
      Rest.Answer chat =
          rest.post(
              API + "catalogs/" + index + "/chat",
              Json.of("message", message, "time_budget", "60s").toString());
      assertThat(chat.status()).as("%s: %s", message, chat.body()).isEqualTo(200);
      if (message.startsWith("drama")) {
        JsonNode filters = chat.body().at("/plan/filters");
        assertThat(filters.toString()).contains("Drama");
        assertThat(Answers.list(chat.body().path("hits"))).hasSize(2);
      }
    }
    JsonNode recommended =
        rest.post(API + "catalogs/" + index + "/recommend", "{\"user_id\":\"u\",\"size\":3}")
            .orFail();
    assertThat(Answers.list(recommended.path("items"))).hasSize(3);
    assertThat(Answers.list(rest.get(API + "models").orFail().path("models"))).isNotEmpty();
    assertThat(rest.get(API + "stats").orFail().at("/_nodes/failed").asInt()).isZero();
  }
}
