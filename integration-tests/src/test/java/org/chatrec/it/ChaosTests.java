package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.chatrec.chaos.Chaos;
import org.chatrec.chaos.Workload;
import org.chatrec.node.Cluster;
import org.chatrec.node.NodeOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The short form of {@code ./chatrec chaos}: one node that hangs, dies and comes back. */
class ChaosTests {
  private static final int PEOPLE = 24;

  /** Each part of the events is sent while one of three things happens; what is left is calm. */
  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void whatWasLearnedMeanwhileIsWhatIsLearnedInPeace() {
    NodeOptions options = NodeOptions.single(Ports.free(1)).withHeap("640m");
    try (Cluster cluster = Cluster.start(TestHome.get(), options)) {
      Chaos chaos = new Chaos(new Workload(960, PEOPLE, 7));
      List<String> wrongs = chaos.runBeside(cluster, new Chaos.Trouble(3, 1_500));
      assertThat(wrongs).as("%s", chaos.table()).isEmpty();
      assertThat(chaos.table())
          .containsEntry("events acknowledged", 960)
          .containsEntry("people compared", PEOPLE)
          .containsEntry("times the items were closed", 1)
          .containsEntry("nodes hung", 1)
          .containsEntry("nodes killed and started anew", 1);
      for (String happened : List.of("requests sent again", "people whose items were away")) {
        assertThat((int) chaos.table().get(happened)).as(happened).isPositive();
      }
    }
  }
}
