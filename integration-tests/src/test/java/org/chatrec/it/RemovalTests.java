package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.chatrec.node.Cluster;
import org.chatrec.node.NodeHome;
import org.chatrec.node.NodeOptions;
import org.chatrec.node.Project;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.Test;

/** The page on removing the plugin: what it says is broken is, and what it says to do heals it. */
class RemovalTests {
  private static final Path FOLDER =
      Project.current().root().resolve("integration-tests/target/it-removal-home");

  private static final String WITHOUT_PIPELINES =
      "{\"index.default_pipeline\":\"_none\",\"index.search.default_pipeline\":\"_none\"}";

  private final NodeOptions options = NodeOptions.single(Ports.free(1)).withHeap("512m");

  @Test
  void theIndexIsUsedWithoutThePlugin() {
    new NodeHome(FOLDER).clear();
    try (Cluster with = start(Optional.of(TestHome.zip()))) {
      for (String name : new String[] {"prepared", "left"}) {
        with.rest()
            .put(TestCatalog.API + name, TestCatalog.declaration(name, 1, 0).toString())
            .orFail();
        with.rest().put("/" + name + "/_doc/1?refresh=true", "{\"title\":\"tent\"}").orFail();
      }
      with.rest()
          .put("/_cluster/settings", "{\"persistent\":{\"chatrec.llm.max_concurrent\":4}}")
          .orFail();
      // one index as the page says, the other one forgotten
      with.rest().put("/prepared/_settings", WITHOUT_PIPELINES).orFail();
      with.rest().delete("/_ingest/pipeline/chatrec-prepared").orFail();
      with.rest().delete("/_search/pipeline/chatrec-prepared").orFail();
    }
    try (Cluster without = start(Optional.empty())) {
      Rest rest = without.rest();
      assertUsed(rest, "prepared");
      assertThat(rest.get("/left/_search?q=tent").status()).isEqualTo(400);
      assertThat(rest.put("/left/_doc/2", "{\"title\":\"lamp\"}").status()).isEqualTo(500);
      rest.put("/left/_settings", WITHOUT_PIPELINES).orFail();
      assertUsed(rest, "left");
      String other = "{\"persistent\":{\"cluster.max_shards_per_node\":900}}";
      assertThat(rest.put("/_cluster/settings", other).status()).isEqualTo(400);
      rest.put("/_cluster/settings", "{\"persistent\":{\"archived.*\":null}}").orFail();
      rest.put("/_cluster/settings", other).orFail();
      rest.delete("/_ingest/pipeline/chatrec-left").orFail();
      rest.delete("/_search/pipeline/chatrec-left").orFail();
      rest.delete("/.chatrec-*?expand_wildcards=all").orFail();
      assertThat(rest.get("/.chatrec-catalogs").status()).isEqualTo(404);
    }
  }

  private Cluster start(Optional<Path> plugin) {
    NodeHome home = NodeHome.assemble(FOLDER, Project.current().parts(), plugin);
    return Cluster.start(home, options);
  }

  private static void assertUsed(Rest rest, String index) {
    rest.put("/" + index + "/_doc/2?refresh=true", "{\"title\":\"garden tent\"}").orFail();
    assertThat(Answers.ids(rest.get("/" + index + "/_search?q=tent").orFail()))
        .containsExactlyInAnyOrder("1", "2");
  }
}
