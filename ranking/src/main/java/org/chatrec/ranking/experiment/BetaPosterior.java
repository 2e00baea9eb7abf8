package org.chatrec.ranking.experiment;

/**
 * What is known of a rate after some trials: the Beta distribution with parameters 1 + successes
 * and 1 + failures, which is the posterior of a uniform prior.
 *
 * @param successes at least 0
 * @param failures at least 0
 */
public record BetaPosterior(double successes, double failures) {

  /** Of a rate of which nothing is known. */
  public static final BetaPosterior UNKNOWN = new BetaPosterior(0, 0);

  private static final int CELLS = 4_000;

  /** So many standard deviations from the mean, nothing is left. */
  private static final double WIDTH = 10;

  /** Checks the numbers. */
  public BetaPosterior {
    if (!(successes >= 0 && failures >= 0)) {
      throw new IllegalArgumentException(
          "successes and failures must not be negative: " + successes + ", " + failures);
    }
  }

  /** Of so many trials; more successes than trials count as all. */
  public static BetaPosterior of(double successes, double trials) {
    return new BetaPosterior(Math.min(successes, trials), Math.max(0, trials - successes));
  }

  /** The expected rate. */
  public double mean() {
    return (1 + successes) / (2 + successes + failures);
  }

  /** How far the rate may be from what is expected. */
  public double deviation() {
    double mean = mean();
    return Math.sqrt(mean * (1 - mean) / (3 + successes + failures));
  }

  /** The logarithm of the density, but for a constant. */
  double logDensity(double rate) {
    return term(successes, rate) + term(failures, 1 - rate);
  }

  private static double term(double count, double of) {
    return count == 0 ? 0 : count * Math.log(of);
  }

  double low() {
    return Math.max(0, mean() - WIDTH * deviation());
  }

  double high() {
    return Math.min(1, mean() + WIDTH * deviation());
  }

  /**
   * The interval in which the rate lies with a probability, with as much left out below as above.
   *
   * @param probability between 0 and 1
   */
  public Interval interval(double probability) {
    Grid grid = new Grid(low(), high(), CELLS);
    double[] mass = grid.mass(this);
    double tail = (1 - probability) / 2;
    return new Interval(grid.quantile(mass, tail), grid.quantile(mass, 1 - tail));
  }

  /** Where a rate lies. */
  public record Interval(double low, double high) {}
}
