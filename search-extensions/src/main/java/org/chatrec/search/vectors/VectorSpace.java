package org.chatrec.search.vectors;

import java.util.Arrays;
import java.util.Locale;
import org.apache.lucene.index.VectorSimilarityFunction;

/** How two vectors are compared, by k-NN's name ({@code space_type}). */
enum VectorSpace {
  /** k-NN's own default. */
  L2(VectorSimilarityFunction.EUCLIDEAN),
  COSINESIMIL(VectorSimilarityFunction.COSINE),
  INNERPRODUCT(VectorSimilarityFunction.MAXIMUM_INNER_PRODUCT);

  private final VectorSimilarityFunction function;

  VectorSpace(VectorSimilarityFunction function) {
    this.function = function;
  }

  VectorSimilarityFunction function() {
    return function;
  }

  /**
   * Finds a space.
   *
   * @throws IllegalArgumentException naming those that there are
   */
  static VectorSpace of(String field, Object name) {
    return Arrays.stream(values())
        .filter(space -> space.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "[space_type] of field ["
                        + field
                        + "] must be one of "
                        + Arrays.toString(values())
                        + " without the k-NN plugin, but was ["
                        + name
                        + "]"));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
