package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.chatrec.it.Answers.assertBreakdowns;
import static org.chatrec.it.Answers.assertItemBreakdowns;
import static org.chatrec.it.Answers.assertRefused;
import static org.chatrec.it.Answers.itemIds;
import static org.chatrec.it.TestCatalog.FOOD;
import static org.chatrec.it.TestCatalog.SPACE;
import static org.chatrec.it.TestCatalog.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What all people did together: learned, written into the items, and used for each of them. */
@OnRealNode
class TrainTests {
  private static final String COLLABORATIVE = "cf_vector";
  private static final int PEOPLE = 30;

  /** Each person likes four of the six films of one kind; nobody ever saw w1. */
  static void people(TestCatalog films) {
    List<ObjectNode> events = new ArrayList<>();
    for (int person = 0; person < PEOPLE; person++) {
      List<String> kind = person % 2 == 0 ? SPACE : FOOD;
      for (int n = 0; n < 4; n++) {
        events.add(event("person-" + person, "like", kind.get((person / 2 + n) % kind.size())));
      }
    }
    films.events(events).orFail();
  }

  static JsonNode train(TestCatalog films) {
    return films
        .rest()
        .post(TestCatalog.API + films.name() + "/train?wait_for_completion=true", "")
        .orFail();
  }

  /** The collaborative part of every film for a user, in a search that is about nothing else. */
  static Map<String, Double> tastes(TestCatalog films, String user) {
    ObjectNode search =
        Json.object(
            """
            {'size':20,'query':{'match_all':{}},'ext':{'chatrec':{'breakdown':true}},
             'rescore':{'window_size':50,'interest':{'weights':
               {'lexical':0,'content':0,'collaborative':1,'popularity':0}}}}
            """);
    ((ObjectNode) search.at("/rescore/interest")).put("catalog", films.name()).put("user_id", user);
    JsonNode answer = films.search(search).orFail();
    assertBreakdowns(answer);
    Map<String, Double> tastes = new HashMap<>();
    for (JsonNode hit : Answers.hits(answer)) {
      JsonNode part = hit.at("/fields/_chatrec/0/collaborative");
      if (!part.isMissingNode()) {
        tastes.put(hit.path("_id").asText(), part.asDouble());
      }
    }
    return tastes;
  }

  @Test
  void theShortestDeclarationLearnsFromPeopleToo(Rest rest) {
    ObjectNode declaration = TestCatalog.declaration("short", 1, 0);
    declaration.putNull("collaborative_field").putNull("popularity_field");
    assertThat(rest.put(TestCatalog.API + "short", declaration.toString()).orFail().toString())
        .doesNotContain("cf_vector", "learned_popularity");
    declaration.remove(List.of("collaborative_field", "popularity_field"));
    JsonNode declared = rest.put(TestCatalog.API + "short", declaration.toString()).orFail();
    assertThat(declared.path("collaborative_field").asText()).isEqualTo("cf_vector");
    assertThat(declared.path("popularity_field").asText()).isEqualTo("learned_popularity");
    Bulk bulk = new Bulk();
    TestCatalog.films().forEach(film -> bulk.add(film.path("id").asText(), film.without("id")));
    bulk.sendAll(rest, "short");
    TestCatalog films = new TestCatalog(rest, "short");
    people(films);
    assertThat(train(films).path("items").asInt()).isEqualTo(SPACE.size() + FOOD.size());
    JsonNode liked = films.source("s1");
    assertThat(liked.path("learned_popularity").asDouble()).isPositive();
    assertThat(Json.floats(liked.path("cf_vector"))).isNotEmpty();
    assertThat(liked.path("popularity").asInt()).as("the item's own").isEqualTo(1994 - 1989);
    assertThat(films.source("w1").has("learned_popularity")).isFalse();
    assertThat(tastes(films, "person-0")).isNotEmpty();
  }

  private static float[] vector(TestCatalog films, String id) {
    return Json.floats(films.source(id).path(COLLABORATIVE));
  }

