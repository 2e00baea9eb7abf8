package org.chatrec.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;
import org.chatrec.it.Bulk;
import org.chatrec.it.Json;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whoever may administer catalogues, and only that, gets no right on an index by declaring one over
 * it: training writes as whoever asked for it, and a field of somebody's own is not made
 * popularity.
 */
@OnSecuredNode
class CatalogueTests {
  private static final String ORDERS = "sec-orders";

  private final Cinema cinema;
  private final Rest administrator;

  CatalogueTests(Cinema cinema) {
    this.cinema = cinema;
    this.administrator = cinema.catalogAdministrator();
  }

  @BeforeEach
  void orders() {
    if (cinema.admin().get("/" + ORDERS).status() == 404) {
      cinema
          .admin()
          .put(
              "/" + ORDERS,
              Json.object(
                      "{'settings':{'index.knn':true,'number_of_replicas':0},'mappings':{'properties':{"
                          + "'title':{'type':'text'},'price':{'type':'float'},'note':{'type':'keyword'},"
                          + "'v':{'type':'knn_vector','dimension':384,'method':{'name':'hnsw','engine':'lucene','space_type':'cosinesimil'}}}}}")
                  .toString())
          .orFail();
      new Bulk()
          .add("o1", Json.object("{'title':'lamp','price':100,'note':'unpaidsecret'}"))
          .add("o2", Json.object("{'title':'chair','price':50,'note':'unpaidsecret'}"))
          .sendAll(cinema.admin(), ORDERS);
    }
    assertThat(administrator.get("/" + ORDERS + "/_doc/o1").status()).isEqualTo(403);
    assertThat(administrator.put("/" + ORDERS + "/_doc/o1", "{}").status()).isEqualTo(403);
  }

  @Test
  void anIndexThatTheCallerMayNotReadIsNotDeclared() {
    Rest.Answer answer =
        administrator.put(Cinema.API + "catalogs/orders", declaration(null).toString());
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(403);
    assertThat(answer.body().toString()).doesNotContain("unpaidsecret");
    assertThat(cinema.admin().get(Cinema.API + "catalogs/orders").status()).isEqualTo(404);
  }

  @Test
  void norThroughAnAliasOfTheirOwn() {
    String add =
        "{\"actions\":[{\"add\":{\"index\":\"" + ORDERS + "\",\"alias\":\"mine-orders\"}}]}";
    assertThat(administrator.post("/_aliases", add).status()).isEqualTo(403);
    ObjectNode body = declaration(null).put("index", "mine-orders");
    Rest.Answer answer = administrator.put(Cinema.API + "catalogs/orders", body.toString());
    assertThat(answer.status()).as("%s", answer.body()).isIn(400, 403, 404);
    assertThat(cinema.source(ORDERS, "o1").path("price").asInt()).isEqualTo(100);
  }

  @Test
  void whoMayReadAndMapAnIndexButNotWriteItsItemsDeclaresNothing() {
    // all that a declaration does itself, so that only the check of rights stands in the way
    Role reader = declarer().on(ORDERS, "read", "manage");
    Rest.Answer answer =
        cinema
            .node()
            .user("orders-reader", reader)
            .put(Cinema.API + "catalogs/orders", declaration(null).toString());
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(403);
    assertThat(answer.body().toString()).contains("update its documents");
    assertThat(cinema.admin().get(Cinema.API + "catalogs/orders").status()).isEqualTo(404);
  }

  @Test
  void whoMayReadAndWriteItsItemsButNotMapItAddsNothingToItsMapping() {
    // the action group "write" would let them map it
    Role writer =
        declarer().on(ORDERS, "read", "indices:data/write/*", "indices:admin/mappings/get");
    JsonNode before = cinema.admin().get("/" + ORDERS + "/_mapping").orFail();
    Rest.Answer answer =
        cinema
            .node()
            .user("orders-clerk", writer)
            .put(Cinema.API + "catalogs/orders", declaration(null).toString());
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(403);
    assertThat(answer.body().toString()).contains("add to its mapping");
    assertThat(cinema.admin().get("/" + ORDERS + "/_mapping").orFail()).isEqualTo(before);
    assertThat(cinema.admin().get(Cinema.API + "catalogs/orders").status()).isEqualTo(404);
  }

  @Test
  void whoMayWriteThemTooDeclaresIt() {
    Role writer = declarer().on(ORDERS, "read", "write", "manage");
    cinema
        .node()
        .user("orders-writer", writer)
        .put(Cinema.API + "catalogs/orders?dry_run=true", declaration(null).toString())
        .orFail();
  }

