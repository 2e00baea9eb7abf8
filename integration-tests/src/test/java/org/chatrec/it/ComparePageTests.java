package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.chatrec.node.Project;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.ExpectedConditions;

/** What the page opens on: one question for everybody and for a person, on the sample catalogue. */
@OnRealNode
class ComparePageTests {
  private static final JsonMapper JSON = new JsonMapper();

  /** Rows that the page shows of each list. */
  private static final int SHOWN = 8;

  /** As far down the plain list an item is still about the question. */
  private static final int ON_TOPIC = 30;

  private final Rest rest;
  private Browser browser;
  private Page page;

  ComparePageTests(Rest rest) {
    this.rest = rest;
  }

  @BeforeEach
  void open() {
    browser = Browser.open();
    page = new Page(browser.driver(), rest.root());
    SampleFilms.load(rest);
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void opensOnABeforeAndAfterThatItsAddressSays() throws IOException {
    page.openAt("", ".column.personal .card");
    JsonNode first = demo().at("/offers/0");
    assertThat(browser.driver().getCurrentUrl())
        .contains("catalog=films", "user=" + first.path("user").asText(), "q=");
    assertThat(page.titles(".column:not(.personal)"))
        .isEqualTo(titles(search(first.path("question").asText(), "")));
    assertThat(page.one(".summary").getText()).containsPattern("\\d+ (new|up|gone)");
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void linesJoinWhatBothListsHaveAndFollowThePerson() {
    page.compare("films", "miyazaki", "a journey");
    List<String> plain = page.titles(".column:not(.personal)");
    List<String> miyazakis = page.titles(".column.personal");
    assertThat(page.count(".lines path")).isEqualTo(common(plain, miyazakis));
    page.press(".person-switch");
    page.press(".chooser [data-user=western]");
    page.until(driver -> page.titles(".column.personal").equals(miyazakis) ? null : true);
    assertThat(browser.driver().getCurrentUrl()).contains("user=western");
    assertThat(page.titles(".column:not(.personal)")).isEqualTo(plain);
    assertThat(page.count(".lines path")).isEqualTo(common(plain, page.titles(".column.personal")));
  }

  @Test
  void whatWasSeenIsHiddenUntilItIsWanted() {
    page.compare("films", "ridley", "science fiction");
    Set<String> seen = new HashSet<>();
    for (JsonNode hit : search("science fiction", "ridley")) {
      if (hit.at("/fields/_chatrec_seen/0").asBoolean()) {
        seen.add(hit.at("/_source/title").asText());
      }
    }
    assertThat(seen).isNotEmpty();
    assertThat(page.titles(".column.personal")).hasSize(SHOWN).doesNotContainAnyElementsOf(seen);
    page.press(".seen-note button");
    page.until(ExpectedConditions.presenceOfElementLocated(By.cssSelector(".personal .mark")));
    assertThat(page.titles(".column.personal"))
        .isEqualTo(titles(search("science fiction", "ridley")));
  }

  @Test
  void aWeightMovesTheListAtOnceAndIsCopiedAsASearch() {
    page.compare("films", "miyazaki", "a journey");
    List<String> before = page.titles(".column.personal");
    page.press(".tune summary");
    page.run(
        "const s = document.querySelector('#weight-content'); s.value = 1;"
            + "s.dispatchEvent(new Event('input', {bubbles: true}))");
    page.until(driver -> page.titles(".column.personal").equals(before) ? null : true);
    assertThat(page.one(".call").getText())
        .contains("POST /films/_search", "\"content\": 1", "\"user_id\": \"miyazaki\"");
  }

  /** Otherwise nobody would see in three minutes what a person changes, or worse, see it harm. */
  @Test
  void onEveryOfferedQuestionThePersonHelps() throws IOException {
    for (JsonNode offer : demo().path("offers")) {
      String question = offer.path("question").asText();
      List<JsonNode> plain = list(search(question, ""));
      List<JsonNode> personal =
          list(search(question, offer.path("user").asText())).stream()
              .filter(hit -> !hit.at("/fields/_chatrec_seen/0").asBoolean())
              .limit(SHOWN)
              .toList();
      String name = question + " for " + offer.path("user").asText();
      assertThat(liked(offer, personal))
          .as("more of what the person likes: " + name)
          .isGreaterThan(liked(offer, plain.subList(0, SHOWN)));
      assertThat(personal.stream().filter(hit -> among(hit, plain)).count())
          .as("still about the question: " + name)
          .isGreaterThanOrEqualTo(SHOWN / 2);
    }
  }

  private static long liked(JsonNode offer, List<JsonNode> hits) {
    String value = offer.at("/taste/value").asText();
    return hits.stream()
        .map(hit -> hit.path("_source").path(offer.at("/taste/field").asText()).toString())
        .filter(text -> text.contains(value))
        .count();
  }

  private static boolean among(JsonNode hit, List<JsonNode> others) {
    return others.stream().anyMatch(other -> other.path("_id").equals(hit.path("_id")));
  }

  @Test
  void whoHasThePageGetsItNoSecondTime() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (String part : List.of("", "/app.js", "/style.css", "?x=1")) {
        HttpRequest.Builder request =
            HttpRequest.newBuilder(rest.root().resolve("/_plugins/_chatrec/ui" + part));
        HttpResponse<String> first =
            client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(first.statusCode()).as(part).isEqualTo(200);
        String tag = first.headers().firstValue("etag").orElseThrow();
        HttpResponse<String> again =
            client.send(
                request.copy().header("If-None-Match", tag).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(again.statusCode()).as(part).isEqualTo(304);
        HttpResponse<String> head =
            client.send(request.copy().HEAD().build(), HttpResponse.BodyHandlers.ofString());
        assertThat(head.statusCode()).as(part).isEqualTo(200);
        assertThat(head.headers().firstValue("etag")).contains(tag);
      }
    }
  }

  private static JsonNode demo() throws IOException {
    Path file = Project.current().root().resolve("rest-handlers/src/main/ui/src/compare/demo.json");
    return JSON.readTree(Files.readString(file));
  }

  private JsonNode search(String question, String user) {
    Map<String, Object> personal = Map.of("user_id", user, "seen", "mark");
    Map<String, Object> asked = new HashMap<>(user.isEmpty() ? Map.of() : personal);
    asked.putAll(Map.of("text", question, "retrieval", "hybrid"));
    Map<String, Object> body =
        Map.of(
            "size", ON_TOPIC,
            "query", Map.of("match_all", Map.of()),
            "ext", Map.of("chatrec", asked));
    return rest.post("/films/_search", JSON.valueToTree(body).toString()).orFail().at("/hits/hits");
  }

  private static List<JsonNode> list(JsonNode hits) {
    return StreamSupport.stream(hits.spliterator(), false).toList();
  }

  private static List<String> titles(JsonNode hits) {
    return list(hits).stream().limit(SHOWN).map(hit -> hit.at("/_source/title").asText()).toList();
  }

  private static int common(List<String> one, List<String> other) {
    return (int) one.stream().filter(other::contains).count();
  }
}
