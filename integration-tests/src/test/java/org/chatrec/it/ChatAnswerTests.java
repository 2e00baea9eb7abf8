package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Questions of facts, and messages that search for nothing, over a small shop. */
@OnRealNode
class ChatAnswerTests {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CATALOG = "/_plugins/_chatrec/catalogs/answered";

  private final Rest rest;

  ChatAnswerTests(Rest rest) {
    this.rest = rest;
  }

  @BeforeEach
  void declare() {
    rest.put(
            CATALOG,
            """
            {"index":"answered","create":{"properties":{
              "title":{"type":"text"},"description":{"type":"text"},"brand":{"type":"keyword"},
              "type":{"type":"keyword"},"colour":{"type":"keyword"},"size":{"type":"keyword"},
              "price":{"type":"float"},"in_stock":{"type":"boolean"},"waterproof":{"type":"boolean"}}},
             "title_field":"title","text_fields":["title^3","description"],
             "filter_fields":["brand","type","colour","size","price","in_stock","waterproof"],
             "embed_fields":["title","description"],"vector_field":"item_vector",
             "model":"all-minilm-l6-v2",
             "faq":[{"questions":["How long does delivery take?"],"answer":"Two working days."},
                    {"questions":["Can I return an item?"],"answer":"Within 30 days."}]}""")
        .orFail();
    rest.post(
            "/answered/_bulk?refresh=true",
            """
            {"index":{"_id":"b1"}}
            {"title":"Ridge hiking boots","type":"boots","brand":"Salomon","colour":["black","grey"],"size":["38","39","40"],"price":129.9,"in_stock":true,"waterproof":true,"description":"Light hiking boots for wet mountains, with a rubber sole."}
            {"index":{"_id":"b2"}}
            {"title":"Summit hiking boots","type":"boots","brand":"Meindl","colour":["brown"],"size":["41","42"],"price":219.0,"in_stock":false,"waterproof":false,"description":"Heavy leather hiking boots for rocks. They can be resoled."}
            {"index":{"_id":"e1"}}
            {"title":"Bella espresso machine","type":"coffee","brand":"DeLonghi","price":249.0,"in_stock":true,"description":"Espresso at 15 bar, with a milk frother for cappuccino."}
            {"index":{"_id":"e2"}}
            {"title":"Piccola espresso machine","type":"coffee","brand":"Gaggia","price":149.0,"in_stock":true,"description":"A small espresso machine for pads."}
            """)
        .orFail();
  }

  @AfterEach
  void remove() {
    rest.delete(CATALOG);
    rest.delete("/answered");
  }

  private JsonNode chat(String message) {
    return rest.post(CATALOG + "/chat", JSON.valueToTree(Map.of("message", message)).toString())
        .orFail();
  }

  private JsonNode next(JsonNode before, String message) {
    Map<String, String> body =
        Map.of("message", message, "session_id", before.path("session_id").asText());
    return rest.post(CATALOG + "/chat", JSON.valueToTree(body).toString()).orFail();
  }

  private static List<String> ids(JsonNode answer) {
    List<String> ids = new ArrayList<>();
    answer.path("hits").forEach(hit -> ids.add(hit.path("id").asText()));
    return ids;
  }

  private static void about(JsonNode answer, String id) {
    assertThat(answer.path("intent").asText()).isEqualTo("explain");
    assertThat(answer.path("answer").path("about").toString()).isEqualTo("[\"" + id + "\"]");
    assertThat(answer.path("reply")).isEqualTo(answer.path("answer").path("text"));
    assertThat(ids(answer)).containsExactly(id);
  }

  @Test
  void questionsOnWhatIsShownAreAnsweredFromIt() {
    JsonNode shown = chat("hiking boots");
    List<String> order = ids(shown);
    String first = order.getFirst();

    JsonNode price = next(shown, "how much is the first?");
    about(price, first);
    assertThat(price.path("reply").asText()).contains(first.equals("b1") ? "129.9" : "219");
    JsonNode stock = next(price, "is it in stock?");
    about(stock, first);
    assertThat(stock.path("answer").path("evidence").path(0).path("field").asText())
        .isEqualTo("in_stock");
    JsonNode cheaper = next(stock, "what sizes does the cheaper one come in?");
    about(cheaper, "b1");
    assertThat(cheaper.path("reply").asText()).contains("38, 39 and 40");
    JsonNode second = next(cheaper, "is the second one waterproof?");
    about(second, order.get(1));
    assertThat(second.path("reply").asText()).startsWith(order.get(1).equals("b1") ? "Yes" : "No");
    JsonNode chinese = next(second, "哪个最便宜？");
    about(chinese, "b1");
  }

  @Test
  void whatIsInTheTextsIsFoundThere() {
    JsonNode shown = chat("espresso machines");

    JsonNode which = next(shown, "which one has a milk frother?");
    about(which, "e1");
    assertThat(which.path("answer").path("evidence").path(0).path("quote").asText())
        .contains("milk frother");
    JsonNode unknown = next(which, "does it have a grinder?");
    about(unknown, "e1");
    assertThat(unknown.path("reply").asText()).contains("can't tell");
    assertThat(unknown.path("answer").path("evidence")).isEmpty();
    JsonNode difference = next(unknown, "compare 1 and 2");
    assertThat(difference.path("intent").asText()).isEqualTo("compare");
    assertThat(difference.path("answer").path("text").asText()).contains("brand", "price");
    assertThat(difference.path("hits").path(0).path("explanation").asText()).isEmpty();
    assertThat(ids(next(difference, "more"))).doesNotContain("e1", "e2");
  }

  @Test
  void aTitleNeedNotHaveBeenShown() {
    JsonNode asked = chat("how much is the Bella espresso machine?");
    about(asked, "e1");
    assertThat(asked.path("reply").asText()).contains("249");
    about(next(asked, "and who makes it?"), "e1");
  }

