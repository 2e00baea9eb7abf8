package org.chatrec.people.train;

import java.util.List;
import org.chatrec.people.experiment.Arms;
import org.chatrec.ranking.evaluation.Holdout;

/**
 * What an evaluation measures.
 *
 * @param ks places that count
 * @param holdout what is held out
 * @param strategies some of {@link #STRATEGIES}
 * @param arms weights to measure beside the catalogue's own
 * @param search whether searches of the past are measured as well
 * @param perUser whether it is told of each user how good plain and personal lists are
 * @param applies whether weights that are better beyond chance are stored
 */
public record EvaluateOptions(
    List<Integer> ks,
    Holdout holdout,
    List<String> strategies,
    Arms arms,
    boolean search,
    boolean perUser,
    boolean applies) {

  /** What can be measured. */
  public static final List<String> STRATEGIES =
      List.of("auto", "hybrid", "content", "collaborative", "popular");

  /** Copies the lists. */
  public EvaluateOptions {
    ks = List.copyOf(ks);
    strategies = List.copyOf(strategies);
  }
}
