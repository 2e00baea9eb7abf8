package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chatrec.it.TestCatalog.API;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
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
    browser = Browser.open();
    page = new Page(browser.driver(), rest.root());
  }

  /** An index of two atlases. */
  private void atlases(String settings) {
    rest.put(
            "/" + INDEX,
            """
            {%s"mappings":{"properties":{"name":{"type":"text"},"blurb":{"type":"text"},
              "author":{"type":"keyword"}}}}"""
                .formatted(settings))
        .orFail();
    for (String name : List.of("Tides", "Peaks")) {
      String item = "{\"name\":\"%s\",\"author\":\"Ann\",\"blurb\":\"About maps\"}".formatted(name);
      rest.put("/" + INDEX + "/_doc/" + name + "?refresh", item).orFail();
    }
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
    List.of(API + INDEX, "/" + INDEX, "/" + INDEX + "-items").forEach(rest::delete);
  }

  @Test
  void anIndexWithoutVectorsIsCopiedIntoOneThatIsSearched() {
    atlases("");
    check(INDEX);
    assertThat(page.one(".setup").getText()).contains("Not yet", "A new index is made");
    assertThat(page.one(".finding.error").getText()).contains("Needed", "index.knn");
    assertThat(page.all(".finding .mend")).isEmpty();
    assertThat(rest.get(API + INDEX).status()).isEqualTo(404);
    mendAllAndSearch();
    assertThat(rest.get("/" + INDEX).status()).isEqualTo(200);
  }

  @Test
  void anIndexThatCanHaveVectorsIsPreparedInPlace() {
    atlases("\"settings\":{\"index.knn\":true},");
    check(INDEX);
    assertThat(page.one(".setup").getText()).contains("The index itself is prepared");
    assertThat(page.all(".finding .mend")).isNotEmpty();
    mendAllAndSearch();
    JsonNode mine = rest.get(API + INDEX).orFail();
    assertThat(mine.path("index").asText()).isEqualTo(INDEX);
    assertThat(mine.path("embed_fields")).hasSize(2);
  }

  private void check(String index) {
    page.openAt("catalog=films&view=setup", "#setup-index option[value='" + index + "']");
    new Select(page.one("#setup-index")).selectByValue(index);
    page.press(".setup .actions button");
    page.until(ExpectedConditions.visibilityOfElementLocated(ANSWER));
  }

  private void mendAllAndSearch() {
    page.press(".mend-all .mend");
    page.until(ExpectedConditions.urlContains("catalog=" + INDEX));
    // neither person nor question of the catalogue that was shown before
    page.until(ExpectedConditions.textToBe(By.cssSelector("#person b"), "nobody"));
    assertThat(page.one("#question").getDomProperty("value")).isEmpty();
    // what there is most of can be asked for at once
    page.untilText(".question .chip", "Ann").press(".question .chip");
    page.until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(".column .card")));
    assertThat(page.titles(".column:not(.personal)")).containsExactlyInAnyOrder("Tides", "Peaks");
  }

  @Test
  void whatCanBeDeclaredIsSaidToBe() {
    check("films");
    assertThat(page.one(".setup").getText()).contains("can be declared");
  }
}
