package org.chatrec.retrieval;

import org.chatrec.ranking.blend.Calibration;
import org.chatrec.ranking.calibration.CatalogSample;
import org.chatrec.ranking.query.InterestSimilarity;
import org.chatrec.ranking.vector.Vectors;
import org.chatrec.search.InterestVectors;
import org.jspecify.annotations.Nullable;

/**
 * How much nearer a text is to another one than the catalogue's texts usually are, in deviations:
 * the same line holds for every model, where a cosine of .5 means everything with one and nothing
 * with the next.
 */
final class Nearness {

  /** From here on, what lies near a question is about it. */
  static final double ABOUT = 3;

  /** From here on, two items are alike enough to say so. */
  static final double ALIKE = 2.5;

  private final float[] to;
  private final @Nullable InterestSimilarity likeness;
  private final Calibration usual;

  /**
   * @param sample of the catalogue; may be empty
   * @param to of any length; nothing is near to one without a direction
   */
  Nearness(CatalogSample sample, float[] to) {
    this.to = to;
    this.likeness = Vectors.hasDirection(to) ? InterestVectors.of(to).similarity() : null;
    this.usual = likeness == null ? sample.model() : sample.usual(likeness);
  }

  /** Deviations above the usual; negative infinity for what cannot be compared. */
  double of(float[] vector) {
    return likeness == null || vector.length != to.length
        ? Double.NEGATIVE_INFINITY
        : usual.z(likeness.score(vector));
  }
}
