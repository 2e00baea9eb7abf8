package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chatrec.it.Answers.assertRefused;
import static org.chatrec.it.Answers.ids;
import static org.chatrec.it.Answers.list;
import static org.chatrec.it.TestCatalog.API;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Indices and fields under other names, also names that let only a part of an index through. */
@OnRealNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AliasTests {
  private static final String PHONES = "alias-phones";
  private static final String CASES = "alias-cases";
  private static final String ASKED = "something with good cameras";

  private Rest rest;

  @BeforeAll
  void manyPhonesAndOneCase(Rest node) {
    rest = node;
    ObjectNode phones = TestCatalog.declaration(PHONES, 2, 0);
    phones.putArray("embed_fields").add("title");
    ((ObjectNode) phones.at("/create/properties")).set("kind", Json.object("{'type':'keyword'}"));
    ((ObjectNode) phones.at("/create/properties"))
        .set("vec", Json.object("{'type':'alias','path':'item_vector'}"));
    rest.put(API + PHONES, phones.toString()).orFail();
    Bulk bulk = new Bulk();
    for (int n = 0; n < 300; n++) {
      bulk.add("p" + n, Json.of("title", "phone with cameras, model " + n, "kind", "phone"));
    }
    bulk.add("case", Json.of("title", "soft case", "kind", "case"));
    bulk.sendAll(rest, PHONES);
    rest.post(
            "/_aliases",
            Json.object(
                    """
                    {'actions':[{'add':{'index':'alias-phones','alias':'alias-cases',
                      'filter':{'term':{'kind':'case'}}}}]}
                    """)
                .toString())
        .orFail();
    ObjectNode cases = TestCatalog.declaration(CASES, 2, 0);
    cases.remove("create");
    cases.putArray("embed_fields").add("title");
    rest.put(API + CASES, cases.toString()).orFail();
  }

  private TestCatalog cases() {
    return new TestCatalog(rest, CASES);
  }

  @Test
  void aChatFindsWhatTheAliasLetsThrough() {
    JsonNode answer = cases().chat("{'message':'%s','explain':'none'}".formatted(ASKED)).orFail();
    assertThat(list(answer.path("hits")))
        .extracting(hit -> hit.path("id").asText())
        .containsExactly("case");
  }

  @Test
  void aQuestionByMeaningDoesToo() {
    String semantic = "{'semantic':{'field':'item_vector','text':'%s','k':10%s}}";
    assertThat(byMeaning(CASES, semantic.formatted(ASKED, ""))).containsExactly("case");
    assertThat(byMeaning(CASES, semantic.formatted(ASKED, ",'filter':{'term':{'kind':'phone'}}")))
        .isEmpty();
    assertThat(byMeaning(CASES + "," + PHONES, semantic.formatted(ASKED, ""))).isNotEmpty();
  }

  private Iterable<String> byMeaning(String indices, String query) {
    ObjectNode body = Json.of("size", 50, "query", Json.object(query));
    return ids(
        rest.post("/" + indices + "/_search?search_pipeline=_none", body.toString()).orFail());
  }

  @Test
  void soDoHybridSearchesAndRecommendations() {
    String hybrid =
        """
        {'query':{'match':{'title':'good cameras'}},
         'ext':{'chatrec':{'user_id':'u','retrieval':'hybrid'}}}
        """;
    JsonNode found =
        rest.post(
                "/" + CASES + "/_search?search_pipeline=chatrec-" + PHONES,
                Json.object(hybrid).toString())
            .orFail();
    assertThat(ids(found)).containsExactly("case");
    JsonNode recommended = cases().recommend("{'user_id':'u','size':20}").orFail();
    assertThat(Answers.itemIds(recommended)).containsExactly("case");
  }

  /** While an index is moved, both are behind the alias, and each item is in both. */
  @Test
  void anItemInTwoIndicesIsShownOnce() {
    ObjectNode declaration = TestCatalog.declaration("alias-moved", 2, 0);
    declaration.remove("create");
    TestCatalog.ofFilms(rest, "alias-old", 2, 0);
    aliased("alias-old", true);
    rest.put(API + "alias-moved", declaration.toString()).orFail();
    TestCatalog moved = new TestCatalog(rest, "alias-moved");
    moved.like("ann", "s1");
    rest.post(API + "alias-moved/train?wait_for_completion=true", "").orFail();
    TestCatalog.empty(rest, "alias-new", 2, 0);
    rest.post(
            "/_reindex?refresh=true",
            Json.object("{'source':{'index':'alias-old'},'dest':{'index':'alias-new'}}").toString())
        .orFail();
    aliased("alias-old", false);
    aliased("alias-new", true);
    for (String message : List.of("a film in space", "the newest films", "films before 2000")) {
      JsonNode chat = moved.chat("{'message':'%s','explain':'none'}".formatted(message)).orFail();
      assertThat(list(chat.path("hits")))
          .as(message)
          .extracting(hit -> hit.path("id").asText())
          .hasSize(5)
          .doesNotHaveDuplicates();
    }
    assertThat(Answers.itemIds(moved.recommend("{'user_id':'ann','size':6}").orFail()))
        .hasSize(6)
        .doesNotHaveDuplicates();
    assertThat(Answers.itemIds(moved.similar("s1", 6).orFail()))
        .hasSize(6)
        .doesNotHaveDuplicates()
        .doesNotContain("s1");
    trainsBoth(moved);
  }

  private void aliased(String index, boolean written) {
    ObjectNode add = Json.of("index", index, "alias", "alias-moved", "is_write_index", written);
    rest.post("/_aliases", Json.of("actions", List.of(Json.of("add", add))).toString()).orFail();
  }

  private void trainsBoth(TestCatalog moved) {
    String train = API + "alias-moved/train?wait_for_completion=true";
    double before = popularity("alias-old");
    moved.like("bob", "s1");
    rest.post(train, "").orFail();
    assertThat(popularity("alias-new")).isGreaterThan(before).isEqualTo(popularity("alias-old"));
    rest.put("/alias-old/_settings", "{\"index.blocks.write\":true}").orFail();
    moved.like("cy", "s1");
    rest.post(train, "").orFail();
    assertThat(popularity("alias-new")).isGreaterThan(popularity("alias-old"));
  }

  private double popularity(String index) {
    return new TestCatalog(rest, index).source("s1").path("popularity").asDouble();
  }

  @Test
  void aFieldUnderAnotherNameIsRefusedByThatName() {
    Rest.Answer answer =
        rest.post(
            "/" + PHONES + "/_search",
            Json.object(
                    """
                    {'query':{'semantic':{'field':'vec','model':'all-minilm-l6-v2','text':'x'}}}
                    """)
                .toString());
    assertRefused(
        answer, "[vec] of index [alias-phones] is an alias; name the field itself, [item_vector]");
  }
}
