package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.chatrec.demo.DemoMain;
import org.chatrec.node.Commands;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.Select;

/** The web page in a real browser, on a real node with the sample catalogue. */
@OnRealNode
class PageTests {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CATALOGS = "/_plugins/_chatrec/catalogs/";
  private static final String TENSE =
      "a tense science fiction film from the nineties, not a comedy";

  /** What is cut off without scrolling would not fit either. */
  private static final String RIGHTMOST =
      "return Math.ceil(Math.max(...[...document.querySelectorAll('.card, .reply, table, .bar')]"
          + ".map(e => e.getBoundingClientRect().right)))";

  private static final String CREATE =
      """
      "create":{"properties":{"title":{"type":"text"},"overview":{"type":"text"}}},""";

  private final Rest rest;
  private Browser browser;
  private Page page;

  PageTests(Rest rest) {
    this.rest = rest;
  }

  @BeforeEach
  void open() {
    browser = Browser.open();
    page = new Page(browser.driver(), rest.root());
    if (rest.get(CATALOGS + "films").status() != 200) {
      PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
      assertThat(Commands.run(new DemoMain(out), "--url", rest.root().toString())).isZero();
    }
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
    List.of("page-markup", "page-gone").forEach(name -> rest.delete(CATALOGS + name));
  }

