package org.chatrec.ranking.experiment;

import org.chatrec.ranking.evaluation.Estimate;

/**
 * How often something would come of an arm's answers if everybody got it, from answers of which it
 * is known how likely they were: each counts by the inverse of its propensity, and the sum is
 * normalised by that of the weights (Swaminathan and Joachims 2015). An arm that was given mostly
 * when little came of anything is not held to be worse for that.
 *
 * @param answers that the arm gave
 * @param weights sum of the inverse propensities of these
 * @param squares sum of their squares
 * @param rewarded sum of those that something came of
 * @param rewardedSquares sum of the squares of those
 */
public record InversePropensity(
    long answers, double weights, double squares, double rewarded, double rewardedSquares) {

  /** Before anything was answered. */
  public static final InversePropensity NONE = new InversePropensity(0, 0, 0, 0, 0);

  /** With more answers of one propensity. */
  public InversePropensity plusAnswers(long many, double propensity) {
    double weight = weight(propensity);
    return new InversePropensity(
        answers + many,
        weights + many * weight,
        squares + many * weight * weight,
        rewarded,
        rewardedSquares);
  }

  /** With one of these answers being one that something came of. */
  public InversePropensity plusReward(double propensity) {
    double weight = weight(propensity);
    return new InversePropensity(
        answers, weights, squares, rewarded + weight, rewardedSquares + weight * weight);
  }

  /** Both together. */
  public InversePropensity plus(InversePropensity other) {
    return new InversePropensity(
        answers + other.answers,
        weights + other.weights,
        squares + other.squares,
        rewarded + other.rewarded,
        rewardedSquares + other.rewardedSquares);
  }

  private static double weight(double propensity) {
    if (!(propensity > 0 && propensity <= 1)) {
      throw new IllegalArgumentException("a propensity must be in (0,1], was " + propensity);
    }
    return 1 / propensity;
  }

  /** The rate, with its standard error; 0 where there is no answer. */
  public Estimate rate() {
    if (answers == 0) {
      return new Estimate(0, 0, 0);
    }
    double rate = rewarded / weights;
    // the sum over answers of (weight x (reward - rate))^2, the reward being 0 or 1
    double variation = rewardedSquares * (1 - 2 * rate) + squares * rate * rate;
    return new Estimate(rate, Math.sqrt(Math.max(0, variation)) / weights, (int) effective());
  }

  /** Of how many answers of one propensity the rate would be as sure. */
  public double effective() {
    return answers == 0 ? 0 : weights * weights / squares;
  }
}
