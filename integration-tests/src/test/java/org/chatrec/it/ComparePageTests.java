package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.support.ui.ExpectedConditions;

/** What the page opens on: one question for everybody and for a person, on the sample catalogue. */
@OnRealNode
class ComparePageTests {
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
  void opensOnABeforeAndAfterThatItsAddressSays() {
    page.openAt("", ".column.personal .card");
    JsonNode first = OfferedQuestions.of("films").getFirst();
    assertThat(browser.driver().getCurrentUrl())
        .contains("catalog=films", "user=" + first.path("user").asText(), "q=");
    List<String> plain = page.titles(".column:not(.personal)");
    assertThat(plain).hasSize(OfferedQuestions.SHOWN);
    assertThat(page.titles(".column.personal")).hasSize(OfferedQuestions.SHOWN).isNotEqualTo(plain);
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
    assertThat(hidden).hasSize(OfferedQuestions.SHOWN);
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

  @Test
  void onEveryOfferedQuestionThePersonHelps() {
    OfferedQuestions.assertThatThePersonHelps(page, rest, "films");
  }

  /** What the sheet says of an item's place is what the list beside it shows. */
  @Test
  void anOpenedItemStandsWhereItsListShowsIt() {
    JsonNode first = OfferedQuestions.of("films").getFirst();
    page.compare("films", first.path("user").asText(), first.path("question").asText());
    page.press(".column.personal li:nth-child(3) .title-button");
    page.until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(".standing")));
    assertThat(page.one(".standing").getText()).startsWith("Number 3 of ");
  }

  /** The figures are those of the search: the weights of the catalogue are others. */
  @Test
  void whatAPartAddsIsItsFitTimesTheWeightInUse() {
    page.compare("films", "miyazaki", "a journey").press(".column.personal .title-button");
    page.until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(".waterfall .raw")));
    int told = 0;
    for (WebElement row : page.all(".waterfall tbody tr")) {
      List<WebElement> cells = row.findElements(By.cssSelector(".number"));
      if (cells.getFirst().getText().isBlank()) {
        continue;
      }
      double fit = Double.parseDouble(cells.get(0).getText());
      double weight = Double.parseDouble(cells.get(1).getText().replace("×", "").strip());
      assertThat(fit).isBetween(0.0, 1.0);
      // of three rounded figures
      assertThat(fit * weight)
          .isCloseTo(Double.parseDouble(cells.get(2).getText()), within(0.0005 * (2 + weight)));
      told++;
    }
    assertThat(told).isGreaterThan(2);
  }

  /** Somebody of this test's own likes a film in one tab; the other shows the same list then. */
  @Test
  void anotherTabFollows() {
    WebDriver driver = browser.driver();
    page.compare("films", "page-tabs", "a comedy");
    String one = driver.getWindowHandle();
    List<String> before = page.titles(".column.personal");
    driver.switchTo().newWindow(WindowType.TAB);
    page.compare("films", "page-tabs", "a comedy");
    page.press(".column.personal [data-type=like]");
    page.until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(".effect")));
    List<String> after = page.titles(".column.personal");
    assertThat(after).isNotEqualTo(before);
    driver.switchTo().window(one);
    page.until(shown -> page.titles(".column.personal").equals(after) ? true : null);
  }

  @Test
  void theListForEverybodyIsOfWhatIsPopularWhereNothingIsAskedFor() {
    page.compare("films", "ridley", "what should I watch tonight?");
    List<String> popular =
        rest.post(
                "/films/_search",
                "{\"size\":3,\"sort\":[{\"popularity\":\"desc\"}],\"_source\":[\"title\"]}")
            .orFail()
            .at("/hits/hits")
            .findValuesAsText("title");
    assertThat(page.titles(".column:not(.personal)")).startsWith(popular.toArray(String[]::new));
    assertThat(page.all(".legend li")).isNotEmpty();
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

  private static int common(List<String> one, List<String> other) {
    return (int) one.stream().filter(other::contains).count();
  }
}
