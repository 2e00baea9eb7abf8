package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.chatrec.demo.DemoMain;
import org.chatrec.faults.ChatStorm;
import org.chatrec.faults.Fault;
import org.chatrec.faults.FaultyLlm;
import org.chatrec.node.Commands;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Chats with an LLM: its time, its order, its explanations, its faults; and sessions. */
@OnRealNode
class ChatLlmTests {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ROOT = "/_plugins/_chatrec";
  private static final String CHAT = ROOT + "/catalogs/films/chat";
  private static final String OPEN = "a lonely robot that saves the world";
  private static final String PLAN =
      "{\"intent\":\"search\",\"query\":\"robot\",\"filters\":[],\"like_items\":[],\"sort\":[],\"size\":3}";

  private final Rest rest;
  private FakeLlm llm;

  ChatLlmTests(Rest rest) {
    this.rest = rest;
  }

  @BeforeEach
  void load() throws IOException {
    llm = new FakeLlm();
    if (rest.get(ROOT + "/catalogs/films").status() != 200) {
      PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
      assertThat(
              Commands.run(
                  new DemoMain(out), "--catalog", "films", "--url", rest.root().toString()))
          .isZero();
    }
  }

  @AfterEach
  void withoutLlm() {
    ChatStorm.reset(rest);
    llm.close();
  }

  private void useLlm() {
    rest.put(
            "/_cluster/settings",
            """
            {"persistent":{"chatrec.llm.provider":"openai","chatrec.llm.base_url":"%s","chatrec.llm.model":"m"}}"""
                .formatted(llm.baseUrl()))
        .orFail();
  }

  private JsonNode chat(Map<String, ?> body) {
    return rest.post(CHAT, JSON.valueToTree(body).toString()).orFail();
  }

  private static List<String> ids(JsonNode answer) {
    List<String> ids = new ArrayList<>();
    answer.path("hits").forEach(hit -> ids.add(hit.path("id").asText()));
    return ids;
  }

  @Test
  void everyFaultIsAnsweredInTimeAndSaysWhatHappened() throws InterruptedException {
    try (FaultyLlm faulty = new FaultyLlm()) {
      ChatStorm.configure(rest, faulty, 12, 0);
      // hits are worth waiting for on a slow machine; what is timed is the server's own figure
      ChatStorm.Result result =
          new ChatStorm(rest, "films", 8_000).run(2 * Fault.values().length, 12);
      assertThat(result.wrongs()).isEmpty();
      assertThat(result.said().get(Fault.NONE).toString()).contains("planned by llm");
      assertThat(result.said().get(Fault.FOREIGN_FIELDS).toString()).contains("planned by llm");
      assertThat(result.said().get(Fault.NO_ANSWER).toString()).contains("plan.llm_timeout");
      assertThat(result.said().get(Fault.UNAUTHORIZED_401).toString()).contains("plan.llm_error");
      assertThat(result.said().get(Fault.TEN_MEGABYTES).toString()).contains("plan.llm_invalid");
      assertThat(faulty.awaitConnections(0, Duration.ofMinutes(1))).isTrue();
    }
  }

  @Test
  void aClientThatHangsUpEndsTheCallToTheLlm() throws InterruptedException {
    try (FaultyLlm faulty = new FaultyLlm();
        HttpClient client = HttpClient.newHttpClient()) {
      ChatStorm.configure(rest, faulty, 4, 0);
      String body =
          "{\"message\":\"space %sx\",\"time_budget\":\"2m\"}".formatted(Fault.NO_ANSWER.mark());
      CompletableFuture<?> call =
          client.sendAsync(
              HttpRequest.newBuilder(rest.root().resolve(CHAT))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.discarding());
      assertThat(faulty.awaitConnections(1, Duration.ofMinutes(1))).isTrue();
      call.cancel(true);
      // far less than half of the budget, which the call would have had
      assertThat(faulty.awaitConnections(0, Duration.ofSeconds(40))).isTrue();
    }
  }

