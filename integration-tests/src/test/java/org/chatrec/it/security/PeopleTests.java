package org.chatrec.it.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.chatrec.it.Answers;
import org.chatrec.it.Bulk;
import org.chatrec.it.Json;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is known of a person counts for nobody who may not name that person, shows in no index but
 * the catalogue's, and is changed by nobody who may not change it.
 */
@OnSecuredNode
class PeopleTests {
  private static final String PERSON = "indices:data/read/chatrec/person";

  /** The ways to rank for a named person in a search. */
  enum Way {
    QUERY("{'query':{'interest':{'field':'item_vector','catalog':'cinema','user_id':'viewer'}}}"),
    WITHIN_A_QUERY(
        "{'query':{'bool':{'should':[{'match_all':{}},{'interest':{'field':'item_vector','catalog':'cinema','user_id':'viewer'}}]}}}"),
    FUNCTION(
        "{'query':{'function_score':{'query':{'match_all':{}},'functions':[{'filter':{'interest':{'field':'item_vector','catalog':'cinema','user_id':'viewer'}},'weight':2}]}}}"),
    RESCORE_QUERY(
        "{'query':{'match_all':{}},'rescore':{'window_size':10,'query':{'rescore_query':{'interest':{'field':'item_vector','catalog':'cinema','user_id':'viewer'}}}}}"),
    RESCORER(
        "{'query':{'match_all':{}},'rescore':{'window_size':10,'interest':{'catalog':'cinema','user_id':'viewer'}}}"),
    PIPELINE("{'query':{'match_all':{}},'ext':{'chatrec':{'user_id':'viewer','breakdown':true}}}"),
    HYBRID(
        "{'query':{'match':{'title':'orbit'}},'ext':{'chatrec':{'user_id':'viewer','retrieval':'hybrid'}}}");

    private final String body;

    Way(String body) {
      this.body = Json.object(body).toString();
    }
  }

  /** The sources of an interest that name nobody. */
  enum Source {
    VECTORS,
    ITEMS
  }

  private final Cinema cinema;

  PeopleTests(Cinema cinema) {
    this.cinema = cinema;
  }

  @ParameterizedTest
  @EnumSource
  void rankingForAPersonNeedsTheAction(Way way) {
    assertThat(search(cinema.shopKeeper(), way).status()).isEqualTo(200);
    Rest.Answer refused = search(withoutPerson(), way);
    assertThat(refused.status()).as("%s", refused.body()).isEqualTo(403);
    assertThat(refused.body().toString()).contains(PERSON);
  }

  @ParameterizedTest
  @EnumSource
  void soItDoesInASearchOfMany(Way way) {
    String lines = "{\"index\":\"" + Cinema.INDEX + "\"}\n" + way.body + "\n";
    JsonNode refused = withoutPerson().postLines("/_msearch", lines).orFail();
    assertThat(refused.at("/responses/0/status").asInt()).as("%s", refused).isEqualTo(403);
    assertThat(refused.toString()).contains(PERSON).doesNotContain("\"_score\"");
  }

  @ParameterizedTest
  @EnumSource
  void anInterestInVectorsOrItemsNeedsNoPerson(Source source) {
    ObjectNode interest =
        source == Source.VECTORS
            ? Json.of("field", "item_vector", "vectors", Json.vectors(axis(0)))
            : Json.of("field", "item_vector", "items", List.of("v1"));
    Rest.Answer answer =
        withoutPerson()
            .post(
                "/" + Cinema.INDEX + "/_search",
                Json.of("query", Json.of("interest", interest)).toString());
    assertThat(Answers.ids(answer.orFail())).isNotEmpty();
  }

  @Test
  void aRecommendationForAPersonNeedsTheAction() {
    Rest.Answer refused =
        withoutPerson().post(Cinema.CATALOG + "/recommend", "{\"user_id\":\"viewer\"}");
    assertThat(refused.status()).as("%s", refused.body()).isEqualTo(403);
    assertThat(refused.body().toString()).contains(PERSON);
    JsonNode allowed =
        cinema
            .shopKeeper()
            .post(Cinema.CATALOG + "/recommend", "{\"user_id\":\"viewer\"}")
            .orFail();
    assertThat(Answers.itemIds(allowed)).isNotEmpty();
  }

  @Test
  void anEvaluationNamesPeopleToThoseWhoMayLookAtThem() {
    String profile = "indices:data/read/chatrec/profile";
    Rest scientist = cinema.node().user("scientist-blind", Cinema.shop().without(profile));
    assertThat(scientist.post(Cinema.CATALOG + "/evaluate", "{}").status()).isEqualTo(200);
    Rest.Answer refused = scientist.post(Cinema.CATALOG + "/evaluate", "{\"per_user\":true}");
    assertThat(refused.status()).as("%s", refused.body()).isEqualTo(403);
    assertThat(refused.body().toString()).contains(profile).doesNotContain("viewer");
    JsonNode allowed =
        cinema.shopKeeper().post(Cinema.CATALOG + "/evaluate", "{\"per_user\":true}").orFail();
    assertThat(allowed.has("per_user")).isTrue();
  }

