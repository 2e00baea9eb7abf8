package org.chatrec.ranking.blend;

import org.apache.lucene.search.Explanation;

/**
 * How far above the usual a number is, on the one scale of all signals: with the standard score
 * {@code z = (value - mean) / deviation},
 *
 * <pre>
 * part = (z + 4) / 12, at least 0,   up to z = 5
 * part = 1 - 3 / (4 (z - 2))         beyond
 * </pre>
 *
 * so that a part of 1/3 is what is usual, and each twelfth more is one deviation. Similarities of
 * one model lie between 0 and .6 and those of another between .8 and .87, and a person of wide
 * taste is near to everything: only the distance from the usual can be added up. The range leaves
 * room where it is needed: what a query is about stands 3 to 6 deviations above other texts, and
 * hardly anything falls 4 below. What is learned from behaviour has a longer tail: the best items
 * of a person stand 8 to 16 deviations above the others. So nothing is cut off above: the line
 * bends where the two formulas have the same value and slope, and comes near to 1 without reaching
 * it, so that of two items the better one always has more (decision 77).
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

  /** From here on the line bends. */
  private static final double BEND = 5;

  /** Where the part of the bend would be below all numbers: it has the line's slope at its end. */
  private static final double POLE = 2;

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
  private static double part(double z) {
    double reach = BEND - POLE;
    return z > BEND ? 1 - reach * reach / RANGE / (z - POLE) : Math.max(0, (z - LEAST) / RANGE);
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
        "(z + 4) / 12, at least 0, and above z = 5 1 - 3 / (4 (z - 2)), of the standard score:",
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
