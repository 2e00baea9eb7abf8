package org.chatrec.search.vectors;

import java.io.IOException;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.VectorUtil;
import org.opensearch.core.xcontent.XContentParser;

/** Vectors as JSON has them: arrays of finite numbers. */
final class Vectors {

  private Vectors() {}

  /**
   * Reads a vector.
   *
   * @param parser at the array's beginning
   * @throws IllegalArgumentException naming the field, if it is no vector of this dimension or one
   *     that cannot be compared so
   */
  static float[] parse(
      XContentParser parser, String field, int dimension, VectorSimilarityFunction function)
      throws IOException {
    if (parser.currentToken() != XContentParser.Token.START_ARRAY) {
      throw new IllegalArgumentException("field [" + field + "] must be an array of numbers");
    }
    float[] vector = new float[dimension];
    int read = 0;
    while (parser.nextToken() != XContentParser.Token.END_ARRAY) {
      if (parser.currentToken() != XContentParser.Token.VALUE_NUMBER) {
        throw new IllegalArgumentException("field [" + field + "] must hold numbers only");
      }
      if (read < dimension) {
        vector[read] = parser.floatValue();
      }
      read++;
    }
    if (read != dimension) {
      throw wrongDimension(field, dimension, read);
    }
    check(field, vector, function);
    return vector;
  }

  static IllegalArgumentException wrongDimension(String field, int mapped, int given) {
    return new IllegalArgumentException(
        "field [" + field + "] has dimension " + mapped + ", not " + given);
  }

  /** Refuses what cannot be compared: infinite coordinates, and no direction where it counts. */
  static void check(String field, float[] vector, VectorSimilarityFunction function) {
    for (float coordinate : vector) {
      if (!Float.isFinite(coordinate)) {
        throw new IllegalArgumentException("field [" + field + "] must hold finite numbers");
      }
    }
    double square = VectorUtil.dotProduct(vector, vector);
    if (function == VectorSimilarityFunction.COSINE && (square == 0 || !Double.isFinite(square))) {
      throw new IllegalArgumentException(
          "field ["
              + field
              + "] compares by cosine, for which a vector must have a length above 0 and finite");
    }
  }

  /** The dimension that a mapping names. */
  static int dimension(String field, Object value) {
    int most = LuceneVectorFieldMapper.MOST_DIMENSIONS;
    int dimension;
    try {
      dimension = Integer.parseInt(String.valueOf(value));
    } catch (NumberFormatException e) {
      dimension = 0;
    }
    if (dimension < 1 || dimension > most) {
      throw new IllegalArgumentException(
          "[dimension] of field ["
              + field
              + "] must be from 1 to "
              + most
              + " without the k-NN plugin, but was ["
              + value
              + "]");
    }
    return dimension;
  }
}
