package org.chatrec.embedding;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the size of run from which a device gains nothing more. Runs grow by doubling while a token
 * keeps getting cheaper; the smallest within a tenth of the best is taken, since a larger one only
 * makes texts wait. Bounded in time: the measurement ends with the run during which the time is up.
 */
final class BatchTuner {
  private static final Logger LOG = LoggerFactory.getLogger(BatchTuner.class);

  private static final int SMALLEST = 1_024;
  private static final int LARGEST = 65_536;

  /** Long enough for two sentences, which is what most items are embedded from. */
  private static final int WIDTH = 64;

  /** The first run of a shape pays for choosing kernels and for memory. */
  private static final int RUNS = 3;

  private static final double GOOD_ENOUGH = 0.9;

  private final Trial trial;
  private final LongSupplier nanoClock;
  private final Duration limit;

  /** A run of the model on made-up tokens. */
  interface Trial {
    /**
     * @throws Exception if the device cannot run so many
     */
    void run(int rows, int width) throws Exception;
  }

  BatchTuner(Trial trial, LongSupplier nanoClock, Duration limit) {
    this.trial = trial;
    this.nanoClock = nanoClock;
    this.limit = limit;
  }

  /**
   * @param fallback taken if not even the smallest run can be measured
   * @param widest tokens that the model takes at once
   * @return tokens per run
   */
  int tokens(int fallback, int widest) {
    int width = Math.min(WIDTH, widest);
    long end = nanoClock.getAsLong() + limit.toNanos();
    double best = 0;
    int chosen = fallback;
    for (int tokens = SMALLEST; tokens <= LARGEST; tokens *= 2) {
      double speed = speed(tokens / width, width);
      LOG.debug("{} tokens per run: {} tokens/s", tokens, speed);
      if (speed * GOOD_ENOUGH > best) {
        chosen = tokens;
      }
      if (speed <= best || nanoClock.getAsLong() > end) {
        break;
      }
      best = speed;
    }
    return chosen;
  }

  /** Tokens a second of the fastest run; 0 if the device cannot do it. */
  private double speed(int rows, int width) {
    double best = 0;
    try {
      for (int i = 0; i < RUNS; i++) {
        long start = nanoClock.getAsLong();
        trial.run(rows, width);
        best = Math.max(best, rows * width * 1e9 / Math.max(1, nanoClock.getAsLong() - start));
      }
    } catch (Exception e) {
      LOG.debug("a run of {} tokens is too much", rows * width, e);
      return 0;
    }
    return best;
  }
}
