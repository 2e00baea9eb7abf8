package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chatrec.it.Answers.list;
import static org.chatrec.it.TestCatalog.API;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Catalogues over indices as people have them. Each is walked through from ingest to training, or
 * is refused by name; then the very calls of the refusal are made, until it is walked through, too.
 */
@OnRealNode
class IndexShapesTests {

  private static final int MOST_ROUNDS = 6;

  static List<IndexShape> shapes() {
    return IndexShape.all();
  }

  @BeforeAll
  static void aPipelineOfSomebodysOwn(Rest rest) {
    rest.put(
            "/_ingest/pipeline/shapes-own",
            "{\"processors\":[{\"set\":{\"field\":\"name\",\"value\":\"set\"}}]}")
        .orFail();
  }

  @Test
  void thereAreManyOfThem() {
    assertThat(shapes()).hasSizeGreaterThanOrEqualTo(80);
    assertThat(shapes()).filteredOn(shape -> !shape.works()).hasSizeGreaterThanOrEqualTo(15);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void eachWorksOrIsMendedByTheCallsThatItsRefusalNames(IndexShape shape, Rest rest) {
    shape.make(rest);
    String catalog = shape.place();
    Rest.Answer first = rest.put(API + catalog, shape.declaration().toString());
    if (shape.works()) {
      first.orFail();
    } else {
      assertThat(first.status()).as("%s", first.body()).isEqualTo(400);
      assertThat(list(first.body().at("/error/findings")))
          .as("%s", first.body())
          .anySatisfy(f -> assertThat(f.path("about").asText()).isEqualTo(shape.about()));
      assertThat(rest.get(API + catalog).status()).isEqualTo(404);
    }
    mend(rest, shape, first);
    walk(rest, shape);
  }

  /** Makes the calls that are named, of each round the first error's, then those of warnings. */
  private static void mend(Rest rest, IndexShape shape, Rest.Answer first) {
    Rest.Answer answer = first;
    JsonNode declaration = shape.declaration();
    for (int round = 0; answer.status() == 400; round++) {
      assertThat(round).as("%s", answer.body()).isLessThan(MOST_ROUNDS);
      JsonNode error =
          list(answer.body().at("/error/findings")).stream()
              .filter(finding -> finding.path("level").asText().equals("error"))
              .findFirst()
              .orElseThrow(() -> new AssertionError("no findings"));
      assertThat(error.has("call")).as("%s", error).isTrue();
      for (JsonNode call : calls(error)) {
        Rest.Answer made = call(rest, call);
        if (call.path("path").asText().startsWith(API)) {
          declaration = call.path("body");
        } else {
          made.orFail();
        }
      }
      answer = rest.put(API + shape.place(), again(rest, declaration).toString());
    }
    for (JsonNode finding : list(answer.orFail().path("findings"))) {
      for (JsonNode call : calls(finding)) {
        call(rest, call).orFail();
        declaration = declared(call, declaration);
      }
    }
    JsonNode mended = rest.put(API + shape.place(), again(rest, declaration).toString()).orFail();
    assertThat(mended.path("findings")).as("%s", mended).isEmpty();
  }

  /** A call may declare the catalogue in another way. */
  private static JsonNode declared(JsonNode call, JsonNode before) {
    return call.path("body").has("title_field") ? call.path("body") : before;
  }

  /** What was made with the declaration is there now. */
  private static JsonNode again(Rest rest, JsonNode declaration) {
    ObjectNode over = declaration.deepCopy();
    if (rest.get("/" + over.path("index").asText()).status() == 200) {
      over.remove("create");
    }
    return over;
  }

  private static List<JsonNode> calls(JsonNode finding) {
    List<JsonNode> calls = new ArrayList<>();
    calls.add(finding.path("call"));
    calls.addAll(list(finding.path("then")));
    return calls;
  }

  private static Rest.Answer call(Rest rest, JsonNode call) {
    String path = call.path("path").asText();
    String body = call.has("body") ? call.path("body").toString() : "";
    return call.path("method").asText().equals("PUT")
        ? rest.put(path, body)
        : rest.post(path, body);
  }

  private static void walk(Rest rest, IndexShape shape) {
    TestCatalog catalog = new TestCatalog(rest, shape.place());
    JsonNode declared = rest.get(API + shape.place()).orFail();
    String index = declared.path("index").asText();
    String vector = declared.path("vector_field").asText();
    if (shape.isResent()) {
      shape.write(rest, index, "t0", "copper pan");
      shape.write(rest, index, "t1", "bread knife");
    }
    shape.write(rest, index, "new", "coffee grinder");
    rest.post("/" + index + "/_refresh", "").orFail();
    JsonNode all = rest.post("/" + index + "/_count", "").orFail();
    assertThat(having(rest, index, vector)).isEqualTo(all.path("count").asInt());
    JsonNode found =
        rest.post(
                "/" + index + "/_search",
                Json.object(
                        "{'query':{'match':{'title':'coffee'}},'ext':{'chatrec':{'user_id':'ann','breakdown':true}}}")
                    .toString())
            .orFail();
    assertThat(Answers.ids(found)).contains("new");
    JsonNode chat = catalog.chat("{'message':'a coffee grinder','explain':'none'}").orFail();
    assertThat(chat.at("/hits/0/id").asText()).isEqualTo("new");
    if (list(declared.path("filter_fields")).stream()
        .anyMatch(f -> f.asText().startsWith("price"))) {
      JsonNode cheap =
          catalog.chat("{'message':'a coffee grinder under 20','explain':'none'}").orFail();
      assertThat(cheap.at("/plan/filters/0/field").asText()).as("%s", cheap).startsWith("price");
      assertThat(cheap.at("/hits/0/id").asText()).as("%s", cheap).isEqualTo("new");
      JsonNode cheapest =
          catalog.chat("{'message':'the cheapest coffee grinder','explain':'none'}").orFail();
      assertThat(cheapest.at("/hits/0/id").asText()).as("%s", cheapest).isEqualTo("new");
    }
    catalog.like("ann", "new");
    assertThat(catalog.user("ann").orFail().path("interests")).isNotEmpty();
    JsonNode recommended = catalog.recommend("{'user_id':'ann','exclude_seen':false}").orFail();
    assertThat(Answers.itemIds(recommended)).isNotEmpty();
    assertThat(Answers.itemIds(catalog.similar("new", 3).orFail())).isNotEmpty();
    JsonNode trained =
        rest.post(API + shape.place() + "/train?wait_for_completion=true", "").orFail();
    assertThat(trained.path("unknown_items").asInt()).as("%s", trained).isZero();
    if (declared.has("popularity_field")) {
      String popularity = declared.path("popularity_field").asText();
      assertThat(having(rest, index, popularity)).isEqualTo(1);
      shape.write(rest, index, "new", "coffee grinder of steel");
      rest.post("/" + index + "/_refresh", "").orFail();
      assertThat(having(rest, index, popularity)).as("kept by an update").isEqualTo(1);
    }
    JsonNode shown = rest.get(API + shape.place()).orFail();
    rest.put(API + shape.place(), shown.toString()).orFail();
    assertThat(rest.get(API + shape.place()).orFail()).as("put back as shown").isEqualTo(shown);
  }

  private static int having(Rest rest, String index, String field) {
    return rest.post(
            "/" + index + "/_count",
            Json.of("query", Json.of("exists", Json.of("field", field))).toString())
        .orFail()
        .path("count")
        .asInt();
  }
}
