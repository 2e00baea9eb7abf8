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
import java.util.List;
import java.util.Map;
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
    List<String> plain = page.titles(".column:not(.personal)");
    assertThat(plain).hasSize(SHOWN);
    assertThat(page.titles(".column.personal")).hasSize(SHOWN).isNotEqualTo(plain);
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
    List<String> hidden = page.titles(".column.personal");
    assertThat(hidden).hasSize(SHOWN);
    assertThat(page.all(".personal .mark")).isEmpty();
    page.press(".seen-note button");
    page.until(ExpectedConditions.presenceOfElementLocated(By.cssSelector(".personal .mark")));
    assertThat(page.titles(".column.personal li:has(.mark)"))
        .isNotEmpty()
        .doesNotContainAnyElementsOf(hidden);
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

  /** Otherwise nobody would see in three minutes what a person changes. */
  @Test
  void onEveryOfferedQuestionThePersonHelps() throws IOException {
    Map<String, JsonNode> films = films();
    for (JsonNode offer : demo().path("offers")) {
      String user = offer.path("user").asText();
      page.compare("films", user, offer.path("question").asText());
      List<String> plain = page.titles(".column:not(.personal)");
      List<String> personal = page.titles(".column.personal");
      String name = offer.path("question").asText() + " for " + user;
      assertThat(personal).as(name).hasSize(SHOWN);
      assertThat(liked(offer, personal, films))
          .as("more of what the person likes: " + name + " " + personal)
          .isGreaterThanOrEqualTo(2 + liked(offer, plain, films));
    }
  }

  private static long liked(JsonNode offer, List<String> titles, Map<String, JsonNode> films) {
    String value = offer.at("/taste/value").asText();
    return titles.stream()
        .map(title -> films.get(title).path(offer.at("/taste/field").asText()).toString())
        .filter(text -> text.contains(value))
        .count();
  }

  private Map<String, JsonNode> films() {
    Map<String, JsonNode> films = new HashMap<>();
    for (JsonNode hit :
        rest.post("/films/_search", "{\"size\":1000,\"_source\":[\"title\",\"genres\"]}")
            .orFail()
            .at("/hits/hits")) {
      films.put(hit.at("/_source/title").asText(), hit.path("_source"));
    }
    return films;
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

  private static int common(List<String> one, List<String> other) {
    return (int) one.stream().filter(other::contains).count();
  }
}
