package org.chatrec.chaos;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.chatrec.node.Cluster;
import org.chatrec.node.NodeProcess;
import org.chatrec.node.Rest;

/** Does one thing after another to the nodes and to the items' index, and undoes it again. */
final class Sabotage {
  private static final int ATTEMPTS = 600;
  private static final long STEP = 100;

  private final Cluster cluster;
  private final String index;
  private final Random random;
  private final Map<String, Integer> done = new TreeMap<>();

  /** The node that something happens to at present. */
  private int victim;

  Sabotage(Cluster cluster, String index, long seed) {
    this.cluster = cluster;
    this.index = index;
    this.random = new Random(seed);
  }

  /**
   * One thing that happens and passes.
   *
   * @param name in the table
   * @param felt how often clients have noticed so far
   */
  record Fault(
      String name, Runnable begin, Runnable end, IntSupplier felt, Map<String, Integer> done) {

    /**
     * Does something while it happens, and lets it go on until clients have noticed.
     *
     * @param idle whether there is nobody left to notice
     */
    void during(Runnable work, BooleanSupplier idle) {
      int before = felt.getAsInt();
      begin.run();
      try {
        work.run();
        while (felt.getAsInt() == before && !idle.getAsBoolean()) {
          Pause.millis(STEP);
        }
      } finally {
        end.run();
      }
      done.merge(name, 1, Integer::sum);
    }
  }

  /** Kills a node without warning, and starts it anew on what it had written. */
  Fault kill(IntSupplier felt) {
    Runnable begin =
        () -> {
          victim = random.nextInt(cluster.nodes().size());
          cluster.nodes().get(victim).kill();
        };
    return new Fault(
        "nodes killed and started anew", begin, () -> cluster.restart(victim), felt, done);
  }

  /** Stops a node in the middle of whatever it does, and lets it go on later. */
  Fault hang() {
    Runnable begin =
        () -> {
          victim = random.nextInt(cluster.nodes().size());
          signal("-STOP", cluster.nodes().get(victim));
        };
    int[] noticed = {0}; // whether a client notices depends on whom it asks
    return new Fault(
        "nodes hung",
        begin,
        () -> signal("-CONT", cluster.nodes().get(victim)),
        () -> noticed[0]++,
        done);
  }

  /** Closes the index of the items, and opens it again. */
  Fault close(IntSupplier felt) {
    return new Fault(
        "times the items were closed",
        () -> insist("/" + index + "/_close"),
        () -> insist("/" + index + "/_open"),
        felt,
        done);
  }

  /** What was done how often. */
  Map<String, Integer> done() {
    return done;
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
      Pause.millis(STEP);
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
