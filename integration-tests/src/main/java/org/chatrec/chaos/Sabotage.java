package org.chatrec.chaos;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.chatrec.node.Cluster;
import org.chatrec.node.NodeProcess;
import org.chatrec.node.Rest;

/** Does one thing after another to the nodes and to the items' index, and undoes it again. */
final class Sabotage {
  private static final int ATTEMPTS = 600;

  private final Cluster cluster;
  private final String index;
  private final long hold;
  private final Random random;
  private final Map<String, Integer> done = new TreeMap<>();

  /**
   * @param hold how long a node hangs and the index is away, in milliseconds
   */
  Sabotage(Cluster cluster, String index, long hold, long seed) {
    this.cluster = cluster;
    this.index = index;
    this.hold = hold;
    this.random = new Random(seed);
  }

  /** Kills a node without warning, and starts it anew on what it had written. */
  void kill() {
    int victim = random.nextInt(cluster.nodes().size());
    cluster.nodes().get(victim).kill();
    cluster.restart(victim);
    count("nodes killed and started anew");
  }

  /** Stops a node in the middle of whatever it does, and lets it go on later. */
  void hang() {
    NodeProcess victim = cluster.nodes().get(random.nextInt(cluster.nodes().size()));
    signal("-STOP", victim);
    try {
      Pause.millis(hold);
    } finally {
      signal("-CONT", victim);
    }
    count("nodes hung");
  }

  /** Closes the index of the items, and opens it again. */
  void close() {
    insist("/" + index + "/_close");
    try {
      Pause.millis(hold);
    } finally {
      insist("/" + index + "/_open");
    }
    count("times the items were closed");
  }

  /** What was done how often. */
  Map<String, Integer> done() {
    return done;
  }

  private void count(String what) {
    done.merge(what, 1, Integer::sum);
  }

  /** A cluster that has just lost a node may not answer at once. */
  private void insist(String path) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        Rest.Answer answer = cluster.rest().post(path, "");
        if (answer.status() == 200) {
          return;
        }
      } catch (Rest.Unreachable e) {
        // again
      }
      Pause.millis(100);
    }
    throw new IllegalStateException(path + " was never done");
  }

  private static void signal(String signal, NodeProcess node) {
    try {
      int status =
          new ProcessBuilder("kill", signal, String.valueOf(node.handle().pid())).start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("kill " + signal + " ended with " + status);
      }
    } catch (IOException e) {
      throw new IllegalStateException("kill cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
