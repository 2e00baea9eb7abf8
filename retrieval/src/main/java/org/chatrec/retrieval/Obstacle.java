package org.chatrec.retrieval;

/** What kept an item out of an answer. */
public sealed interface Obstacle {

  /**
   * The person knows it, and what is known is left out.
   *
   * @param had whether it was bought, or an opinion of it was stated
   */
  record Known(boolean had) implements Obstacle {}

  /**
   * It does not fulfil something that every item has to fulfil.
   *
   * @param constraint of the request
   */
  record Unfulfilled(Constraint constraint) implements Obstacle {}

  /** No search for candidates found it: others are nearer to what is sought or liked. */
  record NoCandidate() implements Obstacle {}

  /**
   * A variant of it is shown.
   *
   * @param shown the variant
   */
  record Variant(RankedItem shown) implements Obstacle {}

  /** By its score it would be shown; others were chosen for being different from one another. */
  record Alike() implements Obstacle {}

  /**
   * Others have a better score.
   *
   * @param last the last one shown
   */
  record Below(RankedItem last) implements Obstacle {}
}
