package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.ExpectedConditions;

/** How good it is, measured from the page: who gains, who loses, and what other weights bring. */
@OnRealNode
class MeasurePageTests {

  private static final String LIKES =
      """
      {"events":[{"user_id":"page-thinker","item_id":"f168","type":"like","event_id":"pt1"},
       {"user_id":"page-thinker","item_id":"f189","type":"like","event_id":"pt2"},
       {"user_id":"page-thinker","item_id":"f050","type":"like","event_id":"pt3"}]}
      """;

  private final Rest rest;
  private Browser browser;
  private Page page;

  MeasurePageTests(Rest rest) {
    this.rest = rest;
  }

  @BeforeEach
  void open() {
    SampleFilms.load(rest);
    browser = Browser.open();
    page = new Page(browser.driver(), rest.root());
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void eachPersonIsAPointThatLeadsToTheirLists() {
    page.openAt("catalog=films&view=measure", "#evaluate").press("#evaluate");
    page.until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(".scatter svg")));
    int people = page.count(".scatter a");
    assertThat(people).isGreaterThan(20);
    int counted = 0;
    for (String number : page.one("#people-counts").getText().split("\\D+")) {
      counted += Integer.parseInt(number);
    }
    assertThat(counted).isEqualTo(people);
    String lists = Objects.requireNonNull(page.one(".scatter a").getDomAttribute("href"));
    assertThat(lists).startsWith("#").contains("user=", "view=compare");
    page.openAt(lists.substring(1), ".columns, .column, #question");
    assertThat(page.complaints()).isEmpty(); // of the experiment that there is not, neither
  }

  @Test
  void otherWeightsAreMeasuredBesideTheCataloguesOwn() {
    page.compare("films", "miyazaki", "a journey").press(".tune summary");
    assertThat(page.all("#measure-weights")).isEmpty();
    page.run(
        "const s = document.querySelector('#weight-popularity'); s.value = 0;"
            + "s.dispatchEvent(new Event('input', {bubbles: true}))");
    page.press("#measure-weights");
    page.until(ExpectedConditions.visibilityOfElementLocated(By.id("held-verdict")));
    assertThat(page.all(".held .interval")).hasSize(2);
    assertThat(page.one("#held-verdict").getText()).containsPattern("\\d\\.\\d");
  }

  /** An opened item is clicked on: somebody of this test's own does it. */
  @Test
  void anEventIsThoughtAway() {
    rest.post("/_plugins/_chatrec/catalogs/films/events", LIKES).orFail();
    page.openAt("catalog=films&user=page-thinker&view=talk", "#welcome h2");
    page.press(".you .title-button");
    page.press(".path .what-if button");
    page.until(
        ExpectedConditions.visibilityOfElementLocated(By.cssSelector(".path .what-if ol li")));
    assertThat(page.all(".path .what-if ol li")).hasSize(5);
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void otherWeightsMoveAnOpenedItemAndGoBack() {
    page.compare("films", "anime", "an adventure film");
    page.press(".column.personal .title-button").press(".weigh summary");
    page.run(
        "const s = document.querySelector('#weigh-popularity'); s.value = 1;"
            + "for (const n of ['content', 'collaborative']) {"
            + "const o = document.querySelector('#weigh-' + n); o.value = 0;"
            + "o.dispatchEvent(new Event('input', {bubbles: true})); }"
            + "s.dispatchEvent(new Event('input', {bubbles: true}))");
    page.until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(".weigh .places li")));
    assertThat(page.all(".weigh .places li")).hasSize(5);
    assertThat(page.one(".stands").getText()).containsPattern("now 1");
    page.press(".weigh > .link");
    page.until(ExpectedConditions.invisibilityOfElementLocated(By.cssSelector(".weigh .places")));
    assertThat(page.complaints()).isEmpty();
  }
}
