package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.chatrec.node.Rest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each index of the plugin in each kind of trouble, seen from each route: reads go on with what can
 * be read and say so, writes are refused with a reason, and nothing is an internal error.
 */
@OnRealNode
class StateIndexTests {
  private static final String CATALOGS = ".chatrec-catalogs";
  private static final String SESSIONS = ".chatrec-sessions";

  private static final String PROFILES = ".chatrec-profiles";
  private static final String PREFERENCES = ".chatrec-preferences";
  private static final String MODELS = ".chatrec-models";

  /** Those that a personal search reads of a person. */
  private static final List<String> OF_A_PERSON = List.of(PROFILES, PREFERENCES, MODELS);

  private static final List<String> INDICES =
      List.of(CATALOGS, ".chatrec-events", PROFILES, SESSIONS, MODELS, PREFERENCES);

  /** What befalls an index. */
  enum Trouble {
    /** As when the disk is full. */
    BLOCKED,
    /** By an administrator who lets nobody read it. */
    UNREADABLE,
    CLOSED,
    /**
     * Its shards have no node to be on, for a while: the server gives primary shards that it has to
     * a node in the end, whatever forbids it, and how soon hangs on the disk.
     */
    RED,
    DELETED
  }

  static Stream<Arguments> troubles() {
    return INDICES.stream()
        .flatMap(
            index ->
                Stream.of(Trouble.values())
                    .filter(trouble -> trouble != Trouble.UNREADABLE || isReadBySearches(index))
                    .map(trouble -> Arguments.of(index, trouble)));
  }