  private static double length(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += value * value;
    }
    return Math.sqrt(squares);
  }

  @Test
  void whatIsLearnedStandsInTheItemsAndNothingElseChanges(Rest rest) {
    TestCatalog films = TestCatalog.ofFilms(rest, "train-items", 2, 0);
    people(films);
    JsonNode before = films.source("s1");
    JsonNode answer = train(films);
    assertThat(answer.path("events").asInt()).isEqualTo(4 * PEOPLE);
    assertThat(answer.path("items").asInt()).isEqualTo(12);
    long generation = answer.at("/collaborative/generation").asLong();
    assertThat(generation).isPositive();
    assertThat(answer.at("/collaborative/factors").asInt()).isEqualTo(127);
    assertThat(answer.at("/collaborative/users").asInt()).isEqualTo(PEOPLE);
    assertThat(answer.at("/collaborative/pairs").asInt()).isEqualTo(4 * PEOPLE);
    assertThat(answer.at("/collaborative/items_with_content").asInt()).isEqualTo(12);
    JsonNode after = films.source("s1");
    assertThat(after.path("item_vector")).isEqualTo(before.path("item_vector"));
    assertThat(after.path("item_vector_meta")).isEqualTo(before.path("item_vector_meta"));
    assertThat(after.at("/cf_vector_meta/generation").asLong()).isEqualTo(generation);
    float[] first = vector(films, "s1");
    assertThat(first).hasSize(128);
    assertThat(length(first)).isCloseTo(1, within(1e-5));
    assertThat(vector(films, "w1")).as("nobody saw it").isEmpty();
    assertThat(train(films).at("/collaborative/generation").asLong()).isGreaterThan(generation);
    assertThat(vector(films, "s1")).as("the same data, the same factors").isEqualTo(first);
  }

  @Test
  void aLikeCountsAtOnceAndUntrainedItemsAreNeutral(Rest rest) {
    TestCatalog films = TestCatalog.ofFilms(rest, "train-taste", 3, 0);
    people(films);
    films.like("early", "f1");
    assertThat(tastes(films, "early")).as("nothing is trained").isEmpty();
    train(films);
    assertThat(tastes(films, "stranger")).isEmpty();
    Map<String, Double> early = tastes(films, "early");
    assertThat(early).hasSize(13);
    assertThat(early.get("w1")).as("what nobody saw is usual").isCloseTo(1 / 3.0, within(1e-5));
    assertThat(early.get("f3")).isGreaterThan(early.get("s3"));
    films.like("new", "s1");
    Map<String, Double> once = tastes(films, "new");
    assertThat(once.get("s4")).isGreaterThan(once.get("f4"));
    films.like("new", "f2");
    Map<String, Double> twice = tastes(films, "new");
    assertThat(twice.get("f4")).isGreaterThan(once.get("f4"));
  }

  @Test
  void aNewTextOfAnItemKeepsWhatWasLearnedOfIt(Rest rest) {
    TestCatalog films = TestCatalog.ofFilms(rest, "train-reindex", 1, 0);
    people(films);
    train(films);
    JsonNode before = films.source("s2");
    ObjectNode changed = Json.of("title", "The Longest Orbit", "overview", "A different story");
    new Bulk().add("s2", changed).sendAll(rest, films.name());
    JsonNode after = films.source("s2");
    assertThat(after.path("item_vector")).isNotEqualTo(before.path("item_vector"));
    for (String field : List.of(COLLABORATIVE, "cf_vector_meta", "popularity")) {
      assertThat(after.path(field)).as(field).isEqualTo(before.path(field));
    }
  }

  @Test
  void whatNobodyLikesAnyMoreLosesItsVector(Rest rest) {
    TestCatalog films = TestCatalog.ofFilms(rest, "train-unliked", 2, 0);
    people(films);
    films.like("only", "w1");
    train(films);
    assertThat(vector(films, "w1")).hasSize(128);
    assertThat(films.source("w1").path("popularity").asDouble()).isPositive();
    films.events(event("only", "dislike", "w1")).orFail();
    train(films);
    assertThat(vector(films, "w1")).isEmpty();
    assertThat(films.source("w1").path("popularity").isNumber()).as("one disliked it").isFalse();
    assertThat(vector(films, "s1")).hasSize(128);
    films.like("other", "s1");
    // nothing is known of it, which is neither more nor less than is usual
    assertThat(tastes(films, "other").get("w1")).isCloseTo(4 / 12.0, within(1e-6));
  }

  /** Of erased events nothing stays behind, whether there is a field for vectors or not. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatNobodySpeaksOfAnyMoreLosesItsPopularity(boolean collaborative, Rest rest) {
    String name = "train-erased-" + collaborative;
    ObjectNode declaration = TestCatalog.declaration(name, 2, 0);
    if (!collaborative) {
      declaration.remove("collaborative_field");
    }
    rest.put(TestCatalog.API + name, declaration.toString()).orFail();
    TestCatalog films = new TestCatalog(rest, name);
    new Bulk()
        .add("a", Json.of("title", "Chair", "overview", "A chair"))
        .add("b", Json.of("title", "Table", "overview", "A table", "popularity", 3))
        .add("c", Json.of("title", "Lamp", "overview", "A lamp"))
        .sendAll(rest, name);
    films.like("gone", "a");
    films.like("gone", "c");
    films.like("stays", "c");
    train(films);
    assertThat(films.source("a").path("popularity").asDouble()).isPositive();
    double both = films.source("c").path("popularity").asDouble();
    rest.put(TestCatalog.API + name + "/users/gone/preferences", "{\"opt_out\":true}").orFail();
    train(films);
    assertThat(films.source("a").path("popularity").isNumber()).isFalse();
    assertThat(films.source("c").path("popularity").asDouble()).isPositive().isLessThan(both);
    assertThat(films.source("b").path("popularity").asDouble()).as("never learned").isEqualTo(3);
  }

  /** Tastes of an earlier training mean nothing in a later one, whatever was lost in between. */
  @Test
  void aModelThatWasLostDoesNotBringOldTastesBack(Rest rest) {
    TestCatalog films = TestCatalog.ofFilms(rest, "train-lost", 1, 0);
    people(films);
    films.like("fan", "s1");
    long first = train(films).at("/collaborative/generation").asLong();
    assertThat(tastes(films, "fan")).isNotEmpty();
    JsonNode stored = profile(rest, films, "fan");
    assertThat(stored.at("/interests/taste/generation").asLong()).isEqualTo(first);
    rest.delete("/.chatrec-models").orFail();
    for (int i = 0; i < 40; i++) {
      films.like("other" + i, i % 2 == 0 ? "f1" : "s1");
    }
    long second = train(films).at("/collaborative/generation").asLong();
    assertThat(second).isGreaterThan(first);
    assertThat(tastes(films, "fan")).isNotEmpty();
    JsonNode anew = profile(rest, films, "fan");
    assertThat(anew.at("/interests/taste/generation").asLong()).isEqualTo(second);
    assertThat(anew.at("/interests/taste/vector"))
        .isNotEqualTo(stored.at("/interests/taste/vector"));
  }

  private static JsonNode profile(Rest rest, TestCatalog films, String user) {
    rest.post("/.chatrec-profiles/_refresh", "").orFail();
    List<JsonNode> hits =
        Answers.hits(
            rest.post(
                    "/.chatrec-profiles/_search",
                    """
                    {"query":{"bool":{"filter":[{"term":{"catalog":"%s"}},{"term":{"user_id":"%s"}}]}}}\
                    """
                        .formatted(films.name(), user))
                .orFail());
    assertThat(hits).hasSize(1);
    return hits.getFirst().path("_source");
  }

  /** Two at once on one node: one of them is refused at once, and not run after the other. */
  @Test
  void ofTwoTrainingsAtOnceOneIsRefused(Rest rest) {
    TestCatalog films = TestCatalog.ofFilms(rest, "train-twice", 1, 0);
    people(films);
    String path = TestCatalog.API + films.name() + "/train?wait_for_completion=true";
    List<CompletableFuture<Integer>> asked = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      asked.add(CompletableFuture.supplyAsync(() -> rest.post(path, "").status()));
    }
    List<Integer> statuses = asked.stream().map(CompletableFuture::join).toList();
    assertThat(statuses).contains(200).isSubsetOf(200, 409);
    train(films);
  }

  /** Nobody has seen it: what many people's taste says of others would keep it from any list. */
  @Test
  void aNewItemIsTriedByWhomItFits(Rest rest) {
    TestCatalog films = TestCatalog.ofFilms(rest, "train-new", 1, 0);
    people(films);
    String longAgo = "2026-03-01T10:00:00Z";
    films
        .events(
            event("reader", "like", "s1").put("timestamp", longAgo),
            event("reader", "like", "s3").put("timestamp", longAgo))
        .orFail();
    train(films);
    new Bulk()
        .add(
            "rocket",
            Json.of(
                "title",
                "Jupiter Colony",
                "overview",
                "A spaceship crew meets an alien on the way to a colony beyond Mars",
                "genres",
                List.of("scifi")))
        .add(
            "dumpling",
            Json.of(
                "title",
                "The Dumpling Kitchen",
                "overview",
                "A cook opens a noodle kitchen and fights for a recipe",
                "genres",
                List.of("drama")))
        .sendAll(rest, films.name());
    String asked = "{'user_id':'reader','size':2,'diversity':0,'exploration':";
    for (int n = 0; n < 4; n++) {
      assertThat(itemIds(films.recommend(asked + "1}").orFail()))
          .contains("rocket")
          .doesNotContain("dumpling");
    }
    assertThat(itemIds(films.recommend(asked + "0}").orFail())).doesNotContain("rocket");
    String thrillers = ",'filter':{'term':{'genres':'thriller'}}}";
    assertThat(itemIds(films.recommend(asked + "1" + thrillers).orFail()))
        .as("within the conditions")
        .isNotEmpty()
        .doesNotContain("rocket", "dumpling");
  }

  @Test
  void aBodyThatSaysSomethingIsRefused(Rest rest) {
    TestCatalog films = TestCatalog.empty(rest, "train-body", 1, 0);
    String path = TestCatalog.API + films.name() + "/train";
    assertRefused(rest.post(path, "{\"factors\":64}"), "[factors]");
    assertThat(rest.post(path + "?wait_for_completion=true", "{}").status()).isEqualTo(200);
  }

  @Test
  void recommendsWhatPeopleOfLikeTasteChoseAndSaysSo(Rest rest) {
    TestCatalog films = TestCatalog.ofFilms(rest, "train-recommend", 2, 0);
    people(films);
    films.like("fan", "s1");
    String ask = "{'user_id':'fan','size':4,'diversity':0,'strategy':'%s'}";
    assertThat(films.recommend(ask.formatted("collaborative")).orFail().path("strategy").asText())
        .as("nothing is trained")
        .isEqualTo("popular");
    train(films);
    JsonNode answer = films.recommend(ask.formatted("collaborative")).orFail();
    assertThat(answer.path("strategy").asText()).isEqualTo("collaborative");
    assertThat(itemIds(answer)).hasSize(4).isSubsetOf(SPACE).doesNotContain("s1");
    assertItemBreakdowns(answer);
    int told = 0;
    for (JsonNode item : answer.path("items")) {
      assertThat(item.path("breakdown").has("collaborative")).isTrue();
      for (JsonNode reason : item.path("reasons")) {
        if (reason.path("type").asText().equals("people_also")) {
          assertThat(reason.path("item_id").asText()).isEqualTo("s1");
          assertThat(reason.path("similarity").asDouble())
              .isCloseTo(likeness(films, item.path("id").asText(), "s1"), within(6e-4));
          told++;
        }
      }
    }
    assertThat(told).isPositive();
    JsonNode hybrid = films.recommend(ask.formatted("auto")).orFail();
    assertThat(hybrid.path("strategy").asText()).isEqualTo("hybrid");
    assertItemBreakdowns(hybrid);
    assertThat(hybrid.at("/items/0/breakdown").has("collaborative")).isTrue();
    assertThat(hybrid.at("/items/0/breakdown").has("content")).isTrue();
    JsonNode stranger = films.recommend("{'user_id':'nobody','strategy':'collaborative'}").orFail();
    assertThat(stranger.path("strategy").asText()).isEqualTo("popular");
  }

  /** The cosine of the factors, without the coordinate that fills them up. */
  private static double likeness(TestCatalog films, String one, String other) {
    float[] a = vector(films, one);
    float[] b = vector(films, other);
    a[a.length - 1] = 0;
    b[b.length - 1] = 0;
    return Similarity.cosine(a, b);
  }

  @Test
  void trainingAgainAndAgainWhileEventsComeLosesNothing(Rest rest) {
    TestCatalog films = TestCatalog.ofFilms(rest, "train-busy", 2, 0);
    people(films);
    train(films);
    AtomicInteger sent = new AtomicInteger();
    CompletableFuture<Void> training =
        CompletableFuture.runAsync(
            () -> {
              for (int n = 0; n < 3; n++) {
                train(films);
              }
            });
    while (!training.isDone()) {
      int n = sent.getAndIncrement();
      films.like("busy", SPACE.get(n % SPACE.size()));
      tastes(films, "busy"); // of one generation or none, and never an error
    }
    training.join();
    assertThat(films.user("busy").orFail().path("events").asInt()).isEqualTo(sent.get());
    JsonNode last = train(films);
    assertThat(last.path("events").asInt()).isEqualTo(4 * PEOPLE + sent.get());
    for (String id : SPACE) {
      assertThat(films.source(id).at("/cf_vector_meta/generation").asLong())
          .isEqualTo(last.at("/collaborative/generation").asLong());
    }
    Map<String, Double> tastes = tastes(films, "busy");
    assertThat(tastes.get("s6")).isGreaterThan(tastes.get("f6"));
  }

  @Test
  void trainsInTheBackgroundAndSaysHowItWent(Rest rest) {
    TestCatalog films = TestCatalog.ofFilms(rest, "train-task", 1, 0);
    people(films);
    String task =
        rest.post(TestCatalog.API + films.name() + "/train", "").orFail().path("task").asText();
    JsonNode done = rest.get("/_tasks/" + task + "?wait_for_completion=true&timeout=60s").orFail();
    assertThat(done.path("completed").asBoolean()).isTrue();
    assertThat(done.at("/task/cancellable").asBoolean()).isTrue();
    assertThat(done.at("/response/items").asInt()).isEqualTo(12);
  }
}
