package org.chatrec.node;

import java.util.concurrent.atomic.AtomicBoolean;

/** Runs when the program ends: stops the cluster that was started, and forgets its note. */
final class Stopper extends Thread {
  private final Cluster cluster;
  private final Running notes;
  private final int port;
  private final AtomicBoolean asked = new AtomicBoolean();

  Stopper(Cluster cluster, Running notes, int port) {
    super("stop-nodes");
    this.cluster = cluster;
    this.notes = notes;
    this.port = port;
  }

  @Override
  public void run() {
    asked.set(true);
    cluster.close();
    notes.remove(port);
  }

  /** Whether the end was asked for, so that a node's end is no failure. */
  boolean asked() {
    return asked.get();
  }
}