  private static boolean isReadBySearches(String index) {
    return index.equals(CATALOGS) || OF_A_PERSON.contains(index);
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void everyRouteAnswers(String index, Trouble trouble, Rest rest) {
    String name = "state" + index.replace(".chatrec", "") + "-" + trouble.name().toLowerCase();
    TestCatalog films = TestCatalog.ofFilms(rest, name, 1, 0);
    TrainTests.people(films);
    films.like("u", "s1");
    TrainTests.train(films);
    chat(films, "space films");
    rest.put(TestCatalog.API + name + "/users/w/preferences", "{\"likes\":[\"space\"]}").orFail();
    try {
      befall(rest, index, trouble);
      reads(films, index, trouble);
      writes(films, index);
      assertToldByHealth(rest, index, trouble);
    } finally {
      mend(rest, index, trouble);
    }
    if (trouble != Trouble.DELETED) {
      films.like("u", "s2");
      assertThat(films.user("u").orFail().path("interests")).as("as before").isNotEmpty();
      assertThat(chat(films, "space films").orFail().path("degraded")).isEmpty();
    }
  }

  private static Rest.Answer chat(TestCatalog films, String message) {
    return films
        .rest()
        .post(
            TestCatalog.API + films.name() + "/chat",
            Json.of("message", message, "user_id", "u").toString());
  }

  private static void reads(TestCatalog films, String index, Trouble trouble) {
    boolean declared = !index.equals(CATALOGS) || trouble == Trouble.BLOCKED;
    Rest.Answer chat = chat(films, "films about space");
    Rest.Answer recommended = films.recommend("{'user_id':'u','size':3}");
    Rest.Answer search =
        films.search(
            Json.object(
                "{'query':{'match':{'overview':'space'}},'ext':{'chatrec':{'user_id':'u'}}}"));
    Rest.Answer similar = films.rest().get(TestCatalog.API + films.name() + "/items/s1/similar");
    if (trouble == Trouble.RED) { // some of these may have had the index, and some not
      List.of(chat, recommended, search, similar).forEach(StateIndexTests::assertReason);
      assertThat(Answers.hits(search.orFail())).as("search").isNotEmpty();
      assertThat(remarks(search.body()))
          .isSubsetOf("person: unavailable", "personalize: unavailable");
    } else if (declared) {
      assertThat(chat.orFail().path("hits")).as("chat").isNotEmpty();
      assertThat(recommended.orFail().path("items")).as("recommend").hasSize(3);
      assertThat(Answers.hits(search.orFail())).as("search").isNotEmpty();
      assertThat(similar.orFail().path("items")).as("similar").isNotEmpty();
      boolean away = OF_A_PERSON.contains(index) && isAway(trouble);
      assertThat(remarks(search.body()))
          .as("search says, %s is %s", index, trouble)
          .isEqualTo(away ? List.of("person: unavailable") : List.of());
      boolean remembers = !index.equals(SESSIONS) || trouble == Trouble.DELETED;
      assertThat(stages(chat.body()).contains("memory")).as("chat says").isEqualTo(!remembers);
    } else {
      List.of(chat, recommended, search, similar).forEach(StateIndexTests::assertReason);
      if (isAway(trouble)) { // whose index it is stands in the search; what it means does not
        assertThat(Answers.hits(search.orFail())).as("search").isNotEmpty();
        assertThat(remarks(search.body())).containsExactly("personalize: unavailable");
      }
    }
    assertReason(films.user("u"));
    assertReason(films.rest().get(TestCatalog.API + films.name()));
  }

  /** One that was deleted is made anew by whoever writes next, and red passes. */
  private static void assertToldByHealth(Rest rest, String index, Trouble trouble) {
    JsonNode health = rest.get("/_plugins/_chatrec/health").orFail();
    List<String> severities = new ArrayList<>();
    for (JsonNode problem : health.path("problems")) {
      if (problem.path("what").asText().contains("[" + index + "]")) {
        assertThat(problem.path("do").asText()).isNotBlank();
        severities.add(problem.path("severity").asText());
      }
    }
    if (trouble == Trouble.DELETED) {
      assertThat(severities).isEmpty();
    } else if (trouble != Trouble.RED) {
      assertThat(severities)
          .as("%s", health)
          .containsExactly(trouble == Trouble.BLOCKED ? "yellow" : "red");
      assertThat(health.path("status").asText()).isNotEqualTo("green");
    }
  }

  private static boolean isAway(Trouble trouble) {
    return trouble != Trouble.BLOCKED && trouble != Trouble.DELETED;
  }

  /** What a search's answer says of what it had to do without. */
  private static List<String> remarks(JsonNode search) {
    List<String> remarks = new ArrayList<>();
    search
        .at("/ext/chatrec/degraded")
        .forEach(
            part -> remarks.add(part.path("stage").asText() + ": " + part.path("reason").asText()));
    return remarks;
  }

  private static List<String> stages(JsonNode chat) {
    List<String> stages = new ArrayList<>();
    chat.path("degraded").forEach(part -> stages.add(part.path("stage").asText()));
    return stages;
  }

  private static void writes(TestCatalog films, String index) {
    String path = TestCatalog.API + films.name();
    Rest.Answer events = films.events(List.of(TestCatalog.event("u", "like", "s3")));
    assertReason(events);
    if (events.status() == 200) {
      int told = events.body().path("accepted").asInt() + events.body().path("rejected").size();
      assertThat(told).as("%s", events.body()).isEqualTo(1);
    }
    Rest rest = films.rest();
    assertReason(rest.put(path + "/users/v/preferences", "{\"dislikes\":[\"war\"]}"));
    assertReason(rest.post(path + "/train?wait_for_completion=true", "{}"));
    assertReason(rest.put(path, TestCatalog.declaration(films.name(), 1, 0).toString()));
  }

  private static void assertReason(Rest.Answer answer) {
    assertThat(answer.status()).as("%s", answer.body()).isNotEqualTo(500);
    if (answer.status() >= 300) {
      assertThat(answer.body().at("/error/reason").asText()).isNotBlank();
    }
  }

  private static void befall(Rest rest, String index, Trouble trouble) {
    switch (trouble) {
      case BLOCKED -> setting(rest, index, "index.blocks.read_only_allow_delete", "true");
      case UNREADABLE -> setting(rest, index, "index.blocks.read", "true");
      case CLOSED -> rest.post("/" + index + "/_close", "").orFail();
      case RED -> {
        rest.post("/" + index + "/_close", "").orFail();
        setting(rest, index, "index.routing.allocation.require._name", "nobody");
        rest.post("/" + index + "/_open?wait_for_active_shards=0", "").orFail();
      }
      case DELETED -> rest.delete("/" + index).orFail();
    }
  }

  private static void mend(Rest rest, String index, Trouble trouble) {
    switch (trouble) {
      case BLOCKED -> setting(rest, index, "index.blocks.read_only_allow_delete", null);
      case UNREADABLE -> setting(rest, index, "index.blocks.read", null);
      case CLOSED -> rest.post("/" + index + "/_open", "").orFail();
      case RED -> setting(rest, index, "index.routing.allocation.require._name", null);
      case DELETED -> {}
    }
    rest.get("/_cluster/health?wait_for_status=yellow&timeout=60s").orFail();
  }

  private static void setting(Rest rest, String index, String name, String value) {
    String quoted = value == null ? "null" : "\"" + value + "\"";
    rest.put("/" + index + "/_settings", "{\"" + name + "\":" + quoted + "}").orFail();
  }
}
