package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chatrec.it.Answers.assertMissing;
import static org.chatrec.it.Answers.assertRefused;
import static org.chatrec.it.Answers.list;
import static org.chatrec.it.TestCatalog.FOOD;
import static org.chatrec.it.TestCatalog.SPACE;
import static org.chatrec.it.TestCatalog.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events: what is accepted, that each counts once, and that it counts at once. */
@OnRealNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventTests {
  private TestCatalog films;

  @BeforeAll
  void films(Rest rest) {
    films = TestCatalog.ofFilms(rest, "event-films", 2, 0);
  }

  @Test
  void everyTypeIsAccepted() {
    List<ObjectNode> events = new ArrayList<>();
    for (String type :
        ("impression view click add_to_cart remove_from_cart purchase return like dislike dismiss"
                + " undo rating search")
            .split(" ")) {
      ObjectNode event =
          Json.of(
              "user_id", "all", "type", type, "query_id", "q", "position", 2, "session_id", "v");
      events.add(type.equals("search") ? event.put("text", "words") : event.put("item_id", "s1"));
      if (type.equals("rating")) {
        event.put("value", 4.5);
      }
    }
    assertTally(films.events(events), 13, 0, 0);
    assertThat(count("all")).isEqualTo(13);
  }

  @Test
  void aBadEventIsRejectedAloneWithItsPlaceAndReason() {
    JsonNode answer =
        films
            .events(
                event("mixed", "like", "s1"),
                event("mixed", "adore", "s1"),
                Json.of("type", "like", "item_id", "s1"),
                Json.of("user_id", "mixed", "type", "like"),
                event("mixed", "rating", "s1"),
                event("mixed", "rating", "s1").put("value", 11),
                event("mixed", "like", "s1").put("timestamp", "yesterday"),
                event("mixed", "like", "s1").put("timestamp", "2999-01-01T00:00:00Z"),
                event("mixed", "like", "s1").put("colour", "blue"),
                event("mixed", "like", "s1").put("position", -1),
                event("x".repeat(513), "like", "s1"),
                event("mixed", "like", "s2"))
            .orFail();
    assertThat(answer.path("accepted").asInt()).isEqualTo(2);
    List<JsonNode> rejected = list(answer.path("rejected"));
    assertThat(rejected.stream().map(r -> r.path("index").asInt()))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 10).boxed().toList());
    String[] named = {
      "[type]",
      "[user_id]",
      "[item_id]",
      "[value]",
      "[value]",
      "[timestamp]",
      "[timestamp]",
      "[colour]",
      "[position]",
      "[user_id]"
    };
    for (int i = 0; i < named.length; i++) {
      assertThat(rejected.get(i).path("reason").asText()).contains(named[i]);
    }
    assertThat(count("mixed")).isEqualTo(2);
  }

  @Test
  void itemsThatAreNotThereAreToldAndTheirEventsKept() {
    JsonNode answer =
        films
            .events(
                event("early", "like", "s1"),
                event("early", "view", "not yet"),
                event("early", "impression", "not yet"),
                event("early", "click", "nor this"))
            .orFail();
    assertThat(answer.path("accepted").asInt()).isEqualTo(4);
    assertThat(answer.at("/unknown_items/count").asInt()).isEqualTo(2);
    assertThat(answer.at("/unknown_items/ids")).hasToString("[\"nor this\",\"not yet\"]");
    assertThat(count("early")).isEqualTo(4);
    assertThat(films.events(event("early", "view", "s2")).orFail().has("unknown_items")).isFalse();
  }

  @Test
  void linesAreTakenToo(Rest rest) {
    String path = TestCatalog.API + "event-films/events";
    String lines =
        event("lines", "like", "s1")
            + "\n"
            + event("lines", "adore", "s1")
            + "\n\n"
            + event("lines", "view", "s2");
    assertTally(rest.postLines(path, lines), 2, 0, 1);
    assertTally(rest.postLines(path, event("lines", "view", "s3") + "\n"), 1, 0, 0);
    assertThat(count("lines")).isEqualTo(3);
  }

  @Test
  void theSameEventIdCountsOnceInOneBatchAndInTwo() {
    ObjectNode event = event("once", "like", "s1").put("event_id", "once-1");
    assertTally(films.events(event, event), 1, 1, 0);
    assertTally(films.events(event, event("once", "view", "s2")), 1, 1, 0);
    assertThat(count("once")).isEqualTo(2);
  }

  @Test
  void anEventIdIsOneOfItsCatalogueAlone(Rest rest) {
    TestCatalog other = TestCatalog.empty(rest, "event-other", 1, 0);
    ObjectNode event = event("both", "like", "s1").put("event_id", "both-1");
    assertTally(films.events(event), 1, 0, 0);
    assertTally(other.events(event), 1, 0, 0);
  }

  @Test
  void tooManyEventsAreRefusedAndTenThousandAreNot() {
    List<ObjectNode> most = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) { // of as many people: nothing is held of all of them at once
      most.add(event("crowd-" + i, "like", "s" + (1 + i % 6)).put("event_id", "crowd-" + i));
    }
    assertTally(films.events(most), 10_000, 0, 0);
    assertTally(films.events(most), 0, 10_000, 0);
    for (String one : List.of("crowd-0", "crowd-7", "crowd-9999")) {
      assertThat(count(one)).isEqualTo(1);
      assertThat(films.user(one).orFail().path("interests")).hasSize(1);
    }
    most.add(event("one-too-many", "view", "s1"));
    assertRefused(films.events(most), "[events]");
    assertMissing(films.user("one-too-many"), "one-too-many");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "{'events':[]} | [events]",
        "{'events':{}} | [events]",
        "{'events':[1]} | [events]",
        "{'events':[{}],'colour':1} | [colour]",
        "[{'user_id':'u'}] | JSON object",
        "'' | body",
        "{'events': | end-of-input",
      })
  void aBadBodyIsRefused(String body, String named, Rest rest) {
    String json = body.equals("''") ? "" : body.replace('\'', '"');
    assertRefused(rest.post(TestCatalog.API + "event-films/events", json), named);
  }

  @Test
  void aLikeChangesTheVeryNextSearch() {
    films.like("changing", "s1");
    assertThat(films.order("changing").getFirst()).isEqualTo("s1");
    List<String> before = films.order("changing");
    films.like("changing", "f1");
    List<String> after = films.order("changing");
    assertThat(after).isNotEqualTo(before);
    assertThat(after.subList(0, 2)).containsExactlyInAnyOrder("s1", "f1");
    films.events(event("changing", "dislike", "s1")).orFail();
    assertThat(films.order("changing").getLast()).isIn(SPACE);
    assertThat(films.order("changing").getFirst()).isEqualTo("f1");
  }

  @Test
  void concurrentBatchesForOneUserLoseNothing() {
    int writers = 8;
    int batches = 6;
    int size = 5;
    try (ExecutorService pool = Executors.newFixedThreadPool(writers)) {
      List<CompletableFuture<Integer>> accepted =
          IntStream.range(0, writers * batches)
              .mapToObj(b -> CompletableFuture.supplyAsync(() -> send(b, size), pool))
              .toList();
      int sum = accepted.stream().mapToInt(CompletableFuture::join).sum();
      assertThat(sum).isEqualTo(writers * batches * size);
      assertThat(count("busy")).isEqualTo(sum);
    }
  }

  private int send(int batch, int size) {
    List<ObjectNode> events = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      events.add(
          event("busy", "view", FOOD.get((batch + i) % 6))
              .put("event_id", "busy-" + batch + "-" + i));
    }
    return films.events(events).orFail().path("accepted").asInt();
  }

  @Test
  void showsWhatIsKnownOfAUser() {
    String when = "2026-03-02T19:20:00Z";
    films.events(
        event("known", "like", "s1").put("timestamp", when),
        event("known", "like", "f1").put("timestamp", "2026-03-01T10:00:00+02:00"),
        event("known", "dislike", "w1").put("timestamp", "2026-02-01T00:00:00Z"));
    JsonNode user = films.user("known").orFail();
    assertThat(user.path("events").asInt()).isEqualTo(3);
    assertThat(user.path("interests")).hasSize(2);
    for (JsonNode interest : user.path("interests")) {
      assertThat(interest.path("weight").asDouble()).isBetween(0.0, 1.0);
      assertThat(interest.path("items")).hasSize(1);
      assertThat(interest.path("terms")).hasSize(1);
    }
    assertThat(user.at("/interests").findValuesAsText("title"))
        .containsExactlyInAnyOrder("Red Dust Colony", "The Copper Pan");
    assertThat(user.at("/dislikes/0/items/0/id").asText()).isEqualTo("w1");
    assertThat(user.path("preferences").isObject()).isTrue();
    assertThat(Instant.parse(user.path("updated").asText())).isEqualTo(Instant.parse(when));
  }

  @Test
  void anUnknownUserIsMissing() {
    assertMissing(films.user("never-seen"), "never-seen");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "ü/ñ", "用户", "a%2Fb", "..", "x\"y\\z", "a+b&c=d?e#f"})
  void anyUserIdIsFineAndIsOneOfItsOwn(String user) {
    films.like(user, "s3");
    assertThat(count(user)).isEqualTo(1);
    assertThat(films.order(user).getFirst()).isEqualTo("s3");
  }

  @Test
  void anItemThatIsNotThereIsNoTrouble() {
    films.like("ghost-fan", "no-such-item");
    assertThat(count("ghost-fan")).isEqualTo(1);
    assertThat(films.order("ghost-fan")).hasSize(13);
    assertThat(films.recommend("{'user_id':'ghost-fan'}").orFail().path("strategy").asText())
        .isEqualTo("popular");
  }

  private int count(String user) {
    return films.user(user).orFail().path("events").asInt();
  }

  private static void assertTally(Rest.Answer answer, int accepted, int duplicate, int rejected) {
    JsonNode tally = answer.orFail();
    assertThat(tally.path("accepted").asInt()).as("%s", tally).isEqualTo(accepted);
    assertThat(tally.path("duplicate").asInt()).as("%s", tally).isEqualTo(duplicate);
    assertThat(tally.path("rejected")).as("%s", tally).hasSize(rejected);
  }
}