  @Test
  void whatTheRulesUnderstandCostsNoCall() {
    useLlm();
    llm.behave(FakeLlm.content(asked -> PLAN));
    JsonNode clear =
        chat(Map.of("message", "horror from 1979", "explain", "template", "debug", true));
    assertThat(clear.path("planner").asText()).isEqualTo("rules");
    assertThat(clear.path("debug").path("plan").path("router").asText()).contains("understood");
    assertThat(clear.path("degraded")).isEmpty();
    assertThat(llm.requests()).isEmpty();
    JsonNode open = chat(Map.of("message", OPEN, "explain", "template"));
    assertThat(open.path("planner").asText()).isEqualTo("llm");
    JsonNode again = chat(Map.of("message", OPEN, "explain", "template"));
    assertThat(ids(again)).isEqualTo(ids(open));
    assertThat(llm.requests()).hasSize(1);
  }

  @Test
  void explanationsComeAfterTheHits() {
    useLlm();
    llm.behave(FakeLlm.content(asked -> asked.contains("\"hits\"") ? explanations(asked) : PLAN));
    JsonNode first = chat(Map.of("message", OPEN, "explain", "later", "user_id", "ridley"));
    assertThat(first.path("hits"))
        .hasSize(3)
        .allMatch(h -> h.path("explanation").asText().isEmpty());
    assertThat(first.path("explainer").asText()).isEqualTo("none");
    String turn =
        ROOT + "/sessions/" + first.path("session_id").asText() + "/turns/" + first.path("turn");
    JsonNode later = rest.get(turn + "?wait=60s").orFail();
    assertThat(later.path("status").asText()).isEqualTo("done");
    assertThat(later.path("explainer").asText()).isEqualTo("llm");
    assertThat(ids(later)).isEqualTo(ids(first));
    assertThat(later.path("hits"))
        .allSatisfy(hit -> assertThat(hit.path("explanation").asText()).startsWith("Its title is"));
    assertThat(rest.get(turn).orFail().path("status").asText()).isEqualTo("done");
  }

