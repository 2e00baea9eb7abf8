package org.chatrec.embedding;

import java.time.Duration;

/**
 * How texts wait for the model.
 *
 * @param documents texts to be found that may wait; a call that comes when as many wait is refused
 * @param queries questions that may wait, likewise
 * @param maxWait how long a run that is not full waits for more documents while there is nothing
 *     else to do; zero starts it at once, and runs fill by themselves while others are under way
 * @param queryRuns runs for questions beside those for which {@link EmbeddingOptions#parallelism}
 *     leaves room, so that a question does not wait for the end of a run of documents; the pool
 *     needs as many threads more
 */
public record QueueOptions(int documents, int queries, Duration maxWait, int queryRuns) {

  /** Checks ranges. */
  public QueueOptions {
    atLeast("documents", documents, 1);
    atLeast("queries", queries, 1);
    atLeast("queryRuns", queryRuns, 0);
    if (maxWait.isNegative()) {
      throw new IllegalArgumentException("maxWait must not be negative but was [" + maxWait + "]");
    }
  }

  /** Some bulks of the largest size that clients send, no waiting, one run kept for questions. */
  public static QueueOptions defaults() {
    return new QueueOptions(50_000, 1_000, Duration.ZERO, 1);
  }

  /** The same with another number of documents that may wait. */
  public QueueOptions withDocuments(int other) {
    return new QueueOptions(other, queries, maxWait, queryRuns);
  }

  /** The same with another number of questions that may wait. */
  public QueueOptions withQueries(int other) {
    return new QueueOptions(documents, other, maxWait, queryRuns);
  }

  /** The same with another time to wait for a run to fill. */
  public QueueOptions withMaxWait(Duration other) {
    return new QueueOptions(documents, queries, other, queryRuns);
  }

  /** The same with another number of runs kept for questions. */
  public QueueOptions withQueryRuns(int other) {
    return new QueueOptions(documents, queries, maxWait, other);
  }

  private static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + " must be at least " + least + " but was [" + value + "]");
    }
  }
}