  @Test
  void whatIsNotShownIsToldFromTheSearchThatWasMade() {
    JsonNode shown = chat("hiking boots under 150");
    assertThat(ids(shown)).containsExactly("b1");
    JsonNode dear = next(shown, "why not the Summit hiking boots?");
    about(dear, "b2");
    assertThat(dear.path("reply").asText()).contains("price below 150", "price: 219");
    assertThat(dear.path("answer").path("evidence").path(0).path("quote").asText())
        .isEqualTo("219");
    assertThat(dear.path("hits").path(0).path("explanation").asText()).isEmpty();
    JsonNode list = next(dear, "how much is the first?");
    about(list, "b1");
    JsonNode nothing = next(list, "warum fehlt „Quagga Mulch“?");
    assertThat(nothing.path("reply").asText()).isEqualTo("Hier heißt nichts „Quagga Mulch“.");
    assertThat(ids(nothing)).isEmpty();
    JsonNode why = next(nothing, "why is the Ridge hiking boots there?");
    assertThat(ids(why)).containsExactly("b1");
    assertThat(why.path("hits").path(0).path("explanation").asText()).contains("129.9");
    JsonNode first = chat("why not the Summit hiking boots?");
    assertThat(first.path("reply").asText()).contains("not asked for anything yet");
  }

  private static void silent(JsonNode answer, String... says) {
    assertThat(answer.path("hits")).isEmpty();
    assertThat(answer.path("reply").asText()).contains(says);
  }

  @Test
  void questionsAboutTheShopBringWhatItsOwnerSays() {
    JsonNode words = chat("how long does delivery take?");
    silent(words, "Two working days.");
    assertThat(words.path("intent").asText()).isEqualTo("other");
    assertThat(words.path("answer").path("about")).isEmpty();
    assertThat(words.path("answer").path("evidence").path(0).path("quote").asText())
        .isEqualTo("How long does delivery take?");
    silent(chat("when will my order arrive?"), "Two working days.");
    silent(chat("what if I don't like it, can I send it back?"), "Within 30 days.");
    JsonNode unknown = chat("what are your opening hours?");
    silent(unknown, "ask the shop");
    assertThat(unknown.has("answer")).isFalse();
    assertThat(rest.get(CATALOG).orFail().path("faq").path(1).path("answer").asText())
        .isEqualTo("Within 30 days.");
  }

  @Test
  void whatSearchesForNothingBringsNoProducts() {
    silent(chat("you are useless, stupid bot"), "sorry");
    silent(chat("hello there!"), "Hello");
    silent(chat("sdfkjh qwer"), "did not understand");
    silent(chat("do you sell bicycles?"), "No", "bicycles");
    assertThat(chat("do you sell espresso machines?").path("hits")).isNotEmpty();
  }

  @Test
  void aSearchGoesOnAfterAnAside() {
    JsonNode shown = chat("hiking boots");
    JsonNode aside = next(shown, "how long does delivery take?");
    silent(aside, "Two working days.");
    about(next(aside, "how much is the first?"), ids(shown).getFirst());
  }

  @Test
  void aWrongFaqIsRefusedByName() {
    for (String faq :
        List.of(
            "[{\"questions\":[],\"answer\":\"x\"}]",
            "[{\"questions\":[\"x\"]}]",
            "[{\"questions\":[\"x\"],\"answer\":\"y\",\"more\":1}]",
            "{}")) {
      Rest.Answer refused =
          rest.put(
              CATALOG,
              """
              {"index":"answered","title_field":"title","text_fields":["title"],
               "embed_fields":["title"],"vector_field":"item_vector","model":"all-minilm-l6-v2",
               "faq":%s}"""
                  .formatted(faq));
      assertThat(refused.status()).as(faq).isEqualTo(400);
      assertThat(refused.body().toString()).as(faq).contains("faq");
    }
  }

  @Test
  void asksOnceForWhatTellsMost() {
    StringBuilder shirts = new StringBuilder();
    String[] sizes = {"S", "M", "L"};
    for (int i = 0; i < 12; i++) {
      shirts.append(
          """
          {"index":{}}
          {"title":"Linen shirt number %s","type":"shirt","brand":"Plain","size":"%s","price":29.0,"in_stock":true}
          """
              .formatted(i, sizes[i % 3]));
    }
    rest.post("/answered/_bulk?refresh=true", shirts.toString()).orFail();

    JsonNode vague = chat("a shirt");
    assertThat(vague.path("hits")).isNotEmpty();
    assertThat(vague.path("ask").path("text").asText()).isEqualTo("Which size do you need?");
    assertThat(vague.path("ask").path("choices").toString()).contains("\"S\"", "\"M\"", "\"L\"");
    assertThat(next(vague, "linen shirts").has("ask")).isFalse();
    assertThat(chat("a shirt in size M").has("ask")).isFalse();
  }

  @Test
  void whatWasStatedIsForgottenWhenAsked() {
    String user = CATALOG + "/users/hiker";
    rest.put(user + "/preferences", "{\"likes\":[\"boots\",\"coffee\"]}").orFail();
    String body = "{\"message\":\"forget that I like boots\",\"user_id\":\"hiker\"}";

    JsonNode forgotten = rest.post(CATALOG + "/chat", body).orFail();

    silent(forgotten, "Forgotten", "boots");
    assertThat(forgotten.path("degraded")).isEmpty();
    assertThat(rest.get(user).orFail().path("preferences").path("likes").toString())
        .isEqualTo("[\"coffee\"]");
    silent(rest.post(CATALOG + "/chat", body).orFail(), "never told");
    rest.delete(user);
  }
}