  /** A good model: it says of each hit what its first evidence, the title, supports. */
  private static String explanations(String prompt) {
    try {
      List<String> texts = new ArrayList<>();
      for (JsonNode hit : JSON.readTree(prompt).path("hits")) {
        String title = hit.path("evidence").path(0).asText().replaceFirst("1 title: ", "");
        texts.add(
            JSON.writeValueAsString(
                Map.of(
                    "hit",
                    hit.path("hit").asInt(),
                    "sentences",
                    List.of(
                        Map.of("text", "Its title is “" + title + "”.", "cites", List.of(1))))));
      }
      return "{\"explanations\":[" + String.join(",", texts) + "]}";
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A model that chooses the last two of its candidates, and says of each what it is called. */
  private static String lastTwo(String prompt) {
    try {
      JsonNode hits = JSON.readTree(prompt).path("hits");
      List<Integer> chosen = List.of(hits.size(), hits.size() - 1);
      List<Map<String, Object>> said = new ArrayList<>();
      for (int hit : chosen) {
        String title =
            hits.path(hit - 1).path("evidence").path(0).asText().replaceFirst("1 title: ", "");
        said.add(
            Map.of(
                "hit",
                hit,
                "sentences",
                List.of(Map.of("text", "Its title is “" + title + "”.", "cites", List.of(1)))));
      }
      return JSON.writeValueAsString(
          Map.of(
              "intro", Map.of("text", "", "hits", List.of()), "fits", true, "explanations", said));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aModelChoosesAmongTheCandidatesAndSaysWhy() {
    useLlm();
    llm.behave(FakeLlm.content(asked -> asked.contains("\"hits\"") ? "[]" : PLAN20));
    JsonNode byScore = chat(Map.of("message", OPEN, "size", 20));
    assertThat(byScore.path("chooser").asText()).isEqualTo("score");
    List<String> candidates = ids(byScore);
    assertThat(candidates).hasSizeGreaterThan(4);
    llm.behave(FakeLlm.content(asked -> asked.contains("\"hits\"") ? lastTwo(asked) : PLAN20));
    JsonNode chosen = chat(Map.of("message", OPEN, "size", 20));
    assertThat(chosen.path("chooser").asText()).isEqualTo("llm");
    assertThat(chosen.path("explainer").asText()).isEqualTo("llm");
    assertThat(ids(chosen))
        .containsExactly(candidates.getLast(), candidates.get(candidates.size() - 2));
    assertThat(chosen.path("hits"))
        .allSatisfy(hit -> assertThat(hit.path("explanation").asText()).startsWith("Its title is"));
    llm.behave(
        FakeLlm.content(
            asked -> asked.contains("\"hits\"") ? "{\"fits\":false,\"explanations\":[]}" : PLAN20));
    JsonNode nothing = chat(Map.of("message", OPEN, "size", 3));
    assertThat(nothing.path("reply").asText()).contains("couldn't find anything about");
    assertThat(ids(nothing)).isNotEmpty();
  }

  /** Nothing answers, and the person hears so, and first of that which comes nearest. */
  @Test
  void whatAModelNamesAsTheNearestComesFirst() {
    useLlm();
    llm.behave(FakeLlm.content(asked -> asked.contains("\"hits\"") ? "[]" : PLAN20));
    List<String> candidates = ids(chat(Map.of("message", OPEN, "size", 20)));
    llm.behave(FakeLlm.content(asked -> asked.contains("\"hits\"") ? onlyNear(asked) : PLAN20));
    JsonNode near = chat(Map.of("message", OPEN, "size", 20));
    assertThat(near.path("chooser").asText()).isEqualTo("score");
    assertThat(ids(near)).first().isEqualTo(candidates.getLast());
    assertThat(ids(near)).containsExactlyInAnyOrderElementsOf(candidates);
    assertThat(near.path("reply").asText())
        .startsWith("I couldn't find anything about")
        .matches(".+“.+” is from [0-9]{4}\\.");
  }

  private static String onlyNear(String prompt) {
    try {
      JsonNode hits = JSON.readTree(prompt).path("hits");
      JsonNode last = hits.path(hits.size() - 1);
      String text = "“" + told(last, "title") + "” is from " + told(last, "year") + ".";
      return JSON.writeValueAsString(
          Map.of(
              "intro", Map.of("text", text, "hits", List.of(hits.size())),
              "fits", false,
              "explanations", List.of()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Each hit is what was asked for, whatever a model thinks of it: nothing is said to be missing.
   */
  @Test
  void whatFieldsTellIsNotDeniedByAModel() {
    useLlm();
    llm.behave(FakeLlm.content(asked -> "{\"fits\":false,\"explanations\":[]}"));
    JsonNode horror =
        chat(Map.of("message", "horror from 1979 to 1990", "explain", "llm", "size", 3));
    assertThat(llm.requests().getLast().toString()).contains("conditions");
    assertThat(ids(horror)).hasSize(3);
    assertThat(horror.path("reply").asText())
        .contains("Horror")
        .doesNotContain("horror from", "anything about", "None of these");
  }

  /** A wish that no field tells is told to be so, unless the model has read that it is met. */
  @Test
  void whatNothingTellsIsSaidBehindWhatAModelSays() {
    useLlm();
    String plan = PLAN.replace("\"size\"", "\"unmet\":[\"that saves the world\"],\"size\"");
    llm.behave(FakeLlm.content(asked -> asked.contains("\"hits\"") ? lastTwo(asked) : plan));
    JsonNode untold = chat(Map.of("message", OPEN, "explain", "llm", "size", 4));
    assertThat(llm.requests().getLast().toString()).contains("untold");
    assertThat(untold.path("chooser").asText()).isEqualTo("llm");
    assertThat(untold.path("reply").asText()).contains("“that saves the world”");
    llm.behave(
        FakeLlm.content(
            asked ->
                asked.contains("\"hits\"")
                    ? lastTwo(asked).replaceFirst("[{]", "{\"untold\":[],")
                    : plan));
    JsonNode told = chat(Map.of("message", OPEN, "explain", "llm", "size", 4));
    assertThat(told.path("chooser").asText()).isEqualTo("llm");
    assertThat(told.path("reply").asText()).doesNotContain("“that saves the world”");
  }

  /** The rules know nothing of it; whoever reads the texts may. */
  @Test
  void whatNoFieldAnswersIsAskedOfTheModelThatSeesWhatIsShown() {
    JsonNode shown = chat(Map.of("message", "horror from 1979 to 1990", "size", 3));
    assertThat(ids(shown)).hasSize(3);
    useLlm();
    llm.behave(FakeLlm.content(ChatLlmTests::lastTwo));
    JsonNode chosen = after(shown, "which would you take on a train?");
    assertThat(chosen.path("chooser").asText()).isEqualTo("llm");
    assertThat(ids(chosen)).containsExactly(ids(shown).get(2), ids(shown).get(1));
    assertThat(chosen.path("answer").path("about")).hasSize(2);
    assertThat(chosen.path("answer").path("evidence")).isNotEmpty();
    assertThat(chosen.path("reply").asText()).startsWith("Closest to that: “");
    llm.behave(FakeLlm.content(asked -> "{\"fits\":false,\"explanations\":[]}"));
    JsonNode none = after(shown, "does one of them have a happy end?");
    assertThat(none.path("reply").asText()).startsWith("I can't tell for any of these");
    assertThat(none.path("explainer").asText()).isEqualTo("none");
    assertThat(ids(none)).isEqualTo(ids(shown));
    int asked = llm.requests().size();
    JsonNode fact = after(shown, "who directed the first?");
    assertThat(fact.path("answer").path("evidence")).isNotEmpty();
    assertThat(llm.requests()).hasSize(asked);
  }

  /** Which of them is most something no field tells: a model is asked as for any question. */
  @Test
  void aSuperlativeOverWhatIsShownIsAnsweredByTheOnesThatAreIt() {
    JsonNode shown = chat(Map.of("message", "horror from 1979 to 1990", "size", 3));
    useLlm();
    llm.behave(FakeLlm.content(asked -> asked.contains("\"hits\"") ? lastTwo(asked) : ABOUT_ALL));
    JsonNode chosen = after(shown, PICK);
    assertThat(chosen.path("planner").asText()).isEqualTo("llm");
    assertThat(chosen.path("intent").asText()).isEqualTo("explain");
    assertThat(chosen.path("chooser").asText()).isEqualTo("llm");
    assertThat(ids(chosen)).containsExactly(ids(shown).get(2), ids(shown).get(1));
    assertThat(chosen.path("answer").path("about")).hasSize(2);
    assertThat(chosen.path("reply").asText()).startsWith("Closest to that: “");
    llm.behave(
        FakeLlm.content(
            asked ->
                asked.contains("\"hits\"") ? "{\"fits\":false,\"explanations\":[]}" : ABOUT_ALL));
    JsonNode none = after(shown, PICK);
    assertThat(none.path("reply").asText())
        .isEqualTo("I can't tell for any of these: nothing says “" + PICK + "”.");
    assertThat(ids(none)).isEqualTo(ids(shown));
    assertThat(none.path("hits"))
        .allSatisfy(hit -> assertThat(hit.path("explanation").asText()).isEmpty());
  }

  /** What a model says of two stands in the order and in the place that the person sees. */
  @Test
  void whatAModelSaysOfADifferenceIsTheReplyInTheOrderShown() {
    useLlm();
    llm.behave(FakeLlm.content(asked -> asked.contains("\"hits\"") ? lastTwo(asked) : PLAN20));
    JsonNode shown = chat(Map.of("message", OPEN, "size", 20));
    assertThat(ids(shown)).hasSize(2);
    llm.behave(FakeLlm.content(asked -> asked.contains("\"hits\"") ? byYear(asked) : ABOUT_ALL));
    JsonNode compared = after(shown, "how do the first two differ?");
    assertThat(compared.path("intent").asText()).isEqualTo("compare");
    assertThat(compared.path("degraded")).isEmpty();
    assertThat(ids(compared)).isEqualTo(ids(shown));
    List<String> titles = new ArrayList<>();
    compared.path("hits").forEach(hit -> titles.add(hit.path("source").path("title").asText()));
    assertThat(compared.path("reply").asText())
        .startsWith("“" + titles.get(0) + "” is from ")
        .contains(", and “" + titles.get(1) + "” from ");
    assertThat(compared.path("answer").path("text")).isEqualTo(compared.path("reply"));
  }

  /** The rules read no question in it. */
  private static final String PICK = "I need to pick one for a grieving friend";

  private static final String ABOUT_ALL =
      "{\"intent\":\"explain\",\"query\":\"\",\"filters\":[],\"like_items\":[],\"sort\":[],\"size\":3,\"references\":[1,2,3]}";

  /** A model that says of the first two hits which year they are from, and nothing of each. */
  private static String byYear(String prompt) {
    try {
      JsonNode hits = JSON.readTree(prompt).path("hits");
      String text =
          "“%s” is from %s, and “%s” from %s."
              .formatted(
                  told(hits.path(0), "title"),
                  told(hits.path(0), "year"),
                  told(hits.path(1), "title"),
                  told(hits.path(1), "year"));
      return JSON.writeValueAsString(
          Map.of(
              "intro", Map.of("text", text, "hits", List.of(1, 2)),
              "fits", true,
              "explanations", List.of()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String told(JsonNode hit, String field) {
    for (JsonNode line : hit.path("evidence")) {
      String[] parts = line.asText().split(": ", 2);
      if (parts[0].endsWith(" " + field)) {
        return parts[1];
      }
    }
    throw new AssertionError(hit + " has no " + field);
  }

  private JsonNode after(JsonNode before, String message) {
    return chat(Map.of("message", message, "session_id", before.path("session_id").asText()));
  }

  private static final String PLAN20 = PLAN.replace("\"size\":3", "\"size\":20");

  @Test
  void turnsOfOneSessionAtOnceAreEachThereOnce() throws Exception {
    JsonNode first = chat(Map.of("message", "horror", "explain", "none"));
    String session = first.path("session_id").asText();
    List<Future<Rest.Answer>> calls = new ArrayList<>();
    try (ExecutorService clients = Executors.newFixedThreadPool(16)) {
      for (int i = 0; i < 16; i++) {
        String body =
            JSON.valueToTree(
                    Map.of(
                        "message",
                        "films from " + (1980 + i),
                        "session_id",
                        session,
                        "time_budget",
                        "1m"))
                .toString();
        calls.add(clients.submit(() -> rest.post(CHAT, body)));
      }
      List<Integer> numbers = new ArrayList<>(List.of(1));
      for (Future<Rest.Answer> call : calls) {
        numbers.add(call.get().orFail().path("turn").asInt());
      }
      assertThat(numbers)
          .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 17).boxed().toList());
    }
    JsonNode kept = rest.get(ROOT + "/sessions/" + session).orFail().path("turns");
    assertThat(kept).extracting(t -> t.path("turn").asInt()).doesNotHaveDuplicates().hasSize(17);
    assertThat(kept).extracting(t -> t.path("message").asText()).doesNotHaveDuplicates();
  }

  @Test
  void aSessionCanBeReadAndForgotten() {
    JsonNode first = chat(Map.of("message", "horror from 1979"));
    String session = ROOT + "/sessions/" + first.path("session_id").asText();
    JsonNode read = rest.get(session).orFail();
    assertThat(read.path("catalog").asText()).isEqualTo("films");
    assertThat(read.path("turns").get(0).path("message").asText()).isEqualTo("horror from 1979");
    assertThat(ids(read.path("turns").get(0))).isEqualTo(ids(first));
    JsonNode turn = rest.get(session + "/turns/1?wait=1s").orFail();
    assertThat(turn.path("explainer").asText()).isEqualTo("template");
    assertThat(turn.path("hits").get(0).path("explanation"))
        .isEqualTo(first.path("hits").get(0).path("explanation"));
    assertThat(rest.get(session + "/turns/2").status()).isEqualTo(404);
    for (String bad : List.of("/turns/0", "/turns/x", "/turns/1?wait=soon", "/turns/1?wait=2h")) {
      assertThat(rest.get(session + bad).status()).as(bad).isEqualTo(400);
    }
    assertThat(rest.delete(session).orFail().path("deleted").asBoolean()).isTrue();
    assertThat(rest.get(session).status()).isEqualTo(404);
    assertThat(rest.delete(session).status()).isEqualTo(404);
  }
}
