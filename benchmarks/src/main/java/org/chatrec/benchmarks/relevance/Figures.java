package org.chatrec.benchmarks.relevance;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.benchmarks.report.Report;

/**
 * What several systems reach on the same questions, in the order of the questions.
 *
 * @param what is measured, as rows name it
 * @param clusters of each question, what intervals are drawn from
 */
record Figures(String what, String metric, List<String> clusters, Map<String, double[]> bySystem) {

  Figures(String what, String metric, List<String> clusters) {
    this(what, metric, clusters, new LinkedHashMap<>());
  }

  void put(String system, double[] values) {
    bySystem.put(system, values);
  }

  double[] of(String system) {
    double[] values = bySystem.get(system);
    if (values == null) {
      throw new IllegalArgumentException("nothing was measured of " + system);
    }
    return values;
  }

  double mean(String system) {
    return Arrays.stream(of(system)).average().orElse(0);
  }

  /** A row of every system. */
  void report(Report report) {
    bySystem.forEach(
        (system, values) ->
            add(report, what + ", " + system, metric, Interval.mean(clusters, values)));
  }

  /** How much one is of another; and of whom it takes something away. */
  Interval compare(Report report, String system, String other) {
    String row = what + ", " + system + " for " + other;
    double[] a = of(system);
    double[] b = of(other);
    Interval ratio = Interval.ratio(clusters, a, b);
    add(report, row, "ratio", ratio);
    add(report, row, "difference", Interval.difference(clusters, a, b));
    losers(report, row, a, b);
    return ratio;
  }

  /** Means hide who loses: the share of clusters that are worse off, and the worst tenth. */
  private void losers(Report report, String row, double[] a, double[] b) {
    Map<String, double[]> byCluster = new LinkedHashMap<>();
    for (int i = 0; i < a.length; i++) {
      double[] sum = byCluster.computeIfAbsent(clusters.get(i), c -> new double[2]);
      sum[0] += a[i] - b[i];
      sum[1]++;
    }
    double[] means = byCluster.values().stream().mapToDouble(s -> s[0] / s[1]).sorted().toArray();
    if (means.length == 0) {
      return;
    }
    double worse = Arrays.stream(means).filter(mean -> mean < -1e-9).count();
    double better = Arrays.stream(means).filter(mean -> mean > 1e-9).count();
    report.add(row, "share worse", 100 * worse / means.length, "%");
    report.add(row, "share better", 100 * better / means.length, "%");
    for (int percent : new int[] {10, 50, 90}) {
      report.add(
          row, "difference at " + percent + " %", means[percent * (means.length - 1) / 100], "");
    }
  }

  private static void add(Report report, String what, String metric, Interval figures) {
    report.add(what, metric, figures.value(), "");
    report.add(what, metric + " 2.5 %", figures.low(), "");
    report.add(what, metric + " 97.5 %", figures.high(), "");
  }
}
