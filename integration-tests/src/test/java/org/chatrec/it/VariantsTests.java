package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chatrec.it.Answers.assertBreakdowns;
import static org.chatrec.it.Answers.ids;
import static org.chatrec.it.Answers.itemIds;
import static org.chatrec.it.Answers.list;
import static org.chatrec.it.TestCatalog.API;
import static org.chatrec.it.TestCatalog.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.chatrec.faults.ChatStorm;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Variants of one item do not fill a page. */
@OnRealNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VariantsTests {
  /** Whose variants are told by their texts. */
  private static final String ALIKE = "variants-alike";

  /** Whose variants name their parent. */
  private static final String DECLARED = "variants-declared";

  private static final int COLOURS = 12;
  private static final List<String> OTHERS =
      List.of("Linen shirt", "Denim shirt", "Polo shirt", "Flannel shirt");

  private Rest rest;

  @BeforeAll
  void shirts(Rest node) {
    rest = node;
    ObjectNode alike = TestCatalog.declaration(ALIKE, 3, 0);
    alike.putArray("embed_fields").add("title");
    rest.put(API + ALIKE, alike.toString()).orFail();
    Bulk bulk = new Bulk();
    IntStream.range(0, COLOURS)
        .forEach(n -> bulk.add("s" + n, Json.of("title", "Oxford shirt, colour " + n)));
    OTHERS.forEach(title -> bulk.add(title.substring(0, 2), Json.of("title", title)));
    bulk.sendAll(rest, ALIKE);

    ObjectNode declared = TestCatalog.declaration(DECLARED, 3, 0);
    declared.putArray("embed_fields").add("title");
    declared.set("fields", Json.object("{'parent':{'role':'variant_of'}}"));
    ((ObjectNode) declared.at("/create/properties"))
        .set("parent", Json.object("{'type':'keyword'}"));
    rest.put(API + DECLARED, declared.toString()).orFail();
    Bulk families = new Bulk();
    for (int family = 0; family < 8; family++) {
      families.add(
          "p" + family, Json.of("title", "Winter jacket of maker " + family, "year", family * 100));
      for (int n = 0; n < COLOURS; n++) {
        families.add(
            "p" + family + "-" + n,
            Json.of(
                "title",
                "Winter jacket in shade " + n,
                "parent",
                "p" + family,
                "year",
                family * 100 + n + 1));
      }
    }
    families.sendAll(rest, DECLARED);
    new TestCatalog(rest, ALIKE).events(event("u", "purchase", "s0")).orFail();
  }

  private TestCatalog alike() {
    return new TestCatalog(rest, ALIKE);
  }

  private TestCatalog declared() {
    return new TestCatalog(rest, DECLARED);
  }

  private static long shades(List<String> ids) {
    return ids.stream().filter(id -> id.startsWith("s")).count();
  }

  private static List<String> families(List<String> ids) {
    return ids.stream().map(id -> id.replaceAll("-.*", "")).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",'diversity':0", ",'diversity':0.5", ",'exploration':1"})
  void oneColourIsRecommended(String more) {
    JsonNode answer = alike().recommend("{'user_id':'u','size':5%s}".formatted(more)).orFail();
    assertThat(itemIds(answer)).hasSize(5).doesNotContain("s0");
    assertThat(shades(itemIds(answer))).isEqualTo(1);
  }

  @Test
  void allAreThereWhereThePageIsLargeOrTheyAreAskedFor() {
    JsonNode all = alike().recommend("{'user_id':'u','size':50}").orFail();
    assertThat(itemIds(all)).hasSize(COLOURS - 1 + OTHERS.size()).doesNotHaveDuplicates();
    JsonNode asked =
        alike().recommend("{'user_id':'u','size':5,'diversity':0,'variants':'all'}").orFail();
    assertThat(shades(itemIds(asked))).isGreaterThan(1);
    assertThat(alike().recommend("{'user_id':'u','variants':'two'}").status()).isEqualTo(400);
  }

  @Test
  void oneColourIsSimilar() {
    assertThat(shades(itemIds(alike().similar("s3", 5).orFail()))).isEqualTo(1);
    String path = API + ALIKE + "/items/s3/similar?size=5&variants=all";
    assertThat(shades(itemIds(rest.get(path).orFail()))).isEqualTo(5);
    assertThat(rest.get(path + "x").status()).isEqualTo(400);
  }

  @Test
  void aChatShowsOneColourUnlessTheShirtIsNamed() {
    JsonNode any = alike().chat("{'message':'shirts','size':5,'explain':'none'}").orFail();
    assertThat(shades(chatIds(any))).isEqualTo(1);
    assertThat(chatIds(any)).hasSize(5);
    JsonNode named = alike().chat("{'message':'oxford shirt','size':5,'explain':'none'}").orFail();
    assertThat(shades(chatIds(named))).isGreaterThan(1);
  }

  /** A model that chooses reads one of each family: places go to what can be chosen. */
  @Test
  void aModelChoosesAmongOneColourUnlessTheShirtIsNamed() throws IOException {
    try (FakeLlm llm = new FakeLlm()) {
      rest.put(
              "/_cluster/settings",
              """
              {"persistent":{"chatrec.llm.provider":"openai","chatrec.llm.base_url":"%s","chatrec.llm.model":"m"}}"""
                  .formatted(llm.baseUrl()))
          .orFail();
      llm.behave(
          FakeLlm.content(
              asked -> "{\"fits\":true,\"explanations\":[{\"hit\":1,\"sentences\":[]}]}"));
      alike().chat("{'message':'shirts','size':5}").orFail();
      List<String> any = titles(llm);
      assertThat(any).hasSize(1 + OTHERS.size());
      assertThat(any).filteredOn(title -> title.startsWith("Oxford")).hasSize(1);
      alike().chat("{'message':'oxford shirt','size':5}").orFail();
      assertThat(titles(llm)).filteredOn(title -> title.startsWith("Oxford")).hasSize(COLOURS);
    } finally {
      ChatStorm.reset(rest);
    }
  }

  /** Of the candidates that were shown last. */
  private static List<String> titles(FakeLlm llm) throws IOException {
    JsonNode messages = llm.requests().getLast().path("messages");
    JsonNode asked =
        new JsonMapper().readTree(messages.path(messages.size() - 1).path("content").asText());
    return list(asked.path("hits")).stream()
        .map(hit -> hit.path("evidence").path(0).asText().replaceFirst("1 title: ", ""))
        .toList();
  }

  private static List<String> chatIds(JsonNode answer) {
    return list(answer.path("hits")).stream().map(hit -> hit.path("id").asText()).toList();
  }

  @Test
  void aPersonalSearchShowsOneOfADeclaredFamilyOnItsFirstPageAndAllInTheEnd() {
    List<String> shown = new ArrayList<>();
    for (int from = 0; from < 8 * (COLOURS + 1); from += 8) {
      JsonNode page =
          declared()
              .search(
                  """
                  {'from':%s,'size':8,'query':{'match':{'title':'winter jacket'}},
                   'ext':{'chatrec':{'user_id':'u','breakdown':true}}}
                  """
                      .formatted(from))
              .orFail();
      assertBreakdowns(page);
      shown.addAll(ids(page));
    }
    assertThat(shown).doesNotHaveDuplicates().hasSize(8 * (COLOURS + 1));
    assertThat(families(shown.subList(0, 8))).doesNotHaveDuplicates();
  }

  @Test
  void pagesBySearchAfterDoTheSame() {
    List<String> shown = new ArrayList<>();
    String after = "";
    while (true) {
      JsonNode page =
          declared()
              .search(
                  """
                  {'size':20,'query':{'match':{'title':'winter jacket'}},
                   'sort':[{'_score':'desc'},{'year':'asc'}]%s,
                   'aggs':{'n':{'value_count':{'field':'parent'}}},
                   'ext':{'chatrec':{'user_id':'u'}}}
                  """
                      .formatted(after))
              .orFail();
      List<String> ids = ids(page);
      if (ids.isEmpty()) {
        break;
      }
      shown.addAll(ids);
      after = ",'search_after':" + page.at("/hits/hits/" + (ids.size() - 1) + "/sort");
    }
    assertThat(shown).doesNotHaveDuplicates().hasSize(8 * (COLOURS + 1));
    assertThat(families(shown.subList(0, 8))).doesNotHaveDuplicates();
  }

  @Test
  void aSearchOfAnUndeclaredCatalogueDoesItWhereItIsAsked() {
    // "shirt" is typed; the prefix is no word, and puts one shirt before all others
    String body =
        """
        {'size':5,'query':{'bool':{'must':[{'match':{'title':'shirt'}}],
           'should':[{'prefix':{'title':{'value':'oxf','boost':9}}}]}},
         'ext':{'chatrec':{%s}}}
        """;
    String asked = "'user_id':'u','variants':'one'";
    assertThat(shades(ids(alike().search(body.formatted(asked)).orFail()))).isEqualTo(1);
    assertThat(shades(ids(alike().search(body.formatted("'variants':'one'")).orFail())))
        .isEqualTo(1);
    assertThat(shades(ids(alike().search(body.formatted("'user_id':'u'")).orFail())))
        .isGreaterThan(1);
    assertThat(alike().search(body.formatted("'variants':'some'")).status()).isEqualTo(400);
  }

  /** What a search shows of its hits is not what it is ranked by. */
  @ParameterizedTest
  @ValueSource(strings = {"false", "{'excludes':['title']}", "['year']"})
  void oneColourIsShownWhateverIsReadOfTheHits(String source) {
    String body =
        """
        {'size':5,'_source':%s,'query':{'bool':{'must':[{'match':{'title':'shirt'}}],
           'should':[{'prefix':{'title':{'value':'oxf','boost':9}}}]}},
         'ext':{'chatrec':{'user_id':'u','variants':'one'}}}
        """;
    JsonNode answer = alike().search(body.formatted(source)).orFail();
    assertThat(shades(ids(answer))).isEqualTo(1);
    assertThat(answer.at("/hits/hits/0/_source/title").isMissingNode()).isTrue();
  }

  @Test
  void recommendSimilarAndChatGoByTheDeclaredField() {
    declared().events(event("d", "like", "p1-3")).orFail();
    List<String> recommended = itemIds(declared().recommend("{'user_id':'d','size':6}").orFail());
    assertThat(families(recommended)).hasSize(6).doesNotHaveDuplicates();
    assertThat(families(itemIds(declared().similar("p1-3", 6).orFail()))).doesNotHaveDuplicates();
    JsonNode chat =
        declared().chat("{'message':'winter jacket','size':6,'explain':'none'}").orFail();
    assertThat(families(chatIds(chat))).hasSize(6).doesNotHaveDuplicates();
  }

  @Test
  void aFieldThatCannotTellIsRefused() {
    for (String fields :
        List.of(
            "{'title':{'role':'variant_of'}}",
            "{'nothing':{'role':'variant_of'}}",
            "{'year':{'role':'colour'}}",
            "{'year':{}}",
            "{'year':{'role':'variant_of'},'genres':{'role':'variant_of'}}")) {
      ObjectNode declaration = TestCatalog.declaration("variants-refused", 1, 0);
      declaration.set("fields", Json.object(fields));
      Rest.Answer answer = rest.put(API + "variants-refused", declaration.toString());
      assertThat(answer.status()).as(fields).isEqualTo(400);
      assertThat(answer.body().at("/error/reason").asText()).contains("fields");
    }
    JsonNode shown = rest.get(API + DECLARED).orFail();
    assertThat(shown.at("/fields/parent/role").asText()).isEqualTo("variant_of");
  }
}
