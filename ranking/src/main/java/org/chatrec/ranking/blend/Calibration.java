package org.chatrec.ranking.blend;

import org.apache.lucene.search.Explanation;

/**
 * How far above the usual a number is, on the one scale of all signals: with the standard score
 * {@code z = (value - mean) / deviation},
 *
 * <pre>part = (z + 4) / 12, at least 0 and at most 1</pre>
 *
 * so that a part of 1/3 is what is usual, and each twelfth more is one deviation. Similarities of
 * one model lie between 0 and .6 and those of another between .8 and .87, and a person of wide
 * taste is near to everything: only the distance from the usual can be added up. The range leaves
 * room where it is needed: what a query is about stands 3 to 6 deviations above other texts, and
 * hardly anything falls 4 below.
 *
 * <p>Where nothing differs (a deviation of 0) everything is usual.
 *
 * @param mean of the numbers that are usual here
 * @param deviation their standard deviation
 * @param logarithmic whether both are of {@code ln(1 + value)}: counts, of which a few are huge
 */
public record Calibration(double mean, double deviation, boolean logarithmic) implements Scale {

  /** The part of what is usual. */
  public static final double USUAL = 4.0 / 12;

  private static final double LEAST = -4;
  private static final double RANGE = 12;

  /** Below this, differences are those of rounding. */
  private static final double NO_DIFFERENCE = 1e-9;

  /** Checks that both are numbers. */
  public Calibration {
    if (!Double.isFinite(mean)) {
      throw new IllegalArgumentException("[mean] must be a number but was [" + mean + "]");
    }
    if (!(deviation >= 0 && Double.isFinite(deviation))) {
      throw new IllegalArgumentException(
          "[deviation] must be a number of at least 0 but was [" + deviation + "]");
    }
  }

  /** Of numbers as they are. */
  public Calibration(double mean, double deviation) {
    this(mean, deviation, false);
  }

  /** What is usual among these numbers; those that are not finite do not count. */
  public static Calibration of(double[] values) {
    int count = 0;
    double mean = 0;
    double squares = 0;
    for (double value : values) {
      if (Double.isFinite(value)) {
        double off = value - mean;
        mean += off / ++count;
        squares += off * (value - mean);
      }
    }
    return new Calibration(mean, count == 0 ? 0 : Math.sqrt(squares / count));
  }

  /** What is usual among these counts, by their logarithms. */
  public static Calibration ofCounts(double[] counts) {
    double[] logarithms = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      logarithms[i] = logarithm(counts[i]);
    }
    Calibration usual = of(logarithms);
    return new Calibration(usual.mean, usual.deviation, true);
  }

  /**
   * What is usual among these numbers and others together.
   *
   * @param count how many numbers this is of
   * @param others what is usual among the others
   * @param otherCount how many those are
   */
  public Calibration pooled(int count, Calibration others, int otherCount) {
    double all = (double) count + otherCount;
    double pooledMean = (count * mean + otherCount * others.mean) / all;
    double squares =
        count * (deviation * deviation + square(mean - pooledMean))
            + otherCount * (others.deviation * others.deviation + square(others.mean - pooledMean));
    return new Calibration(pooledMean, Math.sqrt(squares / all), logarithmic);
  }

  private static double square(double value) {
    return value * value;
  }

  /** The part of a standard score. */
  public static double part(double z) {
    return Math.max(0, Math.min(1, (z - LEAST) / RANGE));
  }

  /** The standard score of a part that was not cut off. */
  public static double standardScore(double part) {
    return part * RANGE + LEAST;
  }

  /** How many deviations a number lies above the mean; 0 for what is no number. */
  public double z(double raw) {
    double value = logarithmic ? logarithm(raw) : raw;
    return deviation < NO_DIFFERENCE || Double.isNaN(value) ? 0 : (value - mean) / deviation;
  }

  @Override
  public double of(double raw) {
    return part(z(raw));
  }

  @Override
  public Explanation explain(String what, double raw) {
    return Explanation.match(
        of(raw),
        "(z + 4) / 12, from 0 to 1, of the standard score:",
        Explanation.match(
            z(raw),
            logarithmic
                ? "z = (ln(1 + value) - mean) / deviation, from:"
                : "z = (value - mean) / deviation, from:",
            Explanation.match(raw, "value: " + what),
            Explanation.match(mean, "mean"),
            Explanation.match(deviation, "deviation")));
  }

  private static double logarithm(double count) {
    return count > 0 ? Math.log1p(count) : 0;
  }
}
