package org.chatrec.ranking.blend;

import org.apache.lucene.search.Explanation;

/**
 * Brings a raw number (a score of words, a cosine, a count) to [0,1]. Never falls where the number
 * rises, and never answers NaN.
 */
public sealed interface Scale permits Saturation, Ratio, Calibration, Unscaled {

  /** The part that a raw number is. */
  double of(double raw);

  /**
   * The part with its reasons.
   *
   * @param what the raw number is of
   */
  Explanation explain(String what, double raw);
}
