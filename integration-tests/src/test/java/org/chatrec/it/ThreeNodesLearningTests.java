package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.chatrec.node.Cluster;
import org.chatrec.node.NodeOptions;
import org.chatrec.node.NodeProcess;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What one node learns counts on every node at once; nothing lives in one node's memory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThreeNodesLearningTests {
  private static final Offset<Double> ROUNDING = within(1e-6);

  private Cluster cluster;
  private TestCatalog films;

  @BeforeAll
  void start() {
    NodeOptions three = NodeOptions.single(Ports.free(3)).withNodes(3).withHeap("640m");
    cluster = Cluster.start(TestHome.get(), three);
    films = TestCatalog.ofFilms(cluster.rest(), "spread-films", 3, 1);
    cluster.rest().get("/_cluster/health?wait_for_status=green&timeout=60s").orFail();
  }

  @AfterAll
  void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void aLikeChangesTheVeryNextSearchOnEveryNode() {
    List<String> liked = List.of("s3", "f2", "w1");
    List<String> before = films.order("learner");
    for (String item : liked) {
      films.like("learner", item);
      for (TestCatalog asked : everywhere()) {
        List<String> order = asked.order("learner");
        assertThat(order).isNotEqualTo(before);
        assertThat(order.subList(0, liked.indexOf(item) + 1)).contains(item);
      }
      before = films.order("learner");
    }
  }

  @Test
  void rescoredSearchesDoNotDependOnWhereShardsAre() {
    new Sharding(cluster.rest(), "spread-sharded").check();
  }

  @Test
  void whatEachNodeIsToldCountsOnEveryOther() {
    List<TestCatalog> nodes = everywhere();
    for (int i = 0; i < 9; i++) {
      nodes.get(i % 3).like("roamer", TestCatalog.films().get(i).path("id").asText());
      JsonNode user = nodes.get((i + 1) % 3).user("roamer").orFail();
      assertThat(user.path("events").asInt()).isEqualTo(i + 1);
    }
  }

  @Test
  void everyNodeRecommendsTheSame() {
    films.like("same", "f4");
    String body = "{'user_id':'same','size':5}";
    List<String> expected = Answers.itemIds(films.recommend(body).orFail());
    assertThat(expected).hasSize(5);
    assertThat(everywhere())
        .allSatisfy(
            node -> assertThat(Answers.itemIds(node.recommend(body).orFail())).isEqualTo(expected));
  }

  @Test
  void everyNodeSearchesByMeaningAndForAUser() {
    films.like("meant", "f1");
    String meaning =
        "{'size':6,'query':{'semantic':{'field':'item_vector','text':'people who prepare meals'}}}";
    String personal =
        "{'size':13,'query':{'match':{'overview':'astronaut'}},'ext':{'chatrec':"
            + "{'user_id':'meant','retrieval':'hybrid','diversity':0.2,'breakdown':true}}}";
    List<String> expected = Answers.ids(films.search(meaning).orFail());
    assertThat(expected.subList(0, 3)).isSubsetOf(TestCatalog.FOOD);
    List<String> forUser = Answers.ids(films.search(personal).orFail());
    for (TestCatalog node : everywhere()) {
      assertThat(Answers.ids(node.search(meaning).orFail())).isEqualTo(expected);
      JsonNode found = node.search(personal).orFail();
      assertThat(Answers.ids(found)).isEqualTo(forUser).contains("s2", "f1");
      Answers.assertBreakdowns(found);
      assertThat(found.toString()).doesNotContain("_chatrec_vector");
    }
  }

  @Test
  void aLikeMovesTheCollaborativePartOnEveryNodeAtOnce() {
    TestCatalog trained = TestCatalog.ofFilms(cluster.rest(), "spread-trained", 3, 1);
    TrainTests.people(trained);
    TrainTests.train(trained.at(cluster.nodes().get(1).rest()));
    for (int i = 0; i < 3; i++) {
      trained.at(cluster.nodes().get(i).rest()).like("learner", TestCatalog.SPACE.get(i));
      Map<String, Double> expected = null;
      for (NodeProcess node : cluster.nodes()) {
        Map<String, Double> tastes = TrainTests.tastes(trained.at(node.rest()), "learner");
        assertThat(tastes.get("s6")).isGreaterThan(tastes.get("f6"));
        // shards compare by Lucene's loops, whose last bits change when a node compiles them
        if (expected != null) {
          assertThat(tastes.keySet()).isEqualTo(expected.keySet());
          expected.forEach((id, part) -> assertThat(tastes.get(id)).isCloseTo(part, ROUNDING));
        }
        expected = tastes;
      }
      TrainTests.train(trained.at(cluster.nodes().get(2 - i).rest())); // by another node
    }
  }

  @Test
  void aConversationGoesOnOnAnotherNode() {
    List<TestCatalog> nodes = everywhere();
    JsonNode first = nodes.get(0).chat("{'message':'films about space'}").orFail();
    assertThat(first.path("turn").asInt()).isEqualTo(1);
    assertThat(first.path("hits")).isNotEmpty();
    String session = first.path("session_id").asText();
    JsonNode second =
        nodes
            .get(1)
            .chat("{'message':'only from 1997 or later','session_id':'%s'}".formatted(session))
            .orFail();
    assertThat(second.path("session_id").asText()).isEqualTo(session);
    assertThat(second.path("turn").asInt()).isEqualTo(2);
    assertThat(Answers.list(second.path("hits")))
        .isNotEmpty()
        .allMatch(hit -> hit.at("/source/year").asInt() >= 1997);
    JsonNode third =
        nodes
            .get(2)
            .chat("{'message':'why the first one?','session_id':'%s'}".formatted(session))
            .orFail();
    assertThat(third.path("turn").asInt()).isEqualTo(3);
    assertThat(third.at("/hits/0/id")).isEqualTo(second.at("/hits/0/id"));
  }

  @Test
  void aCatalogueIsThereOnEveryNodeOnceDeclaredAndGoneOnceDeleted() {
    TestCatalog brief = TestCatalog.empty(cluster.rest(), "spread-brief", 1, 1);
    for (TestCatalog node : everywhere()) {
      assertThat(node.rest().get(TestCatalog.API + brief.name()).status()).isEqualTo(200);
    }
    Rest last = cluster.nodes().getLast().rest();
    last.delete(TestCatalog.API + brief.name()).orFail();
    for (TestCatalog node : everywhere()) {
      assertThat(node.rest().get(TestCatalog.API + brief.name()).status()).isEqualTo(404);
    }
  }

  private List<TestCatalog> everywhere() {
    List<TestCatalog> nodes = new ArrayList<>();
    for (NodeProcess node : cluster.nodes()) {
      nodes.add(films.at(node.rest()));
    }
    return nodes;
  }
}