  @Test
  void noFieldOfSomebodyElseIsMadePopularity() {
    // even by somebody who may do everything: the prices would be gone with the next training
    for (ObjectNode body : List.of(declaration("price"))) {
      Rest.Answer answer = cinema.admin().put(Cinema.API + "catalogs/orders", body.toString());
      assertThat(answer.status()).as("%s", answer.body()).isEqualTo(400);
      assertThat(answer.body().toString()).contains("price");
    }
    assertThat(cinema.source(ORDERS, "o1").path("price").asInt()).isEqualTo(100);
  }

  @Test
  void trainingWritesNothingThatWhoAskedMayNotWrite() {
    // the catalogue is sound and declared by somebody who may; the trainer may only train
    cinema.events(
        IntStream.range(0, 8)
            .mapToObj(i -> Cinema.like("trainer-crowd-" + i, i % 2 == 0 ? "v3" : "v4"))
            .toArray(JsonNode[]::new));
    JsonNode before = cinema.source(Cinema.INDEX, "v4");
    Rest.Answer answer =
        administrator.post(Cinema.CATALOG + "/train?wait_for_completion=true", "{}");
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(403);
    assertThat(cinema.source(Cinema.INDEX, "v4")).isEqualTo(before);
  }

  @Test
  void trainingInTheBackgroundWritesNothingEither() {
    JsonNode before = cinema.source(Cinema.INDEX, "v5");
    Rest.Answer answer = administrator.post(Cinema.CATALOG + "/train", "{}");
    if (answer.status() == 200) {
      String task = answer.body().path("task").asText();
      Rest.Answer end =
          cinema.admin().get("/_tasks/" + task + "?wait_for_completion=true&timeout=60s");
      assertThat(end.body().toString()).contains("security_exception");
    } else {
      assertThat(answer.status()).as("%s", answer.body()).isEqualTo(403);
    }
    assertThat(cinema.source(Cinema.INDEX, "v5")).isEqualTo(before);
  }

  @Test
  void whoMayWriteTheItemsTrains() {
    Rest owner = cinema.node().user("owner", Cinema.owner());
    cinema.events(
        IntStream.range(0, 8)
            .mapToObj(i -> Cinema.like("owner-crowd-" + i, i % 2 == 0 ? "v3" : "v5"))
            .toArray(JsonNode[]::new));
    JsonNode answer = owner.post(Cinema.CATALOG + "/train?wait_for_completion=true", "{}").orFail();
    assertThat(cinema.source(Cinema.INDEX, "v3").path("popularity").asDouble()).isPositive();
    assertThat(answer.at("/collaborative/items_with_content")).isEqualTo(learned(answer));
  }

  @Test
  void whoMayWriteTheItemsAndNotReadThemTrainsWithoutTheirContent() {
    Rest writer = cinema.node().user("writer", Cinema.owner().without("get"));
    cinema.events(
        IntStream.range(0, 8)
            .mapToObj(i -> Cinema.like("writer-crowd-" + i, i % 2 == 0 ? "v3" : "v5"))
            .toArray(JsonNode[]::new));
    JsonNode answer =
        writer.post(Cinema.CATALOG + "/train?wait_for_completion=true", "{}").orFail();
    assertThat(learned(answer).asInt()).isPositive();
    assertThat(answer.at("/collaborative/items_with_content").asInt(-1)).isZero();
  }

  private static JsonNode learned(JsonNode answer) {
    return answer.at("/collaborative/items");
  }

  @Test
  void aForeignCatalogueIsNotTakenOver() {
    // the same name over an index of one's own: its people would be judged by other items
    administrator.put(
        "/mine-films", "{\"settings\":{\"index.knn\":true,\"number_of_replicas\":0}}");
    ObjectNode body = Json.object(Cinema.DECLARATION).put("index", "mine-films");
    Rest.Answer answer = administrator.put(Cinema.CATALOG, body.toString());
    JsonNode kept = cinema.admin().get(Cinema.CATALOG).orFail();
    assertThat(kept.path("index").asText()).as("%s", answer.body()).isEqualTo(Cinema.INDEX);
  }

  private static Role declarer() {
    return Role.none()
        .cluster(
            "cluster:admin/chatrec/*",
            "cluster:admin/ingest/pipeline/*",
            "cluster:admin/search/pipeline/*",
            "cluster_composite_ops");
  }

  private static ObjectNode declaration(String popularity) {
    ObjectNode body =
        Json.object(
            "{'title_field':'title','text_fields':['title'],'filter_fields':['note'],"
                + "'model':'all-minilm-l6-v2','embed_fields':['title'],'vector_field':'v'}");
    body.put("index", ORDERS);
    return popularity == null ? body : body.put("popularity_field", popularity);
  }
}
