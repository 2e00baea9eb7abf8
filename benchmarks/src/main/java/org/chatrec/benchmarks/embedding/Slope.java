package org.chatrec.benchmarks.embedding;

import java.util.ArrayList;
import java.util.List;

/** A quantity over time, and how fast it grows. */
public final class Slope {
  private final List<double[]> points = new ArrayList<>();

  /** One measurement, later than those before. */
  public void add(double time, double value) {
    points.add(new double[] {time, value});
  }

  /** The last value. */
  public double last() {
    return points.getLast()[1];
  }

  /** The greatest value. */
  public double most() {
    return points.stream().mapToDouble(point -> point[1]).max().orElseThrow();
  }

  /**
   * Growth per unit of time over the second half of the time, by least squares: the first half is
   * that of growing buffers, arenas and compiled code. Zero with fewer than two points there.
   */
  public double ofSecondHalf() {
    double middle = (points.getFirst()[0] + points.getLast()[0]) / 2;
    List<double[]> half = points.stream().filter(point -> point[0] >= middle).toList();
    double time = half.stream().mapToDouble(point -> point[0]).average().orElse(0);
    double value = half.stream().mapToDouble(point -> point[1]).average().orElse(0);
    double above = 0;
    double below = 0;
    for (double[] point : half) {
      above += (point[0] - time) * (point[1] - value);
      below += (point[0] - time) * (point[0] - time);
    }
    return below == 0 ? 0 : above / below;
  }
}
