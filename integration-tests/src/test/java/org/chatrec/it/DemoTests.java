package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.chatrec.demo.Dataset;
import org.chatrec.demo.DemoMain;
import org.chatrec.node.Commands;
import org.chatrec.node.Rest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The demonstration's own command against a running node, twice. */
@OnRealNode
class DemoTests {
  @Test
  void loadsEverythingAndASecondTimeChangesNothing(Rest rest) {
    URI node = rest.root();
    assertThat(demo("--url", node.toString()))
        .contains("/_plugins/_chatrec/ui", "/catalogs/films/chat", "/catalogs/shop/chat");
    long films = count(rest, "films");
    long products = count(rest, "shop");
    assertThat(films).isGreaterThan(500);
    assertThat(products).isGreaterThan(400);
    assertThat(demo("--url", node.toString())).contains("is there already", "known already");
    assertThat(count(rest, "films")).isEqualTo(films);
    assertThat(count(rest, "shop")).isEqualTo(products);
  }

  private static long count(Rest rest, String index) {
    return rest.get("/" + index + "/_count?q=_exists_:item_vector_meta.model")
        .orFail()
        .path("count")
        .asLong();
  }

  private static String demo(String... words) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    assertThat(Commands.run(new DemoMain(out), words)).isZero();
    return said.toString(StandardCharsets.UTF_8);
  }

  /** Whatever a person likes, what was asked for stays on top. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "robots",
        "boxing",
        "a heist gone wrong",
        "time travel",
        "something about dinosaurs",
        "the war in vietnam",
        "vampires",
        "journalism",
        "submarine",
        "samurai"
      })
  void tasteStaysWithinTheTopic(String topic, Rest rest) {
    SampleFilms.load(rest);
    List<String> nobody = first(rest, topic, null, 20);
    Map<String, List<String>> lost = new TreeMap<>();
    Set<String> viewers = viewers();
    assertThat(viewers).hasSize(36);
    for (String viewer : viewers) {
      List<String> hits = first(rest, topic, viewer, 5);
      assertThat(hits).as(viewer).hasSize(5);
      if (hits.stream().filter(nobody::contains).count() < 4) {
        lost.put(viewer, hits);
      }
    }
    assertThat(lost).isEmpty();
  }

  /** What answers by far best is not passed by what somebody likes. */
  @ParameterizedTest
  @CsvSource({"boxing,Raging Bull", "chess,The Seventh Seal", "submarine,Das Boot"})
  void theOneFilmOfATopicIsEverybodysFirst(String topic, String title, Rest rest) {
    SampleFilms.load(rest);
    Map<String, String> first = new TreeMap<>();
    first.put("", titles(rest, topic, null, 1).getFirst());
    viewers().forEach(viewer -> first.put(viewer, titles(rest, topic, viewer, 1).getFirst()));
    assertThat(first).hasSize(37).allSatisfy((viewer, film) -> assertThat(film).isEqualTo(title));
  }

  /** One common word of several is no answer, however rare it is among the films. */
  @ParameterizedTest
  @CsvSource({
    "a heist gone wrong,Reservoir Dogs|The Killing|The Asphalt Jungle,Gone with the Wind|Fargo",
    "revenge in the old west,Red River|The Wild Bunch,West Side Story|Kirikou and the Sorceress"
  })
  void hitsAnswerTheWholeQuestion(String topic, String about, String beside, Rest rest) {
    SampleFilms.load(rest);
    assertThat(titles(rest, topic, null, 10))
        .contains(about.split("\\|"))
        .doesNotContain(beside.split("\\|"));
  }

  private static Set<String> viewers() {
    Set<String> viewers = new TreeSet<>();
    Dataset.films().events().forEach(event -> viewers.add(event.path("user_id").asText()));
    return viewers;
  }

  private static List<String> first(Rest rest, String message, @Nullable String user, int size) {
    return hits(rest, message, user, size).stream().map(hit -> hit.path("id").asText()).toList();
  }

  private static List<String> titles(Rest rest, String message, @Nullable String user, int size) {
    return hits(rest, message, user, size).stream()
        .map(hit -> hit.at("/source/title").asText())
        .toList();
  }

  private static List<JsonNode> hits(Rest rest, String message, @Nullable String user, int size) {
    ObjectNode body = Json.of("message", message, "explain", "none", "size", size);
    if (user != null) {
      body.put("user_id", user);
    }
    JsonNode answer = rest.post("/_plugins/_chatrec/catalogs/films/chat", body.toString()).orFail();
    return Answers.list(answer.path("hits"));
  }
}
