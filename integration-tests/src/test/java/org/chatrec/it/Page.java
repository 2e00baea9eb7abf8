package org.chatrec.it;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chromium.HasCdp;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The web page as a person meets it: what can be typed and pressed, and what can be read. */
final class Page {
  /** Ends a test that would wait for ever; no test expects anything of it. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final By LAST_TURN = By.cssSelector(".turn:last-of-type");

  private final WebDriver driver;
  private final URI root;

  Page(WebDriver driver, URI root) {
    this.driver = driver;
    this.root = root.getPath().endsWith("/") ? root : URI.create(root + "/");
  }

  /**
   * Opens the conversation by a link that names catalogue and user, and waits until it can be used.
   */
  Page open(String catalog, String user) {
    return openAt("catalog=" + catalog + "&user=" + encode(user) + "&view=talk", "#welcome h2");
  }

  /** Opens the comparison of a question for everybody with the same for a user. */
  Page compare(String catalog, String user, String question) {
    String at =
        "catalog=" + catalog + "&user=" + encode(user) + "&view=compare&q=" + encode(question);
    return openAt(at, ".column .card");
  }

  /** Opens the page by a link, and waits until such an element can be seen. */
  Page openAt(String fragment, String selector) {
    driver.get("about:blank"); // another fragment alone would not load the page again
    driver.get(root.resolve("_plugins/_chatrec/ui#" + fragment).toString());
    until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(selector)));
    return this;
  }

  /** Gives the page the size and the touch screen of a phone, before it is opened. */
  Page asPhone(int width, int height) {
    Map<String, Object> size =
        Map.of("width", width, "height", height, "deviceScaleFactor", 2, "mobile", true);
    ((HasCdp) driver).executeCdpCommand("Emulation.setDeviceMetricsOverride", size);
    return this;
  }

  /** Types a message, sends it with Enter and waits for what comes back. */
  Page ask(String message) {
    one("#message").sendKeys(message, Keys.ENTER);
    return untilAnswered(count(".said"));
  }

  /** Waits until as many messages are shown and the last of them has an answer or an error. */
  Page untilAnswered(int turns) {
    until(
        page ->
            count(".said") >= turns && count(".turn:last-of-type :is(.how, .error)") > 0
                ? true
                : null);
    return this;
  }

  /** Types who one is, and waits for the panel to say so. */
  Page be(String user) {
    press("#person");
    until(ExpectedConditions.visibilityOfElementLocated(By.id("user")));
    one("#user").sendKeys(user, Keys.ENTER);
    return untilText(".you h2", "For " + user);
  }

  Page untilText(String selector, String text) {
    until(ExpectedConditions.textToBe(By.cssSelector(selector), text));
    return this;
  }

  <T> T until(ExpectedCondition<T> condition) {
    return new WebDriverWait(driver, PATIENCE).until(condition);
  }

  /** Waits until there is such an element, and presses it. */
  Page press(String selector) {
    until(ExpectedConditions.elementToBeClickable(By.cssSelector(selector)));
    // the bar and the message box float above what is scrolled to an edge, where a click would meet
    // them
    run("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", one(selector));
    one(selector).click();
    return this;
  }

  /** Cards of the last answer, best first. */
  List<WebElement> cards() {
    return driver.findElement(LAST_TURN).findElements(By.cssSelector(".card"));
  }

  /** Titles of the last answer's cards. */
  List<String> titles() {
    return titles(".turn:last-of-type");
  }

  /** Titles of the cards in a list, all at one moment: lists change while one looks. */
  List<String> titles(String list) {
    String script =
        "return [...document.querySelectorAll(arguments[0] + ' .title-button')]"
            + ".map(title => title.innerText)";
    return ((List<?>) Objects.requireNonNull(run(script, list)))
        .stream().map(String::valueOf).toList();
  }

  /** Opens the sheet of an item. */
  Page openItem(String id) {
    press("[data-item='" + id + "'] .title-button");
    until(ExpectedConditions.visibilityOfElementLocated(By.id("sheet-title")));
    return this;
  }

  /** Closes what lies above the page. */
  Page escape() {
    new Actions(driver).sendKeys(Keys.ESCAPE).perform();
    until(ExpectedConditions.invisibilityOfElementLocated(By.cssSelector("dialog")));
    return this;
  }

  WebElement one(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  int count(String selector) {
    return all(selector).size();
  }

  @Nullable Object run(String script, Object... arguments) {
    return ((JavascriptExecutor) driver).executeScript(script, arguments);
  }

  /**
   * What the browser complained about since it was last asked: errors, warnings, violated policies.
   */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
