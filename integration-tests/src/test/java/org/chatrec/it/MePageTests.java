package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.chromium.HasCdp;
import org.openqa.selenium.support.ui.ExpectedConditions;

/** What is known of a person, seen and put right in a real browser: each press changes the node. */
@OnRealNode
class MePageTests {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String FILMS = "/_plugins/_chatrec/catalogs/films/";
  private static final String WHO = "page-me";

  private final Rest rest;
  private Browser browser;
  private Page page;

  MePageTests(Rest rest) {
    this.rest = rest;
  }

  @BeforeEach
  void open() {
    SampleFilms.load(rest);
    // erasing keeps the wish to be left alone
    rest.put(FILMS + "users/" + WHO + "/preferences", "{\"opt_out\":false}").orFail();
    rest.delete(FILMS + "users/" + WHO);
    like("western", 4);
    like("space", 3);
    browser = Browser.open();
    page = new Page(browser.driver(), rest.root());
    page.openAt("catalog=films&user=" + WHO + "&view=me", ".interest [data-act=weaken]");
  }

  @AfterEach
  void close() {
    rest.delete(FILMS + "users/" + WHO);
    if (browser != null) {
      browser.close();
    }
  }

  private void like(String words, int films) {
    String search =
        "{\"size\":%s,\"query\":{\"match\":{\"overview\":\"%s\"}}}".formatted(films, words);
    StringBuilder events = new StringBuilder();
    for (JsonNode hit : rest.post("/films/_search", search).orFail().at("/hits/hits")) {
      events.append(events.isEmpty() ? "" : ",");
      events.append(
          "{\"user_id\":\"%s\",\"type\":\"like\",\"item_id\":\"%s\"}"
              .formatted(WHO, hit.path("_id").asText()));
    }
    rest.post(FILMS + "events", "{\"events\":[" + events + "]}").orFail();
  }

  private JsonNode me() {
    return rest.get(FILMS + "users/" + WHO).orFail();
  }

  @Test
  void anInterestIsWeakenedPinnedAndRemoved() {
    JsonNode before = me().path("interests");
    double weight = before.at("/0/weight").asDouble();
    page.press(".interest [data-act=weaken]");
    String first = before.at("/0/id").asText();
    page.until(driver -> interest(first).path("weight").asDouble() < weight ? true : null);
    assertThat(interest(first).path("weight").asDouble()).isCloseTo(weight / 2, within(1e-6));
    page.press(".interest [data-act=pin]");
    page.until(ExpectedConditions.presenceOfElementLocated(By.cssSelector(".interest.pinned")));
    assertThat(me().path("interests").findValuesAsText("pinned")).containsOnlyOnce("true");
    int count = page.count(".interest");
    page.press(".interest:last-of-type [data-act=remove]");
    page.until(driver -> page.count(".interest") == count - 1 ? true : null);
    assertThat(me().path("interests")).hasSize(before.size() - 1);
  }

  private JsonNode interest(String id) {
    for (JsonNode one : me().path("interests")) {
      if (one.path("id").asText().equals(id)) {
        return one;
      }
    }
    throw new AssertionError("no interest " + id);
  }

  @Test
  void anEventIsForgottenFromTheLog() {
    int events = page.until(driver -> page.count(".log li") > 0 ? page.count(".log li") : null);
    page.press(".log li:first-child button");
    page.until(driver -> page.count(".log li") == events - 1 ? true : null);
    assertThat(rest.get(FILMS + "users/" + WHO + "/export").orFail().path("events"))
        .hasSize(events - 1);
  }

  @Test
  void allThatIsKeptIsTakenAlong(@TempDir Path folder) throws IOException {
    ((HasCdp) browser.driver())
        .executeCdpCommand(
            "Page.setDownloadBehavior",
            Map.of("behavior", "allow", "downloadPath", folder.toString()));
    page.press("#export");
    Path file = folder.resolve("films-" + WHO + ".json");
    page.until(driver -> Files.exists(file) ? true : null);
    JsonNode exported = JSON.readTree(Files.readString(file));
    assertThat(exported.path("events")).hasSize(7);
    assertThat(exported.path("user_id").asText()).isEqualTo(WHO);
  }

  @Test
  void whoOptsOutIsNobodyAndSaysSo() {
    page.press("#opt-out");
    page.until(driver -> me().at("/preferences/opt_out").asBoolean() ? true : null);
    page.until(driver -> page.count(".interest") == 0 ? true : null);
  }

  @Test
  void aConversationIsTakenUpAgainAndErased() {
    String message = "a film about robots";
    rest.post(FILMS + "chat", Json.of("message", message, "user_id", WHO).toString()).orFail();
    page.openAt("catalog=films&user=" + WHO + "&view=me", "#talks li");
    page.press("#talks .link");
    page.until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(".turn .card")));
    assertThat(page.one(".said").getText()).endsWith(message);
    browser.driver().navigate().back();
    page.press("#talks .plain-button");
    page.until(driver -> page.count("#talks li") == 0 ? true : null);
    JsonNode exported = rest.get(FILMS + "users/" + WHO + "/export").orFail();
    assertThat(exported.path("sessions")).isEmpty();
  }

  @Test
  void whoIsForgottenGetsAReceiptAndIsUnknown() {
    page.press("#forget").press("#forget-yes");
    page.until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(".receipt li")));
    assertThat(page.one(".receipt").getText()).contains("7");
    assertThat(rest.get(FILMS + "users/" + WHO).status()).isEqualTo(404);
    JsonNode nobody = rest.get(FILMS + "users/" + WHO + "?allow_missing=true").orFail();
    assertThat(nobody.path("events").asInt(-1)).isZero();
    assertThat(nobody.path("interests").isArray()).isTrue();
    assertThat(nobody.path("interests")).isEmpty();
  }
}
