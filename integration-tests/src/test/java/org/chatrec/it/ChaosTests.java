package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chatrec.chaos.Chaos;
import org.chatrec.chaos.Workload;
import org.chatrec.node.Cluster;
import org.chatrec.node.NodeOptions;
import org.junit.jupiter.api.Test;

/** The short form of {@code ./chatrec chaos}: one node that hangs, dies and comes back. */
class ChaosTests {

  @Test
  void whatWasLearnedMeanwhileIsWhatIsLearnedInPeace() {
    NodeOptions options = NodeOptions.single(Ports.free(1)).withHeap("640m");
    try (Cluster cluster = Cluster.start(TestHome.get(), options)) {
      Chaos chaos = new Chaos(new Workload(3_000, 60, 7));
      List<String> wrongs = chaos.runBeside(cluster, 2_000);
      assertThat(wrongs).as("%s", chaos.table()).isEmpty();
      assertThat(chaos.table()).containsEntry("events acknowledged", 3_000);
      for (String happened :
          List.of(
              "requests sent again",
              "people whose items were away",
              "nodes hung",
              "nodes killed and started anew",
              "times the items were closed")) {
        assertThat((int) chaos.table().get(happened)).as(happened).isPositive();
      }
    }
  }
}
