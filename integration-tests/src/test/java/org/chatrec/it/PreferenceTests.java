package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What users say of themselves, by the API and in a chat, and what it changes. */
@OnRealNode
class PreferenceTests {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CATALOG = "/_plugins/_chatrec/catalogs/stated";

  private final Rest rest;

  PreferenceTests(Rest rest) {
    this.rest = rest;
  }

  @BeforeEach
  void load() {
    if (rest.get(CATALOG).status() == 200) {
      return;
    }
    rest.put(
            CATALOG,
            """
            {"index":"stated","create":{"properties":{"title":{"type":"text"},"genres":{"type":"keyword"},
              "year":{"type":"integer"}}},"title_field":"title","text_fields":["title"],
             "filter_fields":["genres","year"],"model":"all-minilm-l6-v2","embed_fields":["title","genres"],
             "vector_field":"item_vector","popularity_field":"popularity","language":"en"}""")
        .orFail();
    String[] genres = {"Horror", "Comedy", "War"};
    // names that differ: films that a number alone tells apart are variants of one
    List<String> titles =
        List.of(
            "Amber", "Birch", "Canyon", "Dune", "Ember", "Fjord", "Grove", "Harbor", "Iris", "Jade",
            "Kestrel", "Lagoon");
    for (int i = 0; i < 12; i++) {
      rest.put(
              "/stated/_doc/i" + i + "?refresh=" + (i == 11),
              "{\"title\":\"%s\",\"genres\":[\"%s\"],\"year\":%s}"
                  .formatted(titles.get(i), genres[i % 3], 1990 + i))
          .orFail();
    }
  }

  private JsonNode chat(String user, String message) {
    return rest.post(
            CATALOG + "/chat",
            JSON.valueToTree(Map.of("message", message, "user_id", user, "size", 12)).toString())
        .orFail();
  }

  private JsonNode preferences(String user) {
    return rest.get(CATALOG + "/users/" + user).orFail().get("preferences");
  }

  private JsonNode put(String user, String body) {
    return rest.put(CATALOG + "/users/" + user + "/preferences", body).orFail();
  }

  private List<String> genres(JsonNode found) {
    List<String> genres = new ArrayList<>();
    for (JsonNode hit : found) {
      String id = hit.get("id").asText();
      rest.get("/stated/_doc/" + id)
          .orFail()
          .at("/_source/genres")
          .forEach(g -> genres.add(g.asText()));
    }
    return genres;
  }

  private List<String> recommended(String user) {
    return genres(
        rest.post(CATALOG + "/recommend", "{\"user_id\":\"" + user + "\",\"size\":12}")
            .orFail()
            .get("items"));
  }

  @Test
  void whatIsSaidInAChatIsKeptCountsAndCanBeTakenBack() {
    assertThat(chat("ann", "I can't stand horror").get("intent").asText()).isEqualTo("feedback");
    assertThat(preferences("ann").toString())
        .contains("\"likes\":[]", "\"dislikes\":[\"Horror\"]", "\"opt_out\":false");
    assertThat(genres(chat("ann", "what should I watch tonight?").get("hits")))
        .isNotEmpty()
        .doesNotContain("Horror");
    assertThat(recommended("ann")).isNotEmpty().doesNotContain("Horror");
    assertThat(genres(chat("ann", "show me horror films").get("hits"))).containsOnly("Horror");

    assertThat(put("ann", "{\"dislikes\":[]}").at("/preferences/dislikes")).isEmpty();
    assertThat(recommended("ann")).contains("Horror");
  }

  @Test
  void likesOrderWhatIsRecommended() {
    put("bob", "{\"likes\":[\"war\"]}");
    assertThat(recommended("bob").subList(0, 3)).containsOnly("War");
    put("bob", "{\"likes\":[\"comedy\"]}");
    assertThat(recommended("bob").subList(0, 3)).containsOnly("Comedy");
  }

