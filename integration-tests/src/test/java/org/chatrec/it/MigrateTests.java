package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chatrec.it.Answers.assertMissing;
import static org.chatrec.it.Answers.assertRefused;
import static org.chatrec.it.TestCatalog.API;
import static org.chatrec.it.TestCatalog.SPACE;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.Test;

/** A catalogue moves to another model while it is searched and written to. */
@OnRealNode
class MigrateTests {

  private static final String BGE = "bge-small-en-v1.5";
  private static final String SECOND = "item_vector_v2";

  private static Rest.Answer migrate(TestCatalog films, String body) {
    return films
        .rest()
        .post(
            API + films.name() + "/_migrate?wait_for_completion=true",
            Json.object(body).toString());
  }

  private static JsonNode declared(TestCatalog films) {
    return films.rest().get(API + films.name()).orFail();
  }

  private static String first(TestCatalog films, String message) {
    return films
        .chat("{'message':'" + message + "','explain':'none'}")
        .orFail()
        .at("/hits/0/id")
        .asText();
  }

  @Test
  void searchesGoOnAndTheOldVectorsGoWhereThatIsWanted(Rest rest) {
    TestCatalog films = TestCatalog.ofFilms(rest, "migrate-films", 2, 0);
    List.of("s1", "s2", "s5").forEach(item -> films.like("ann", item));
    List<String> tasteBefore = films.order("ann").subList(0, 6);
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<List<Integer>> searcher =
        CompletableFuture.supplyAsync(
            () -> {
              List<Integer> found = new ArrayList<>();
              do {
                found.add(
                    films
                        .chat("{'message':'lonely in orbit','explain':'none'}")
                        .orFail()
                        .path("hits")
                        .size());
              } while (!over.get());
              return found;
            });
    JsonNode answer = migrate(films, "{'model':'" + BGE + "','drop':true}").orFail();
    over.set(true);
    assertThat(searcher.join()).isNotEmpty().allSatisfy(hits -> assertThat(hits).isPositive());

    assertThat(answer.path("result").asText()).isEqualTo("migrated");
    assertThat(answer.path("embedded").asInt()).isEqualTo(TestCatalog.films().size());
    assertThat(answer.path("dropped").asInt()).isEqualTo(TestCatalog.films().size());
    assertThat(declared(films).path("model").asText()).isEqualTo(BGE);
    assertThat(declared(films).path("vector_field").asText()).isEqualTo(SECOND);
    assertThat(films.source("s1").has(TestCatalog.VECTOR)).isFalse();
    assertThat(films.source("s1").path(SECOND)).hasSize(384);
    assertThat(first(films, "lonely in orbit")).isEqualTo("s2");

    // who is known stays known, by the new model's vectors
    JsonNode interest = Json.of("field", SECOND, "catalog", films.name(), "user_id", "ann");
    List<String> tasteAfter =
        Answers.ids(
            films.search(Json.of("size", 6, "query", Json.of("interest", interest))).orFail());
    assertThat(SPACE).containsAll(tasteBefore);
    assertThat(SPACE).containsAll(tasteAfter);

    // and new items have one vector, the new one
    rest.put("/" + films.name() + "/_doc/new?refresh", "{\"title\":\"A rover on Mars\"}").orFail();
    assertThat(films.source("new").path(SECOND)).hasSize(384);
    assertThat(films.source("new").has(TestCatalog.VECTOR)).isFalse();
    assertThat(migrate(films, "{'model':'" + BGE + "'}").orFail().path("result").asText())
        .isEqualTo("noop");
  }

  @Test
  void withoutDropBothAreThereAndTheWayBackIsOpen(Rest rest) {
    TestCatalog films = TestCatalog.ofFilms(rest, "migrate-back", 1, 0);
    migrate(films, "{'model':'" + BGE + "'}").orFail();
    assertThat(films.source("f1").path(TestCatalog.VECTOR)).hasSize(384);
    assertThat(films.source("f1").path(SECOND)).hasSize(384);
    JsonNode back = migrate(films, "{'model':'all-minilm-l6-v2'}").orFail();
    assertThat(back.at("/to/vector_field").asText()).isNotEqualTo(SECOND);
    assertThat(declared(films).path("model").asText()).isEqualTo("all-minilm-l6-v2");
    assertThat(first(films, "lonely in orbit")).isEqualTo("s2");
  }

  @Test
  void whatCannotBeMovedIsRefusedAndStaysAsItIs(Rest rest) {
    TestCatalog films = TestCatalog.ofFilms(rest, "migrate-not", 1, 0);
    JsonNode before = declared(films);
    assertRefused(migrate(films, "{'model':'no-such-model'}"), "no-such-model");
    assertRefused(migrate(films, "{}"), "model");
    assertRefused(migrate(films, "{'model':'" + BGE + "','field':'x'}"), "field");
    assertMissing(
        rest.post(API + "nowhere/_migrate?wait_for_completion=true", "{\"model\":\"" + BGE + "\"}"),
        "nowhere");
    rest.put("/migrate-not/_settings", "{\"index.default_pipeline\":\"_none\"}").orFail();
    assertRefused(migrate(films, "{'model':'" + BGE + "'}"), "pipeline");
    assertThat(declared(films)).isEqualTo(before);
  }
}
