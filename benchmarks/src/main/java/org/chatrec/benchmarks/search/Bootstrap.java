package org.chatrec.benchmarks.search;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A mean over queries with its 95 % interval, by drawing users with replacement: queries of one
 * user are not independent of each other, users are.
 *
 * @param mean over all queries
 * @param low 2.5th percentile
 * @param high 97.5th percentile
 */
public record Bootstrap(double mean, double low, double high) {

  private static final int DRAWS = 2_000;

  /**
   * Of values per user.
   *
   * @param byUser the values of each user's queries
   */
  public static Bootstrap of(List<double[]> byUser, long seed) {
    double[] sums = byUser.stream().mapToDouble(values -> Arrays.stream(values).sum()).toArray();
    int[] counts = byUser.stream().mapToInt(values -> values.length).toArray();
    Random random = new Random(seed);
    double[] means = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      double sum = 0;
      long count = 0;
      for (int n = 0; n < sums.length; n++) {
        int user = random.nextInt(sums.length);
        sum += sums[user];
        count += counts[user];
      }
      means[draw] = count == 0 ? 0 : sum / count;
    }
    Arrays.sort(means);
    double mean = Arrays.stream(sums).sum() / Math.max(1, Arrays.stream(counts).sum());
    return new Bootstrap(mean, means[DRAWS / 40], means[DRAWS - 1 - DRAWS / 40]);
  }
}
