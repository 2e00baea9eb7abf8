package org.chatrec.benchmarks.relevance;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A figure of paired values with its 95 % interval, by drawing clusters (topics or people) with
 * replacement: values of one cluster are not independent of each other, clusters are.
 */
public record Interval(double value, double low, double high) {

  private static final int DRAWS = 2_000;

  /** The mean. */
  public static Interval mean(List<String> clusters, double[] values) {
    double[] ones = new double[values.length];
    Arrays.fill(ones, 1);
    return ratio(clusters, values, ones);
  }

  /** The mean of the differences a − b. */
  public static Interval difference(List<String> clusters, double[] a, double[] b) {
    double[] difference = new double[a.length];
    Arrays.setAll(difference, i -> a[i] - b[i]);
    return mean(clusters, difference);
  }

  /** The sum of a for the sum of b. */
  public static Interval ratio(List<String> clusters, double[] a, double[] b) {
    Map<String, double[]> sums = new LinkedHashMap<>();
    for (int i = 0; i < a.length; i++) {
      double[] sum = sums.computeIfAbsent(clusters.get(i), cluster -> new double[2]);
      sum[0] += a[i];
      sum[1] += b[i];
    }
    double[][] each = sums.values().toArray(double[][]::new);
    Random random = new Random(1);
    double[] drawn = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      double over = 0;
      double under = 0;
      for (int n = 0; n < each.length; n++) {
        double[] one = each[random.nextInt(each.length)];
        over += one[0];
        under += one[1];
      }
      drawn[draw] = under == 0 ? 0 : over / under;
    }
    Arrays.sort(drawn);
    double all = Arrays.stream(b).sum();
    return new Interval(
        all == 0 ? 0 : Arrays.stream(a).sum() / all,
        each.length == 0 ? 0 : drawn[DRAWS / 40],
        each.length == 0 ? 0 : drawn[DRAWS - 1 - DRAWS / 40]);
  }
}