  @Test
  void aChatGoesOnImpersonallyAndSaysSo() {
    String question = "{\"message\":\"a murder\",\"user_id\":\"archivist\",\"explain\":\"none\"}";
    JsonNode answer = withoutPerson().post(Cinema.CATALOG + "/chat", question).orFail();
    assertThat(Answers.list(answer.path("hits"))).isNotEmpty();
    assertThat(answer.path("degraded").toString()).contains("not_permitted");
    String impersonal = "{\"message\":\"a murder\",\"explain\":\"none\"}";
    JsonNode nobody = withoutPerson().post(Cinema.CATALOG + "/chat", impersonal).orFail();
    assertThat(answer.path("hits").findValuesAsText("id"))
        .isEqualTo(nobody.path("hits").findValuesAsText("id"));
  }

  @Test
  void aChatWritesNothingOfAPersonForWhoMayNotWrite() {
    Role mute =
        Cinema.shop()
            .without("indices:data/write/chatrec/preferences")
            .without("indices:data/write/chatrec/events");
    Rest reader = cinema.node().user("mute", mute);
    JsonNode answer =
        reader
            .post(
                Cinema.CATALOG + "/chat",
                "{\"message\":\"I hate comedy, never show me comedy\",\"user_id\":\"victim\"}")
            .orFail();
    assertThat(answer.path("degraded").toString()).contains("not_permitted");
    assertThat(cinema.admin().get(Cinema.CATALOG + "/users/victim").status()).isEqualTo(404);
    // whoever may write is heard
    cinema
        .shopKeeper()
        .post(
            Cinema.CATALOG + "/chat",
            "{\"message\":\"I hate comedy, never show me comedy\",\"user_id\":\"speaker\"}")
        .orFail();
    JsonNode speaker = cinema.admin().get(Cinema.CATALOG + "/users/speaker").orFail();
    assertThat(speaker.toString().toLowerCase(java.util.Locale.ROOT)).contains("comedy");
  }

  @Test
  void aTasteCannotBeRebuiltByAnIndexOfOnesOwn() {
    // each document a unit vector: its score would be one coordinate of what the person likes
    probe("mine-probe");
    for (Rest attacker : List.of(cinema.pipelineAuthor(), snoop())) {
      for (Map.Entry<String, JsonNode> ways : probes().entrySet()) {
        Rest.Answer answer = attacker.post("/mine-probe/_search", ways.getValue().toString());
        if (answer.status() == 403) {
          assertThat(answer.body().toString()).contains(PERSON);
        } else {
          assertSame(answer.orFail(), ways.getKey());
        }
      }
    }
  }

  @Test
  void aTasteShowsNotEvenBesideTheCatalogue() {
    probe("mine-beside");
    ObjectNode search =
        Json.of("size", 1000, "query", interest("viewer"), "sort", List.of("_score", "_doc"));
    JsonNode answer =
        snoop().post("/" + Cinema.INDEX + ",mine-beside/_search", search.toString()).orFail();
    List<JsonNode> hits = Answers.hits(answer);
    List<Double> own =
        hits.stream()
            .filter(hit -> hit.path("_index").asText().equals("mine-beside"))
            .map(hit -> hit.path("_score").asDouble())
            .distinct()
            .toList();
    assertThat(own).hasSizeLessThanOrEqualTo(1);
    assertThat(hits).anyMatch(hit -> hit.path("_index").asText().equals(Cinema.INDEX));
  }

  @Test
  void thePersonOfOneCatalogueIsNobodyToWhoHasRightsOnAnother() {
    Rest bookseller =
        cinema
            .node()
            .user(
                "bookseller",
                Role.none().cluster("cluster_composite_ops_ro").on(Cinema.OTHER_INDEX, Cinema.ALL));
    for (String path : List.of("/users/viewer", "/recommend", "/chat")) {
      Rest.Answer answer =
          path.startsWith("/users")
              ? bookseller.get(Cinema.CATALOG + path)
              : bookseller.post(
                  Cinema.CATALOG + path,
                  "{\"user_id\":\"viewer\",\"message\":\"space\"}"
                      .replace(path.equals("/chat") ? "" : ",\"message\":\"space\"", ""));
      assertThat(answer.status()).as(path + " %s", answer.body()).isEqualTo(403);
    }
    Rest.Answer search =
        bookseller.post(
            "/" + Cinema.OTHER_INDEX + "/_search", Json.of("query", interest("viewer")).toString());
    assertThat(search.status()).as("%s", search.body()).isEqualTo(403);
  }

