package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.chatrec.fuzz.Fuzz;
import org.chatrec.fuzz.FuzzReport;
import org.chatrec.fuzz.Seed;
import org.chatrec.node.Cluster;
import org.chatrec.node.NodeOptions;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The short form of {@code ./chatrec fuzz}, on a node of its own, which it may spoil. */
class FuzzTests {
  private static final int REQUESTS = 700;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void mistakesAreAnsweredAndEveryRouteGetsSome() {
    NodeOptions options = NodeOptions.single(Ports.free(1)).withHeap("640m");
    try (Cluster cluster = Cluster.start(TestHome.get(), options)) {
      Rest rest = cluster.rest();
      TestCatalog films = TestCatalog.ofFilms(rest, "fuzz", 1, 0);
      TrainTests.people(films);
      List<Seed> seeds = Seed.all(films.name(), "s1");
      assertThat(unfuzzed(rest, seeds)).isEmpty();

      FuzzReport report = new Fuzz(rest.root(), seeds).run(REQUESTS, 2, 5);
      assertThat(report.findings()).isEmpty();
      assertThat(report.answers()).isEqualTo(REQUESTS);
      Map<Integer, Integer> statuses = report.statuses();
      assertThat(statuses.get(200)).as("right ones: %s", statuses).isGreaterThan(seeds.size() / 2);
      assertThat(statuses.get(400)).as("wrong ones: %s", statuses).isGreaterThan(REQUESTS / 5);
      Rest.Answer next = films.recommend("{'user_id':'u9','size':3}");
      assertThat(next.orFail().path("items")).as("the next one is served").hasSize(3);
    }
  }

  /** Operations that the description of the interface has and that no request is made of. */
  private static Set<String> unfuzzed(Rest rest, List<Seed> seeds) {
    Set<String> left = new TreeSet<>();
    JsonNode paths = rest.get("/_plugins/_chatrec/openapi.json").orFail().path("paths");
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      String pattern = path.getKey().replaceAll("[{][a-z]+[}]", "[^/]+");
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        String method = operation.getKey().toUpperCase(Locale.ROOT);
        boolean sent =
            seeds.stream()
                .anyMatch(
                    seed ->
                        seed.method().equals(method)
                            && seed.path().replaceFirst("[?].*", "").matches(pattern));
        if (!sent) {
          left.add(method + " " + path.getKey());
        }
      }
    }
    return left;
  }
}
