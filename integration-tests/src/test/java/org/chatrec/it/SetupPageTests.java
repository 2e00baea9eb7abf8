package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chatrec.it.TestCatalog.API;

import java.util.List;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.Select;

/** From an index like any other to a catalogue and its first search, on the page alone. */
@OnRealNode
class SetupPageTests {
  private static final String INDEX = "page-atlas";

  /** What a check leads to. */
  private static final By ANSWER = By.cssSelector("#setup-verdict, .setup .note.error");

  private final Rest rest;
  private Browser browser;
  private Page page;

  SetupPageTests(Rest rest) {
    this.rest = rest;
  }

  @BeforeEach
  void open() {
    SampleFilms.load(rest);
    rest.put(
            "/" + INDEX,
            """
            {"mappings":{"properties":{"name":{"type":"text"},"blurb":{"type":"text"},
              "author":{"type":"keyword"}}}}""")
        .orFail();
    for (String name : List.of("Tides", "Peaks")) {
      String item = "{\"name\":\"%s\",\"author\":\"Ann\",\"blurb\":\"About maps\"}".formatted(name);
      rest.put("/" + INDEX + "/_doc/" + name + "?refresh", item).orFail();
    }
    browser = Browser.open();
    page = new Page(browser.driver(), rest.root());
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
    List.of(API + INDEX, "/" + INDEX, "/" + INDEX + "-items").forEach(rest::delete);
  }

  @Test
  void whatIsMissingIsToldCarriedOutAndSearched() {
    page.openAt("catalog=films&view=setup", "#setup-index option[value='" + INDEX + "']");
    new Select(page.one("#setup-index")).selectByValue(INDEX);
    page.press(".setup .actions button");
    page.until(ExpectedConditions.visibilityOfElementLocated(ANSWER));
    assertThat(page.one(".setup").getText()).contains("Not yet");
    assertThat(page.one(".finding.error").getText()).contains("Needed", "index.knn");
    assertThat(rest.get(API + INDEX).status()).isEqualTo(404);
    page.press(".finding.error .mend");
    page.until(ExpectedConditions.urlContains("catalog=" + INDEX));
    // neither person nor question of the catalogue that was shown before
    page.until(ExpectedConditions.textToBe(By.cssSelector("#person b"), "nobody"));
    assertThat(page.one("#question").getDomProperty("value")).isEmpty();
    page.one("#question").sendKeys("tides", Keys.ENTER);
    page.until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(".column .card")));
    assertThat(page.titles(".column:not(.personal)")).containsExactlyInAnyOrder("Tides", "Peaks");
  }

  @Test
  void whatCanBeDeclaredIsSaidToBe() {
    page.openAt("catalog=films&view=setup", "#setup-index option[value='films']");
    new Select(page.one("#setup-index")).selectByValue("films");
    page.press(".setup .actions button");
    page.until(ExpectedConditions.visibilityOfElementLocated(ANSWER));
    assertThat(page.one(".setup").getText()).contains("can be declared");
  }
}