  private static void assertSame(JsonNode answer, String way) {
    List<Double> scores =
        Answers.hits(answer).stream().map(hit -> hit.path("_score").asDouble()).toList();
    assertThat(scores).as(way).hasSizeGreaterThan(300);
    assertThat(scores)
        .as(way)
        .allSatisfy(s -> assertThat(s).isCloseTo(scores.getFirst(), within(1e-6)));
  }

  /** All rights on the catalogue but to look at people, and an index to compare with. */
  private Rest snoop() {
    return cinema
        .node()
        .user(
            "snoop",
            Cinema.shop().without("indices:data/read/chatrec/profile").on("mine*", "indices_all"));
  }

  private Rest withoutPerson() {
    return cinema.node().user("without-person", Cinema.shop().without(PERSON));
  }

  private Map<String, JsonNode> probes() {
    ObjectNode all = Json.of("match_all", Json.of());
    ObjectNode rescorer =
        Json.of(
            "window_size",
            1000,
            "interest",
            Json.of("catalog", "cinema", "user_id", "viewer", "weights", Json.of("content", 1)));
    return Map.of(
        "query",
        Json.of("size", 1000, "query", interest("viewer")),
        "should",
        Json.of(
            "size",
            1000,
            "query",
            Json.of("bool", Json.of("should", List.of(all, interest("viewer"))))),
        "rescorer",
        Json.of("size", 1000, "query", all, "rescore", rescorer),
        "pipeline",
        Json.object(
            "{'size':1000,'query':{'match_all':{}},'ext':{'chatrec':{'user_id':'viewer'}},"
                + "'search_pipeline':{'request_processors':[{'personalize':{'catalog':'cinema','window_size':1000,'weights':{'content':1}}}]}}"));
  }

  private static ObjectNode interest(String person) {
    return Json.of(
        "interest", Json.of("field", "item_vector", "catalog", "cinema", "user_id", person));
  }

  private void probe(String index) {
    cinema
        .admin()
        .put(
            "/" + index,
            Json.object(
                    "{'settings':{'index.knn':true,'number_of_shards':1,'number_of_replicas':0},"
                        + "'mappings':{'properties':{'item_vector':{'type':'knn_vector','dimension':384,"
                        + "'method':{'name':'hnsw','engine':'lucene','space_type':'cosinesimil'}},"
                        + "'popularity':{'type':'float'}}}}")
                .toString())
        .orFail();
    Bulk bulk = new Bulk();
    for (int i = 0; i < Cinema.DIMENSION; i++) {
      bulk.add("p" + i, Json.of("item_vector", axis(i)));
    }
    bulk.sendAll(cinema.admin(), index);
  }

  private static float[] axis(int coordinate) {
    float[] vector = new float[Cinema.DIMENSION];
    Arrays.fill(vector, 0);
    vector[coordinate] = 1;
    return vector;
  }

  private static Rest.Answer search(Rest caller, Way way) {
    return caller.post("/" + Cinema.INDEX + "/_search", way.body);
  }

  /** What is known in one catalogue counts in another for those alone who may know it. */
  @Test
  void sharedPeopleAreReadAsTheCaller() {
    shared("households");
    try {
      Role ofBooks =
          Role.none().cluster("cluster_composite_ops_ro").on(Cinema.OTHER_INDEX, Cinema.ALL);
      Rest books = cinema.node().user("books-only", ofBooks);
      Rest both = cinema.node().user("books-and-films", ofBooks.on(Cinema.INDEX, Cinema.ALL));
      assertThat(bookScores(both, Cinema.VIEWER)).isNotEqualTo(bookScores(both, "nobody-at-all"));
      assertThat(bookScores(books, Cinema.VIEWER)).isEqualTo(bookScores(books, "nobody-at-all"));
    } finally {
      shared(null);
    }
  }

  private void shared(String people) {
    ObjectNode films = Json.object(Cinema.DECLARATION);
    for (ObjectNode each : List.of(films, films.deepCopy().put("index", Cinema.OTHER_INDEX))) {
      boolean isOther = each.path("index").asText().equals(Cinema.OTHER_INDEX);
      cinema
          .admin()
          .put(
              isOther ? Cinema.OTHER_CATALOG : Cinema.CATALOG,
              (people == null ? each : each.put("people", people)).toString())
          .orFail();
    }
  }

  private static String bookScores(Rest user, String person) {
    String body =
        Json.object(
                "{'query':{'match_all':{}},'ext':{'chatrec':{'user_id':'%s'}}}".formatted(person))
            .toString();
    JsonNode hits =
        user.post("/" + Cinema.OTHER_INDEX + "/_search", body).orFail().at("/hits/hits");
    assertThat(hits).hasSize(2);
    return hits.findValuesAsText("_score").toString();
  }
}
