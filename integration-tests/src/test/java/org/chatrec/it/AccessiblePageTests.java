package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.chatrec.node.Project;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.TakesScreenshot;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chromium.HasCdp;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.Select;

/**
 * Every state of the page that one can come to, at a desk and on a phone, light and dark, in
 * English, Chinese and German: axe finds nothing, nothing scrolls to the side, is cut off or lies
 * above something else, the browser does not complain. The pictures of the states are kept in
 * {@code target/page}.
 */
@OnRealNode
class AccessiblePageTests {
  private static final String WORDS = "a tense science fiction film from the nineties";

  private static final String AXE =
      "const done = arguments[arguments.length - 1];"
          + "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',"
          + " 'best-practice']}).then(found => done(found.violations.map(v =>"
          + " v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target + ' ' + n.failureSummary))))";

  private static final String WIDER =
      "return document.documentElement.scrollWidth > document.documentElement.clientWidth";

  /** What can be pressed, and headings, whose words do not fit into them. */
  private static final String CUT =
      "return [...document.querySelectorAll('button, summary, h2, h3, h4')]"
          + ".filter(e => e.offsetParent && e.scrollWidth > e.clientWidth + 1)"
          + ".filter(e => getComputedStyle(e).display !== 'inline')"
          + ".filter(e => !e.closest('.visually-hidden')).map(e => e.innerText)";

  private static final String OVERLAPPING =
      "const parts = [...document.querySelectorAll('.views, .bar-end > *')]"
          + ".map(e => e.getBoundingClientRect());"
          + "return parts.some((a, i) => parts.some((b, j) => i < j && a.left < b.right - 1"
          + " && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1))";

  private static final String HOSTILE = "page-hostile";

  /** An index that is no catalogue. */
  private static final String PLAIN = "page-plain";

  /** Who has a name like that. */
  private static final String MEAN = "<i>mean</i>" + "endless".repeat(20);

  /** How the page is looked at. */
  enum Look {
    DESK(1280, 900, "light", "en"),
    DARK_DESK(1280, 900, "dark", "en"),
    PHONE(390, 844, "light", "en"),
    DARK_PHONE_CHINESE(390, 844, "dark", "zh"),
    LANDSCAPE_PHONE(844, 390, "light", "en"),
    SMALL_PHONE_GERMAN(320, 640, "light", "de"),
    DARK_LANDSCAPE_PHONE_GERMAN(740, 360, "dark", "de"),
    TABLET_GERMAN(768, 1024, "light", "de"),
    WIDE(1920, 1080, "light", "zh");

    private final int width;
    private final int height;
    private final String theme;
    private final String language;

    Look(int width, int height, String theme, String language) {
      this.width = width;
      this.height = height;
      this.theme = theme;
      this.language = language;
    }
  }

  private final Rest rest;
  private final List<String> found = new ArrayList<>();
  private Browser browser;
  private Page page;

  AccessiblePageTests(Rest rest) {
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
    List.of("/_plugins/_chatrec/catalogs/" + HOSTILE, "/" + HOSTILE, "/" + PLAIN)
        .forEach(rest::delete);
  }

  @ParameterizedTest
  @EnumSource
  void axeFindsNothingInAnyState(Look look) throws IOException {
    wear(look);
    page.compare("films", "miyazaki", "a journey");
    check(look, "compare");
    page.press(".tune summary");
    check(look, "tune");
    page.press(".column.personal .title-button").until(shown("#sheet-title"));
    page.until(shown(".similar"));
    page.until(shown(".standing"));
    check(look, "sheet");
    page.escape().press("#person").until(shown(".chooser"));
    check(look, "person");
    page.escape().press(".looks summary");
    check(look, "looks");
    page.open("films", "");
    check(look, "welcome");
    page.open("films", "ridley").ask(WORDS);
    check(look, "talk");
    page.press(".how summary");
    check(look, "how");
    page.ask("compare 1 and 2");
    check(look, "comparison");
    page.openAt("catalog=films&user=ridley&view=me", ".interest");
    check(look, "me");
    page.openAt("catalog=films&user=page-stranger&view=me", ".me .primary");
    check(look, "stranger");
    page.openAt("catalog=films&view=measure", ".headline");
    page.press(".all-figures summary").until(shown(".stat-group"));
    page.press("#evaluate").until(shown(".scatter svg"));
    check(look, "measure");
    page.openAt("view=setup", "#setup-index");
    check(look, "setup");
    assertThat(found).isEmpty();
  }

