package org.chatrec.embedding;

import java.util.List;
import java.util.function.Consumer;

/** What waits for one model. Guarded by the {@link Dispatcher}. */
final class ModelQueue {
  final WindowQueue questions = new WindowQueue();
  final WindowQueue documents = new WindowQueue();

  /** Changes once at most, when a measurement has ended; any thread may see that late. */
  private volatile BatchPolicy policy;

  private final int mostRuns;
  private final Consumer<List<Item>> runner;
  private int runs;

  /**
   * @param mostRuns of this model at once
   * @param runner runs a batch, and throws nothing
   */
  ModelQueue(BatchPolicy policy, int mostRuns, Consumer<List<Item>> runner) {
    this.policy = policy;
    this.mostRuns = mostRuns;
    this.runner = runner;
  }

  BatchPolicy policy() {
    return policy;
  }

  void policy(BatchPolicy other) {
    policy = other;
  }

  WindowQueue of(Purpose purpose) {
    return purpose == Purpose.QUERY ? questions : documents;
  }

  boolean canRun(WindowQueue queue) {
    return queue.size() > 0 && runs < mostRuns;
  }

  boolean fillsARun() {
    return documents.tokens() >= policy.tokens();
  }

  /** Runs that the windows in a queue will make, roughly. */
  int runs(WindowQueue queue) {
    return (int) Math.min(queue.size(), 1 + queue.tokens() / policy.tokens());
  }

  List<Item> begin(WindowQueue queue) {
    runs++;
    return queue.take(policy);
  }

  void run(List<Item> batch) {
    runner.accept(batch);
  }

  void end() {
    runs--;
  }
}
