package org.chatrec.people.experiment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.ranking.experiment.BetaPosterior;
import org.chatrec.ranking.experiment.InversePropensity;

/**
 * What is known of an experiment so far.
 *
 * @param arms by name
 * @param ties of interleaved answers, those in which no arm had more than another; 0 otherwise
 * @param whole whether all events were counted
 * @param weighted by arm, what is known where each answer counts by its propensity; nothing where
 *     that was not asked for
 */
record Outcomes(
    Map<String, Arm> arms, long ties, boolean whole, Map<String, InversePropensity> weighted) {

  /**
   * Of one arm.
   *
   * @param answers in which it was shown
   * @param rewarded of them, those that something came of; of interleaved ones, those in which more
   *     came of this arm's items than of any other's
   */
  record Arm(long answers, long rewarded) {
    static final Arm NONE = new Arm(0, 0);

    Arm plusAnswers(long more) {
      return new Arm(answers + more, rewarded);
    }

    Arm rewardedOnce() {
      return new Arm(answers, rewarded + 1);
    }

    BetaPosterior posterior() {
      return BetaPosterior.of(rewarded, answers);
    }
  }

  /** What is known of each arm's rate, in the order of the experiment's arms. */
  List<BetaPosterior> posteriors(Experiment experiment) {
    List<BetaPosterior> posteriors = new ArrayList<>();
    experiment.names().forEach(arm -> posteriors.add(of(arm).posterior()));
    return posteriors;
  }

  Arm of(String arm) {
    return arms.getOrDefault(arm, Arm.NONE);
  }

  /** Before anything was answered. */
  static Outcomes none() {
    return new Outcomes(new HashMap<>(), 0, true, Map.of());
  }
}
