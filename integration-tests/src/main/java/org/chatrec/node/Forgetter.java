package org.chatrec.node;

import java.util.concurrent.atomic.AtomicBoolean;

/** Runs when the program ends: forgets the note of the cluster, which stops itself. */
final class Forgetter extends Thread {
  private final Running notes;
  private final int port;
  private final AtomicBoolean asked = new AtomicBoolean();

  Forgetter(Running notes, int port) {
    super("forget-nodes");
    this.notes = notes;
    this.port = port;
  }

  @Override
  public void run() {
    asked.set(true);
    notes.remove(port);
  }

  /** Whether the end was asked for, so that a node's end is no failure. */
  boolean asked() {
    return asked.get();
  }
}
