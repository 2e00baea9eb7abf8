package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chatrec.it.Answers.itemIds;
import static org.chatrec.it.Answers.list;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.chatrec.demo.Dataset;
import org.chatrec.demo.DemoMain;
import org.chatrec.node.Commands;
import org.chatrec.node.Rest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo's shop, asked as shoppers ask. */
@OnRealNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShopDemoTests {
  private static final String SHOP = "/_plugins/_chatrec/catalogs/shop";
  private static final String RUNNING_SHOES = "waterproof running shoes for women under 100 euros";

  private Rest rest;

  @BeforeAll
  void load(Rest node) {
    rest = node;
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    String[] words = {"--catalog", "shop", "--url", rest.root().toString()};
    assertThat(Commands.run(new DemoMain(out), words)).isZero();
  }

  @Test
  void everyProductHasAVector() {
    JsonNode count = rest.get("/shop/_count?q=_exists_:item_vector_meta.model").orFail();
    assertThat(count.path("count").asInt()).isEqualTo(Dataset.shop().items().size());
  }

  @Test
  void nothingIsMissingFromTheDeclaration() {
    ObjectNode declaration = Dataset.shop().definition();
    declaration.remove("create");
    JsonNode checked = rest.put(SHOP + "?dry_run=true", declaration.toString()).orFail();
    assertThat(checked.path("findings")).as("%s", checked).isEmpty();
    assertThat(checked.path("warnings")).as("%s", checked).isEmpty();
  }

  static Stream<Arguments> questions() {
    return Stream.of(
        question(
            RUNNING_SHOES,
            of("category", "running shoes")
                .and(of("audience", "women"))
                .and(is("waterproof"))
                .and(below("price", 100))),
        question(
            "a quiet coffee machine with a milk frother",
            of("category", "coffee machines").and(is("milk_frother"))),
        question(
            "a gift for a 6 year old who likes dinosaurs",
            upTo("age_from", 6).and(says("dino", "jurassic", "tyranno"))),
        question(
            "无线耳机 100欧元以下",
            of("category", "headphones").and(is("wireless")).and(upTo("price", 100))),
        question(
            "eine warme Jacke für Herren", of("category", "jackets").and(of("audience", "men"))),
        question(
            "a laptop with at least 512 GB for less than 1000 euros",
            of("category", "laptops").and(below("price", 1000)).and(upTo("storage", 511).negate())),
        question("red bed linen", of("category", "bed linen").and(of("color", "red"))),
        question("a tent for five people", of("category", "tents").and(of("persons", "5"))),
        question("running shoes on sale", of("category", "running shoes").and(is("on_sale"))),
        question(
            "a jacket in size XL for men that is in stock",
            of("category", "jackets").and(of("size", "XL")).and(is("in_stock"))),
        question(
            "防水跑鞋 男",
            of("category", "running shoes").and(of("audience", "men")).and(is("waterproof"))));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void theFirstFiveAreWhatWasAskedFor(String message, Predicate<JsonNode> wanted) {
    List<JsonNode> hits = hits(chat(message, null, null));
    assertThat(hits).isNotEmpty().hasSizeLessThanOrEqualTo(5);
    assertThat(hits)
        .as(message)
        .allSatisfy(
            hit ->
                assertThat(wanted.test(hit.path("source"))).as("%s", hit.path("source")).isTrue());
  }

  @Test
  void aConversationAboutShoes() {
    JsonNode shown = chat(RUNNING_SHOES, null, null);
    JsonNode first = hits(shown).getFirst();
    JsonNode stock = next(shown, "is the first one in stock?");
    assertThat(stock.at("/answer/about/0")).as("%s", stock).isEqualTo(first.path("id"));
    assertThat(stock.at("/answer/evidence/0/field").asText()).isEqualTo("in_stock");
    JsonNode cheapest = next(stock, "which one is the cheapest?");
    double lowest = hits(shown).stream().mapToDouble(ShopDemoTests::price).min().orElseThrow();
    assertThat(hits(cheapest)).isNotEmpty();
    assertThat(price(hits(cheapest).getFirst())).as("%s", cheapest).isEqualTo(lowest);
    JsonNode blue = next(cheapest, "in blue");
    assertThat(hits(blue))
        .isNotEmpty()
        .allMatch(hit -> of("color", "blue").and(is("waterproof")).test(hit.path("source")));
  }

  /** What no field holds is found by what the texts say. */
  static Stream<Arguments> descriptions() {
    return Stream.of(
        question(
            "a quiet coffee machine with a milk frother",
            of("category", "coffee machines").and(below("noise", 60))),
        question("eine warme Jacke für Herren", of("category", "jackets").and(says("warm"))),
        question("gloves against thorns", says("thorn")),
        question("a tent that one adult can pitch alone", says("one adult")),
        question("earbuds that stay in place during sprints", says("sprints")));
  }

  @ParameterizedTest
  @MethodSource("descriptions")
  void theFirstFitsWhatIsDescribed(String message, Predicate<JsonNode> wanted) {
    JsonNode first = hits(chat(message, null, null)).getFirst().path("source");
    assertThat(wanted.test(first)).as("%s", first).isTrue();
  }

  /** Of a thing that is not there, neighbours are no examples, whatever mentions it. */
  @ParameterizedTest
  @CsvSource({
    "a dress, dress",
    "I need a yellow dress for a wedding under 80 euros, dress",
    "sauna, sauna",
    "sofa under 500 euros, sofa",
    "the quietest vacuum cleaner, cleaner",
    "Nespresso coffee machine, Nespresso",
    "smeg coffee machine, smeg",
    "a camera, camera",
    "ich suche ein Hochzeitskleid bis 300 Euro, dress",
    "婚纱, 婚纱"
  })
  void whatThereIsNoneOfIsSaid(String message, String thing) {
    JsonNode answer = chat(message, null, null);
    assertThat(answer.path("reply").asText()).contains(thing);
    assertThat(hits(answer))
        .as("%s", answer.path("reply"))
        .allMatch(hit -> hit.path("relevance").asDouble() < 0.5);
  }

  /** Whoever asks for a drill of a maker hears that neither is there. */
  @ParameterizedTest
  @CsvSource({
    "a Makita drill, Makita, drill",
    "I need a drill by Makita, Makita, drill",
    "Steinway piano, Steinway, piano"
  })
  void ofWhatThereIsNoneOfItsMakerIsSaidToBeMissing(String message, String maker, String thing) {
    assertThat(chat(message, null, null).path("reply").asText())
        .contains("“" + maker + "”", "“" + thing + "”");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a lawn mower", "a lawn mowr", "earbuds", "a watering can"})
  void whatIsThereIsNotMissing(String message) {
    JsonNode answer = chat(message, null, null);
    assertThat(answer.path("reply").asText()).doesNotContain("couldn't find", "None of these");
    assertThat(hits(answer)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("shopQuestions")
  void theShopAnswersForItself(String message, String said) {
    JsonNode answer = chat(message, null, null);
    assertThat(answer.at("/answer/text").asText()).as("%s", answer).contains(said);
    assertThat(hits(answer)).isEmpty();
  }

  static Stream<Arguments> shopQuestions() {
    return Stream.of(
        arguments("do you deliver to Austria?", "Austria"),
        arguments("can you wrap it as a gift?", "3 EUR"),
        arguments("how can I send something back?", "30 days"),
        arguments("when are you open?", "Saturday"),
        arguments("can I pay by invoice?", "invoice"));
  }

  /** Which headphones come first depends on who asks; that they are headphones does not. */
  @Test
  void aGamerSeesHeadsetsNoLaterThanNobodyAndEarlierThanAListener() {
    List<JsonNode> gamer = hits(chat("headphones", "gamer", null, 10));
    assertThat(gamer).allMatch(hit -> of("category", "headphones").test(hit.path("source")));
    assertThat(firstBy(gamer, "Nightlynx"))
        .isLessThanOrEqualTo(firstBy(hits(chat("headphones", null, null, 10)), "Nightlynx"))
        .isLessThan(firstBy(hits(chat("headphones", "listener", null, 10)), "Nightlynx"));
  }

  private static int firstBy(List<JsonNode> hits, String brand) {
    List<String> brands =
        hits.stream().map(hit -> hit.path("source").path("brand").asText()).toList();
    int place = brands.indexOf(brand);
    return place < 0 ? hits.size() : place;
  }

  @Test
  void onEveryQuestionThatThePageOffersTheShopperIsHelped() {
    try (Browser browser = Browser.open()) {
      Page page = new Page(browser.driver(), rest.root());
      OfferedQuestions.assertThatThePersonHelps(page, rest, "shop");
    }
  }

  @ParameterizedTest
  @MethodSource("tastes")
  void recommendationsFollowTheShopper(String shopper, Predicate<JsonNode> taste) {
    assertThat(share(recommended(shopper), taste))
        .as(shopper)
        .isGreaterThan(share(recommended("nobody-knows"), taste));
  }

  static Stream<Arguments> tastes() {
    return Stream.of(
        arguments("coffee", says("coffee", "espresso", "kettle")),
        arguments("dino", of("audience", "kids")),
        arguments("camper", says("tent", "camp", "sleeping", "hiking", "mountain")));
  }

  private List<JsonNode> recommended(String shopper) {
    String body = Json.of("user_id", shopper, "size", 10).toString();
    JsonNode answer = rest.post(SHOP + "/recommend", body).orFail();
    assertThat(itemIds(answer)).hasSize(10).doesNotHaveDuplicates();
    return list(answer.path("items"));
  }

  private static long share(List<JsonNode> items, Predicate<JsonNode> taste) {
    return items.stream().filter(item -> taste.test(item.path("source"))).count();
  }

  private static Arguments question(String message, Predicate<JsonNode> wanted) {
    return arguments(message, wanted);
  }

  private static Predicate<JsonNode> of(String field, String value) {
    return source ->
        source.path(field).isArray()
            ? list(source.path(field)).stream().anyMatch(one -> one.asText().equals(value))
            : source.path(field).asText().equals(value);
  }

  private static Predicate<JsonNode> is(String field) {
    return source -> source.path(field).asBoolean();
  }

  private static Predicate<JsonNode> below(String field, double bound) {
    return source -> source.has(field) && source.path(field).asDouble() < bound;
  }

  private static Predicate<JsonNode> upTo(String field, double bound) {
    return source -> source.has(field) && source.path(field).asDouble() <= bound;
  }

  private static Predicate<JsonNode> says(String... words) {
    return source -> {
      String text = source.path("title").asText() + " " + source.path("description").asText();
      return Stream.of(words).anyMatch(text.toLowerCase(Locale.ROOT)::contains);
    };
  }

  private static double price(JsonNode hit) {
    return hit.at("/source/price").asDouble();
  }

  private static List<JsonNode> hits(JsonNode answer) {
    return list(answer.path("hits"));
  }

  private JsonNode next(JsonNode before, String message) {
    return chat(message, null, before.path("session_id").asText());
  }

  /** No toy says of itself that it is a gift, and nobody has to be told so. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a birthday present for my 5 year old niece",
        "ein Geschenk für meinen Neffen, 8 Jahre alt",
        "送给8岁男孩的生日礼物"
      })
  void anOccasionIsNoTopic(String message) {
    JsonNode answer = chat(message, null, null);
    assertThat(answer.path("hits")).isNotEmpty();
    assertThat(answer.at("/plan/filters").findValuesAsText("field")).contains("age_from");
    assertThat(answer.path("reply").asText())
        .doesNotContainPattern("(?i)“|„|present|geschenk|gift|礼物|None of these|Nichts davon");
  }

  private JsonNode chat(String message, @Nullable String user, @Nullable String session) {
    return chat(message, user, session, 5);
  }

  private JsonNode chat(String message, @Nullable String user, @Nullable String session, int size) {
    ObjectNode body = Json.of("message", message, "explain", "none", "size", size);
    if (user != null) {
      body.put("user_id", user);
    }
    if (session != null) {
      body.put("session_id", session);
    }
    return rest.post(SHOP + "/chat", body.toString()).orFail();
  }
}