  private List<String> searched(String user) {
    JsonNode found =
        rest.post(
                "/stated/_search",
                JSON.valueToTree(
                        Map.of("size", 12, "ext", Map.of("chatrec", Map.of("user_id", user))))
                    .toString())
            .orFail();
    List<String> genres = new ArrayList<>();
    found.at("/hits/hits").forEach(hit -> genres.add(hit.at("/_source/genres").get(0).asText()));
    return genres;
  }

  /** A plain search finds what it matches: what is stated moves it, and leaves nothing out. */
  @Test
  void likesAndDislikesOrderAPlainSearch() {
    put("una", "{\"likes\":[\"war\"]}");
    assertThat(searched("una").subList(0, 3)).containsOnly("War");
    put("una", "{\"likes\":[\"comedy\"],\"dislikes\":[\"war\"]}");
    List<String> all = searched("una");
    assertThat(all.subList(0, 3)).containsOnly("Comedy");
    assertThat(all).contains("War");
    put("una", "{\"opt_out\":true}");
    assertThat(searched("una")).isEqualTo(searched("nobody"));
  }

  @Test
  void afterOptingOutNothingIsKeptAndNothingIsPersonal() {
    String event = "{\"events\":[{\"user_id\":\"eve\",\"item_id\":\"i1\",\"type\":\"like\"}]}";
    assertThat(rest.post(CATALOG + "/events", event).orFail().get("accepted").asInt()).isOne();
    put("eve", "{\"likes\":[\"war\"],\"opt_out\":true}");
    assertThat(rest.post(CATALOG + "/events", event).orFail().get("accepted").asInt()).isZero();
    JsonNode user = rest.get(CATALOG + "/users/eve").orFail();
    assertThat(user.get("events").asInt()).isZero();
    assertThat(user.at("/preferences/opt_out").asBoolean()).isTrue();
    JsonNode answer =
        rest.post(CATALOG + "/recommend", "{\"user_id\":\"eve\",\"size\":3}").orFail();
    assertThat(answer.get("strategy").asText()).isEqualTo("popular");
    assertThat(chat("eve", "I hate comedies").get("intent").asText()).isEqualTo("feedback");
    assertThat(preferences("eve").get("dislikes")).isEmpty();
  }

  @Test
  void optingOutErasesConversationsAndLeavesLaterOnesToNobody() {
    String before = chat("liz", "horror films").get("session_id").asText();
    String others = chat("moe", "horror films").get("session_id").asText();
    String nobodys =
        rest.post(CATALOG + "/chat", "{\"message\":\"war films\"}")
            .orFail()
            .get("session_id")
            .asText();
    assertThat(put("liz", "{\"opt_out\":true}").get("erased").asInt()).isOne();
    assertThat(session(before)).isEqualTo(404);
    assertThat(session(others)).isEqualTo(200);
    assertThat(session(nobodys)).isEqualTo(200);

    String after = chat("liz", "horror films").get("session_id").asText();
    assertThat(session(after)).isEqualTo(200);
    String next =
        JSON.valueToTree(Map.of("message", "newer", "user_id", "liz", "session_id", after))
            .toString();
    assertThat(rest.post(CATALOG + "/chat", next).orFail().get("turn").asInt()).isEqualTo(2);
    // of what is hers, nothing is left to erase
    assertThat(put("liz", "{\"opt_out\":true}").get("erased").asInt()).isZero();
    assertThat(session(after)).isEqualTo(200);
  }

  private int session(String id) {
    return rest.get("/_plugins/_chatrec/sessions/" + id).status();
  }

  @Test
  void badInputIsRefusedWithTheFieldsName() {
    Rest.Answer answer =
        rest.put(CATALOG + "/users/zoe/preferences", "{\"likes\":[\"a\"],\"dislikes\":[\"A\"]}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().toString()).contains("[likes] and [dislikes] must differ");
    assertThat(rest.put("/_plugins/_chatrec/catalogs/none/users/u/preferences", "{}").status())
        .isEqualTo(404);
  }
}