  @Test
  void loadsWithoutAComplaintOfTheBrowser() {
    page.open("films", "ridley").untilText(".you h2", "For ridley").ask(TENSE);
    page.until(ExpectedConditions.presenceOfElementLocated(By.cssSelector(".picks .card")));
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void runsNoScriptThatIsNotItsOwn() {
    page.open("films", "");
    page.run(
        "const s = document.createElement('script'); s.textContent = 'window.foreign = 1';"
            + "document.head.append(s)");
    assertThat(page.run("return window.foreign ?? null")).isNull();
    assertThat(page.complaints()).anySatisfy(line -> assertThat(line).contains("script-src"));
  }

  @Test
  void userAndCatalogueAreChosenAndKeptInTheAddress() {
    markupCatalog("page-markup");
    page.open("films", "").press(".person").untilText(".you h2", "For ridley");
    assertThat(browser.driver().getCurrentUrl()).endsWith("#catalog=films&user=ridley");
    assertThat(page.one("#welcome h2").getText()).contains("mood");
    new Select(page.one("#catalog")).selectByValue("page-markup");
    page.untilText("#welcome h2", "What are you looking for?");
    assertThat(browser.driver().getCurrentUrl()).endsWith("#catalog=page-markup&user=ridley");
    page.press("#user-clear").untilText(".you h2", "For you");
    browser.driver().navigate().back();
    page.untilText(".you h2", "For ridley");
  }

  @Test
  void showsWhatTheServerAnswered() {
    page.open("films", "ridley").ask(TENSE);
    JsonNode answer = chat("ridley", TENSE);
    assertThat(page.titles()).hasSize(5).isEqualTo(titles(answer));
    assertThat(page.one(".reply").getText()).isEqualTo(answer.path("reply").asText());
    assertThat(page.one(".plan").getText())
        .contains("genres: Science Fiction", "not genres: Comedy", "year 1990–1999");
    for (int i = 0; i < 5; i++) {
      JsonNode hit = answer.path("hits").get(i);
      WebElement card = page.cards().get(i);
      assertThat(card.findElement(By.className("facts")).getText())
          .contains(hit.at("/source/director/0").asText(), hit.at("/source/year").asText())
          .contains("runtime " + hit.at("/source/runtime").asInt());
      assertThat(card.findElement(By.className("explanation")).getText())
          .isEqualTo(hit.path("explanation").asText());
    }
  }

  @Test
  void barsSumToTheScore() {
    page.open("films", "ridley").ask(TENSE);
    double best = score(page.cards().getFirst());
    for (WebElement card : page.cards()) {
      List<WebElement> parts = card.findElements(By.cssSelector(".chart li b"));
      assertThat(parts).hasSizeGreaterThan(1);
      double sum = parts.stream().mapToDouble(part -> Double.parseDouble(part.getText())).sum();
      // every number is rounded to three decimals
      assertThat(sum).isCloseTo(score(card), within(0.0005 * (parts.size() + 1)));
      double width =
          card.findElements(By.className("segment")).stream().mapToDouble(PageTests::share).sum();
      assertThat(width).isCloseTo(100 * score(card) / best, within(0.5));
    }
  }

  private static double score(WebElement card) {
    String text = card.findElement(By.cssSelector(".chart .total")).getText();
    return Double.parseDouble(text.replaceAll("[^0-9.]", ""));
  }

  private static double share(WebElement segment) {
    String style = Objects.requireNonNull(segment.getDomAttribute("style"));
    return Double.parseDouble(style.replaceAll("[^0-9.]", ""));
  }

  @Test
  void aLikeIsStoredAndChangesTheNextAnswer() {
    rest.delete(CATALOGS + "films/users/page-fan");
    page.open("films", "page-fan").ask(TENSE);
    List<String> before = page.titles();
    WebElement last = page.cards().getLast();
    String liked = Objects.requireNonNull(last.getDomAttribute("data-item"));
    page.press("[data-item='" + liked + "'] [data-type=like]")
        .press(".hint button")
        .untilAnswered(2);
    JsonNode event = onlyEvent("page-fan");
    assertThat(event.path("type").asText()).isEqualTo("like");
    assertThat(event.path("item_id").asText()).isEqualTo(liked);
    assertThat(event.path("position").asInt()).isEqualTo(5);
    assertThat(event.path("query_id").asText()).isNotBlank();
    assertThat(page.titles()).isNotEqualTo(before).isEqualTo(titles(chat("page-fan", TENSE)));
    assertThat(page.all(".turn:last-of-type .move")).isNotEmpty();
  }

  private JsonNode onlyEvent(String user) {
    JsonNode hits =
        rest.get("/.chatrec-events/_search?q=type:like%20AND%20user_id:" + user)
            .orFail()
            .at("/hits/hits");
    assertThat(hits).hasSize(1);
    return hits.get(0).path("_source");
  }

  @Test
  void anotherUserGetsAnotherOrder() {
    page.open("films", "ridley").ask(TENSE);
    List<String> ridleys = page.titles();
    page.be("miyazaki").press("#followups .chip").untilAnswered(2);
    assertThat(page.one(".divider").getText()).isEqualTo("Now you are miyazaki");
    assertThat(page.titles()).isNotEqualTo(ridleys).isEqualTo(titles(chat("miyazaki", TENSE)));
  }

  @Test
  void markupInATitleIsText() {
    String title = "<img src=x onerror=alert(1)>";
    markupCatalog("page-markup");
    Map<String, String> item = Map.of("title", title, "overview", "A story about a lighthouse.");
    rest.put("/page-markup/_doc/1?refresh", JSON.valueToTree(item).toString()).orFail();
    page.open("page-markup", "<b>me</b>").ask("a story about a lighthouse");
    assertThat(page.titles()).containsExactly(title);
    assertThat(page.one(".you h2").getText()).isEqualTo("For <b>me</b>");
    // an image in the cards would have come from the title; an open alert fails every command
    assertThat(page.all(".card img, .you h2 b")).isEmpty();
    assertThat(page.complaints()).noneMatch(line -> line.contains("Content Security Policy"));
  }

  @Test
  void theKeyboardIsEnough() {
    page.open("films", "page-typist");
    Actions keys = new Actions(browser.driver());
    keys.sendKeys(Keys.TAB, Keys.ENTER).sendKeys(TENSE, Keys.ENTER).perform();
    page.untilAnswered(1);
    String like = "document.activeElement?.matches('.turn [data-type=like]')";
    for (int tabs = 0; tabs < 20 && !Boolean.TRUE.equals(page.run("return " + like)); tabs++) {
      keys.keyDown(Keys.SHIFT).sendKeys(Keys.TAB).keyUp(Keys.SHIFT).perform();
    }
    assertThat(page.run("return " + like)).isEqualTo(true);
    keys.sendKeys(Keys.SPACE).perform();
    page.until(
        ExpectedConditions.attributeToBe(
            By.cssSelector(".card:focus-within [data-type=like]"), "aria-pressed", "true"));
  }

  @Test
  void aPhoneNeedsNoScrollingToTheSide() {
    page.asPhone(360, 760).open("films", "ridley").ask(TENSE);
    assertThat(page.one("#you").isDisplayed()).isFalse();
    fitsInto(360);
    page.ask("compare 1 and 2");
    assertThat(page.one(".comparison").isDisplayed()).isTrue();
    fitsInto(360);
    page.press("[data-show=you]");
    page.until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(".picks .card")));
    assertThat(page.one("#chat").isDisplayed()).isFalse();
    fitsInto(360);
  }

  private void fitsInto(long width) {
    assertThat(page.run("return innerWidth")).isEqualTo(width);
    assertThat(page.run("return document.documentElement.scrollWidth")).isEqualTo(width);
    assertThat((Long) page.run(RIGHTMOST)).isPositive().isLessThanOrEqualTo(width);
  }

  @Test
  void offersTheViewersThatTheDemoLoads() throws IOException {
    page.open("films", "");
    List<String> offered =
        page.all("#viewers option").stream().map(one -> one.getDomAttribute("value")).toList();
    try (InputStream viewers = DemoMain.class.getResourceAsStream("viewers.json")) {
      assertThat(offered)
          .containsExactlyInAnyOrderElementsOf(JSON.readTree(viewers).findValuesAsText("id"));
    }
  }

  @Test
  void anErrorIsToldInTheServersWords() {
    markupCatalog("page-gone");
    page.open("page-gone", "");
    rest.delete(CATALOGS + "page-gone").orFail();
    page.ask("a story about a lighthouse");
    assertThat(page.one(".turn .error").getText())
        .contains("[page-gone] is not declared", "Try again");
    markupCatalog("page-gone");
    page.press(".turn .error button");
    page.until(ExpectedConditions.presenceOfElementLocated(By.cssSelector(".turn .reply")));
  }

  /** A catalogue without facts; the index outlives it and is found again. */
  private void markupCatalog(String name) {
    String create = rest.get("/" + name).status() == 200 ? "" : CREATE;
    String body =
        """
        {"index":"%s",%s"title_field":"title","text_fields":["title","overview"],"filter_fields":[],
         "model":"all-minilm-l6-v2","embed_fields":["title","overview"],"vector_field":"item_vector"}
        """
            .formatted(name, create);
    rest.put(CATALOGS + name, body).orFail();
  }

  private JsonNode chat(String user, String message) {
    Map<String, String> body = Map.of("message", message, "user_id", user);
    return rest.post(CATALOGS + "films/chat", JSON.valueToTree(body).toString()).orFail();
  }

  private static List<String> titles(JsonNode answer) {
    return StreamSupport.stream(answer.path("hits").spliterator(), false)
        .map(hit -> hit.at("/source/title").asText())
        .toList();
  }
}