  /**
   * What is not met on the way above: items and messages that mean harm or have no measure, what an
   * opinion led to, a fact that was asked for, what an index lacks, the receipt of being forgotten.
   */
  @ParameterizedTest
  @EnumSource(names = {"DESK", "DARK_PHONE_CHINESE"})
  void axeFindsNothingWhereTheUnusualIsShown(Look look) throws IOException {
    hostileItems();
    wear(look);
    page.open(HOSTILE, MEAN).ask("<b>a lighthouse</b> \u202e" + "lighthouse".repeat(60));
    check(look, "hostile-talk");
    page.press(".turn .card [data-type=dislike]").until(shown(".turn .effect"));
    check(look, "hostile-effect");
    page.press(".turn .title-button").until(shown("#sheet-title"));
    check(look, "hostile-sheet");
    page.escape().compare(HOSTILE, MEAN, "a lighthouse");
    check(look, "hostile-compare");
    page.press("[data-view=me]").until(shown(".log li"));
    check(look, "hostile-me");
    page.press("#forget").press("#forget-yes").until(shown(".receipt li"));
    check(look, "receipt");
    page.open("films", "").ask(WORDS).ask("who directed the second one?").until(shown(".direct"));
    check(look, "answer");
    page.openAt("catalog=films&view=setup", "#setup-index option[value='" + PLAIN + "']");
    new Select(page.one("#setup-index")).selectByValue(PLAIN);
    page.press(".setup .actions button").until(shown(".mend-all"));
    assertThat(page.complaints()).allMatch(line -> line.contains("dry_run")); // the refusal itself
    check(look, "findings");
    assertThat(found).isEmpty();
  }

  private void hostileItems() {
    String text = "{\"type\":\"text\"}";
    rest.put("/" + PLAIN, "{\"mappings\":{\"properties\":{\"name\":" + text + "}}}");
    String create =
        "\"create\":{\"properties\":{\"title\":%s,\"overview\":%s}},".formatted(text, text);
    rest.put(
            "/_plugins/_chatrec/catalogs/" + HOSTILE,
            """
            {"index":"%s",%s"title_field":"title","text_fields":["title","overview"],
             "filter_fields":[],"model":"all-minilm-l6-v2","embed_fields":["title","overview"],
             "vector_field":"item_vector"}"""
                .formatted(HOSTILE, create))
        .orFail();
    List<ObjectNode> items =
        List.of(
            Json.of("title", "<img src=x onerror=alert(1)>", "overview", "lighthouse <script>"),
            Json.of(
                "title", "\u202eesrever \u05e9\u05dc\u05d5\u05dd", "overview", "lighthouse \u0645"),
            Json.of("title", "endless".repeat(1_500), "overview", "lighthouse ".repeat(900)),
            Json.of("overview", "A lighthouse without a name."));
    for (int i = 0; i < items.size(); i++) {
      rest.put("/" + HOSTILE + "/_doc/" + i + "?refresh", items.get(i).toString()).orFail();
    }
  }

  private void wear(Look look) {
    HasCdp chromium = (HasCdp) browser.driver();
    page.openAt("view=setup", "#setup-index");
    page.run("localStorage.setItem('chatrec.language', arguments[0])", look.language);
    chromium.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width", look.width, "height", look.height, "deviceScaleFactor", 1, "mobile", false));
    chromium.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", look.theme),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  private static ExpectedCondition<WebElement> shown(String selector) {
    return ExpectedConditions.visibilityOfElementLocated(By.cssSelector(selector));
  }

  private void check(Look look, String state) throws IOException {
    String name = look.name().toLowerCase(Locale.ROOT) + "-" + state;
    page.run("scrollTo(0, 0)");
    keepPicture(name);
    page.run(Files.readString(axe()));
    Object violations = ((JavascriptExecutor) browser.driver()).executeAsyncScript(AXE);
    for (Object violation : (List<?>) Objects.requireNonNull(violations)) {
      found.add(name + ": " + violation);
    }
    if (!Boolean.FALSE.equals(page.run(WIDER))) {
      found.add(name + ": scrolls to the side");
    }
    if (!List.of().equals(page.run(CUT))) {
      found.add(name + ": cut off: " + page.run(CUT));
    }
    if (!Boolean.FALSE.equals(page.run(OVERLAPPING))) {
      found.add(name + ": parts of the bar lie above one another");
    }
    page.complaints().forEach(line -> found.add(name + ": " + line));
  }

  private void keepPicture(String name) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "page"));
    byte[] picture = ((TakesScreenshot) browser.driver()).getScreenshotAs(OutputType.BYTES);
    Files.write(folder.resolve(name + ".png"), picture);
  }

  /** The page's own build brings it. */
  private static Path axe() {
    return Project.current()
        .root()
        .resolve("rest-handlers/src/main/ui/node_modules/axe-core/axe.min.js");
  }
}
