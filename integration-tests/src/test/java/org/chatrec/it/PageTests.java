package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.chatrec.demo.DemoMain;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
      "return Math.ceil(Math.max(...[...document.querySelectorAll('.card, .reply, table, .bar, .me')]"
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
    SampleFilms.load(rest);
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
    page.open("films", "").press(".you .person").untilText(".you h2", "For ridley");
    assertThat(browser.driver().getCurrentUrl()).endsWith("#catalog=films&user=ridley&view=talk");
    assertThat(page.one("#welcome h2").getText()).contains("mood");
    new Select(page.one("#catalog")).selectByVisibleText("page-markup");
    page.untilText("#welcome h2", "What are you looking for?");
    assertThat(browser.driver().getCurrentUrl())
        .endsWith("#catalog=page-markup&user=ridley&view=talk");
    page.press("#person").press("#nobody").untilText(".you h2", "For you");
    browser.driver().navigate().back();
    page.untilText(".you h2", "For ridley");
  }

  /** Before the browser has drawn the view. */
  @Test
  void aMessageThatIsSentAsSoonAsThereIsABoxIsAnswered() {
    page.compare("films", "ridley", "a journey");
    page.run(
        """
        new MutationObserver((changes, observer) => {
          const box = document.querySelector('#message');
          if (!box) return;
          observer.disconnect();
          box.value = arguments[0];
          box.dispatchEvent(new Event('input', {bubbles: true}));
          queueMicrotask(() => document.querySelector('#composer').requestSubmit());
        }).observe(document.body, {childList: true, subtree: true});
        document.querySelector('[data-view=talk]').click();
        """,
        TENSE);
    page.untilAnswered(1);
    assertThat(page.titles()).hasSize(5);
  }

  @Test
  void showsWhatTheServerAnswered() {
    page.open("films", "ridley").ask(TENSE);
    JsonNode answer = chat("ridley", TENSE);
    assertThat(page.titles()).hasSize(5).isEqualTo(titles(answer));
    assertThat(page.one(".reply").getText()).isEqualTo(answer.path("reply").asText());
    assertThat(page.one(".plan").getText())
        .contains("Science Fiction", "not Comedy", "1990–1999")
        .doesNotContain("genres", "year");
    for (int i = 0; i < 5; i++) {
      JsonNode hit = answer.path("hits").get(i);
      WebElement card = page.cards().get(i);
      int minutes = hit.at("/source/runtime").asInt();
      assertThat(card.findElement(By.className("facts")).getText())
          .contains(hit.at("/source/director/0").asText(), hit.at("/source/year").asText())
          .contains(minutes / 60 + " h " + (minutes % 60 < 10 ? "0" : "") + minutes % 60);
      // the question stands above the cards
      assertThat(card.findElements(By.className("sentence")))
          .allSatisfy(
              sentence ->
                  assertThat(sentence.getText()).isNotBlank().doesNotStartWith("As you asked"));
      page.openItem(hit.path("id").asText());
      assertThat(page.one(".sheet .explanation").getText())
          .isEqualTo(hit.path("explanation").asText());
      page.escape();
    }
    assertThat(page.all(".card .sentence")).isNotEmpty();
  }

  @Test
  void barsSumToTheScoreAndHaveOneScale() {
    double full = 0;
    for (JsonNode weight : rest.get(CATALOGS + "films").orFail().path("weights")) {
      full += Math.max(0, weight.asDouble());
    }
    page.open("films", "ridley").ask(TENSE);
    for (WebElement card : page.cards()) {
      double width =
          card.findElements(By.className("segment")).stream().mapToDouble(PageTests::share).sum();
      page.openItem(Objects.requireNonNull(card.getDomAttribute("data-item")));
      List<WebElement> parts = page.all(".waterfall tbody b");
      assertThat(parts).hasSizeGreaterThan(1);
      double sum = parts.stream().mapToDouble(part -> number(part.getText())).sum();
      double score = number(page.one(".waterfall .total").getText());
      // every number is rounded to three decimals
      assertThat(sum).isCloseTo(score, within(0.0005 * (parts.size() + 1)));
      assertThat(width).isCloseTo(100 * score / Math.max(full, score), within(0.5));
      page.escape();
    }
  }

  private static double number(String text) {
    return Double.parseDouble(text.replace('−', '-'));
  }

  private static double share(WebElement segment) {
    String style = Objects.requireNonNull(segment.getDomAttribute("style"));
    return Double.parseDouble(style.replaceAll("[^0-9.]", ""));
  }

  @Test
  void aLikeIsStoredChangesTheListInPlaceAndCanBeTakenBack() {
    rest.delete(CATALOGS + "films/users/page-fan");
    page.open("films", "page-fan").ask(TENSE);
    List<String> before = page.titles();
    WebElement last = page.cards().getLast();
    String liked = Objects.requireNonNull(last.getDomAttribute("data-item"));
    page.press(".turn [data-item='" + liked + "'] [data-type=like]");
    page.until(ExpectedConditions.presenceOfElementLocated(By.cssSelector(".turn .effect")));
    JsonNode event = onlyEvent("page-fan");
    assertThat(event.path("type").asText()).isEqualTo("like");
    assertThat(event.path("item_id").asText()).isEqualTo(liked);
    assertThat(event.path("position").asInt()).isEqualTo(5);
    assertThat(event.path("query_id").asText()).isNotBlank();
    assertThat(page.titles()).isNotEqualTo(before).isEqualTo(titles(chat("page-fan", TENSE)));
    assertThat(page.all(".turn:last-of-type .move")).isNotEmpty();
    page.press(".turn .effect .undo");
    page.until(driver -> page.titles().equals(before) ? true : null);
    assertThat(rest.get(CATALOGS + "films/users/page-fan").status()).isEqualTo(404);
  }

  @Test
  void whatIsNotForOneLeavesAndTheNextSlidesIn() {
    rest.delete(CATALOGS + "films/users/page-critic");
    page.open("films", "page-critic").ask(TENSE);
    List<String> before = page.titles();
    page.press(".turn .card [data-type=dislike]");
    page.until(driver -> page.titles().contains(before.getFirst()) ? null : true);
    page.until(driver -> page.titles().size() == 5 ? true : null);
    assertThat(page.one(".turn .effect").getText()).contains(before.getFirst());
    rest.delete(CATALOGS + "films/users/page-critic");
  }

  private JsonNode onlyEvent(String user) {
    rest.post("/.chatrec-events/_refresh", "").orFail();
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
    page.be("miyazaki").ask(TENSE);
    assertThat(page.titles()).isNotEqualTo(ridleys).isEqualTo(titles(chat("miyazaki", TENSE)));
  }

  @Test
  void aConversationComesBackWithItsAddress() {
    page.open("films", "ridley").ask(TENSE).ask("newer");
    List<String> before = page.titles();
    browser.driver().navigate().refresh();
    page.until(driver -> page.count(".said") == 2 && page.titles().equals(before) ? true : null);
    page.ask("why the second one?");
    assertThat(page.one(".turn:last-of-type").getText()).contains(before.get(1));
  }

  @Test
  void aPartOfThePlanIsTakenAwayByItsChip() {
    page.open("films", "").ask(TENSE);
    page.press(".plan li:last-child .chip-remove").untilAnswered(2);
    assertThat(page.one(".turn:last-of-type .plan").getText())
        .contains("Science Fiction, not Comedy")
        .doesNotContain("1990");
  }

  @Test
  void aPartOfThePlanIsChangedInTheBox() {
    page.open("films", "").ask(TENSE).press(".plan li:last-child .chip-text");
    page.until(
        driver -> "1990–1999".equals(page.run("return getSelection().toString()")) ? true : null);
    // over what is selected
    new Actions(browser.driver()).sendKeys("2000–2010", Keys.ENTER).perform();
    page.untilAnswered(2);
    assertThat(page.one(".turn:last-of-type .plan").getText())
        .contains("Science Fiction, not Comedy", "2000–2010")
        .doesNotContain("1990");
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
  void anItemOfAnySizeStaysInItsCardAndALostPictureIsDrawn() {
    markupCatalog("page-markup");
    Map<String, String> item =
        Map.of(
            "title",
            "endless".repeat(1_500),
            "overview",
            "A story about a lighthouse.",
            "director",
            "Nobody".repeat(500),
            "picture",
            "/page-markup/no-such-picture.png");
    rest.put("/page-markup/_doc/1?refresh", JSON.valueToTree(item).toString()).orFail();
    page.asPhone(390, 760).open("page-markup", "").ask("a story about a lighthouse");
    page.until(ExpectedConditions.presenceOfElementLocated(By.cssSelector(".card svg.tile")));
    assertThat(page.cards()).hasSize(1);
    assertThat(page.cards().getFirst().getSize().getHeight()).isLessThan(300);
    fitsInto(390);
  }

  @Test
  void aLinkToACatalogueThatIsNotThereSaysSo() {
    page.openAt("catalog=nowhere&view=talk", "#notice");
    assertThat(page.one("#notice").getText()).contains("no catalogue “nowhere”");
    page.until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector("#welcome h2")));
    assertThat(browser.driver().getCurrentUrl()).doesNotContain("nowhere");
  }

  @Test
  void whatTheSearcherHasHadLeadsToOthers() {
    page.open("films", "ridley").ask(TENSE);
    List<String> first = page.titles();
    assertThat(page.one(".known").getText()).startsWith("You have rated or bought ");
    page.press(".known button").untilAnswered(2);
    assertThat(page.titles()).hasSize(5).doesNotContainAnyElementsOf(first);
  }

  /** Whose opinion it is is asked, and the conversation that it is about goes on. */
  @Test
  void nobodysOpinionWaitsForAPersonInTheSameConversation() {
    page.open("films", "").ask(TENSE);
    List<String> before = page.titles();
    page.press(".turn .card [data-type=dislike]");
    page.press("#somebody-new");
    page.until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(".turn .effect")));
    assertThat(page.count(".said")).isOne();
    assertThat(page.titles()).doesNotContain(before.getFirst());
    assertThat(browser.driver().getCurrentUrl()).contains("user=visitor-", "session=");
    String title = Objects.requireNonNull(browser.driver().getTitle());
    assertThat(title).startsWith("Talk · visitor-");
    rest.delete(CATALOGS + "films/users/" + title.split(" · ")[1]);
  }

  /** A film that no list of thrillers has, by anybody or by nobody. */
  @ParameterizedTest
  @ValueSource(strings = {"", "ridley"})
  void whatIsMissedIsAskedForByItsName(String user) {
    page.open("films", user).ask(TENSE);
    assertThat(page.titles()).doesNotContain("Casablanca");
    page.one("#why-not").sendKeys("casablanca", Keys.ENTER);
    page.until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(".standing")));
    assertThat(page.one("#sheet-title").getText()).isEqualTo("Casablanca");
    // it fulfils no condition of the message
    assertThat(page.one(".sheet .standing + .reasons").getText()).isNotBlank();
    page.escape();
    page.one("#why-not").sendKeys(" of the moon", Keys.ENTER);
    page.untilText(".why-not .outcome", "No item is called “casablanca of the moon”.");
  }

  @Test
  void theKeyboardIsEnough() {
    page.open("films", "page-typist");
    Actions keys = new Actions(browser.driver());
    keys.sendKeys(Keys.TAB, Keys.ENTER).sendKeys(TENSE, Keys.ENTER).perform();
    page.untilAnswered(1);
    // from the box to the second hit, and to its heart
    keys.sendKeys(Keys.ARROW_UP, Keys.ARROW_DOWN, Keys.TAB).perform();
    String like = "document.activeElement?.matches('.turn li:nth-child(2) [data-type=like]')";
    assertThat(page.run("return " + like)).isEqualTo(true);
    keys.sendKeys(Keys.SPACE).perform();
    page.until(
        ExpectedConditions.presenceOfElementLocated(
            By.cssSelector(".turn [data-type=like][aria-pressed=true]")));
    keys.sendKeys("/").perform();
    assertThat(page.run("return document.activeElement.id")).isEqualTo("message");
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 390})
  void aPhoneNeedsNoScrollingToTheSide(int width) {
    page.asPhone(width, 760).open("films", "ridley").ask(TENSE);
    fitsInto(width);
    page.ask("compare 1 and 2");
    assertThat(page.one(".comparison").isDisplayed()).isTrue();
    fitsInto(width);
    // a pasted link has no place to break
    page.one("#message").sendKeys("https://example.org/" + "x".repeat(200));
    fitsInto(width);
    page.press("[data-view=me]");
    page.until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(".me .interest")));
    fitsInto(width);
    page.press("[data-view=compare]");
    page.until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(".column .card")));
    fitsInto(width);
  }

  private void fitsInto(long width) {
    assertThat(page.run("return innerWidth")).isEqualTo(width);
    assertThat(page.run("return document.documentElement.scrollWidth")).isEqualTo(width);
    assertThat((Long) page.run(RIGHTMOST)).isPositive().isLessThanOrEqualTo(width);
  }

  @Test
  void offersTheViewersThatTheDemoLoads() throws IOException {
    page.open("films", "").press("#person");
    page.until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(".chooser .person")));
    List<String> offered =
        page.all(".chooser .person").stream().map(one -> one.getDomAttribute("data-user")).toList();
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
