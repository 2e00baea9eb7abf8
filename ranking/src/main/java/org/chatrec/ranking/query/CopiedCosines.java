package org.chatrec.ranking.query;

import java.io.IOException;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/** Cosines of vectors that are copied to the heap, once for all axes. */
final class CopiedCosines extends Cosines {

  private final DocVectors vectors;
  private final float[][] axes;

  CopiedCosines(DocVectors vectors, float[][] axes) {
    this.vectors = vectors;
    this.axes = axes;
  }

  @Override
  void compute(int[] docs, int count, float[][] cosines) throws IOException {
    for (int i = 0; i < count; i++) {
      float[] vector = vectors.vector(docs[i]);
      double norm = vector == null ? 0 : Math.sqrt(VectorUtil.dotProduct(vector, vector));
      for (int axis = 0; axis < axes.length; axis++) {
        cosines[axis][i] = cosine(axes[axis], vector, norm);
      }
    }
  }

  private static float cosine(float[] axis, float @Nullable [] vector, double norm) {
    if (vector == null) {
      return Float.NaN;
    }
    return isOrdinary(norm)
        ? (float) (VectorUtil.dotProduct(axis, vector) / norm)
        : exactly(axis, vector);
  }

  /** Whether squares of the vector's values did not leave the range of a float. */
  private static boolean isOrdinary(double norm) {
    return norm > 1e-15 && norm < Double.POSITIVE_INFINITY;
  }

  /** In doubles, for vectors whose values are huge or tiny; NaN for zeros. */
  static float exactly(float[] axis, float[] vector) {
    double dot = 0;
    double squares = 0;
    for (int i = 0; i < vector.length; i++) {
      dot += (double) axis[i] * vector[i];
      squares += (double) vector[i] * vector[i];
    }
    return (float) (dot / Math.sqrt(squares));
  }
}
