package org.chatrec.search;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.chatrec.catalog.support.Checks;
import org.chatrec.ranking.profile.Interest;
import org.chatrec.ranking.profile.InterestProfile;
import org.chatrec.ranking.query.InterestSimilarity;
import org.chatrec.ranking.vector.Vectors;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * Interests as explicit vectors, of any length but not zero, all of one dimension. Immutable; two
 * with equal numbers are equal.
 */
public final class InterestVectors implements InterestSource {

  static final String KIND = "vectors";

  /** No interests: every document gets the neutral score. */
  public static final InterestVectors NONE =
      new InterestVectors(List.of(), new float[0], List.of());

  private final float[][] vectors;
  private final float[] weights;
  private final float[][] negatives;

  /**
   * Checks and copies.
   *
   * @param weights one per vector, in [0,1]; empty for 1 each
   * @param negatives what the user dislikes
   * @throws IllegalArgumentException naming the field
   */
  public InterestVectors(List<float[]> vectors, float[] weights, List<float[]> negatives) {
    this(
        vectors.toArray(float[][]::new),
        weights.length == 0 ? ones(vectors.size()) : weights.clone(),
        negatives.toArray(float[][]::new));
  }

  InterestVectors(StreamInput in) throws IOException {
    this(FloatMatrix.read(in), in.readFloatArray(), FloatMatrix.read(in));
  }

  private InterestVectors(float[][] vectors, float[] weights, float[][] negatives) {
    this.vectors = FloatMatrix.copy(vectors);
    this.weights = weights;
    this.negatives = FloatMatrix.copy(negatives);
    Checks.atMost("vectors", vectors.length, MOST);
    Checks.atMost("negative_vectors", negatives.length, MOST);
    FloatMatrix.check("vectors", vectors, dimension());
    FloatMatrix.check("negative_vectors", negatives, dimension());
    checkWeights();
  }

  /** The interests and dislikes of a profile. */
  public static InterestVectors of(InterestProfile profile) {
    List<Interest> interests = profile.interests().stream().limit(MOST).toList();
    float[] weights = new float[interests.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) interests.get(i).weight();
    }
    return new InterestVectors(
        interests.stream().map(Interest::vector).toList(),
        weights,
        profile.dislikes().stream().limit(MOST).map(Interest::vector).toList());
  }

  /** One interest of full weight. */
  public static InterestVectors of(float[] vector) {
    return new InterestVectors(List.of(vector), new float[0], List.of());
  }

  /** Whether there is neither a like nor a dislike. */
  public boolean isEmpty() {
    return vectors.length == 0 && negatives.length == 0;
  }

  /** Length of the vectors; 0 if there are none. */
  public int dimension() {
    if (vectors.length > 0) {
      return vectors[0].length;
    }
    return negatives.length > 0 ? negatives[0].length : 0;
  }

  /** Likeness to them of vectors that are at hand. */
  public InterestSimilarity similarity() {
    return similarity(InterestQueryBuilder.NEUTRAL);
  }

  private InterestSimilarity similarity(float missing) {
    return new InterestSimilarity("", unitVectors(), weights(), unitNegatives(), missing);
  }

  /** Whether there are likes, and not dislikes alone. */
  boolean hasLikes() {
    return vectors.length > 0;
  }

  float[][] unitVectors() {
    return unit(vectors);
  }

  float[] weights() {
    return weights.clone();
  }

  float[][] unitNegatives() {
    return unit(negatives);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    FloatMatrix.write(vectors, out);
    out.writeFloatArray(weights);
    FloatMatrix.write(negatives, out);
  }

  @Override
  public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
    FloatMatrix.toXContent("vectors", vectors, builder);
    builder.array("weights", weights);
    if (negatives.length > 0) {
      FloatMatrix.toXContent("negative_vectors", negatives, builder);
    }
    return builder;
  }

  private void checkWeights() {
    if (weights.length != vectors.length) {
      throw new IllegalArgumentException(
          "[weights] must have one number per vector: "
              + vectors.length
              + " but it has "
              + weights.length);
    }
    for (float weight : weights) {
      Checks.unit("weights", weight);
    }
  }

  private static float[] ones(int size) {
    float[] ones = new float[size];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static float[][] unit(float[][] rows) {
    return Arrays.stream(rows).map(Vectors::normalise).toArray(float[][]::new);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InterestVectors that
        && Arrays.deepEquals(vectors, that.vectors)
        && Arrays.equals(weights, that.weights)
        && Arrays.deepEquals(negatives, that.negatives);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        Arrays.deepHashCode(vectors), Arrays.hashCode(weights), Arrays.deepHashCode(negatives));
  }

  /** Sizes only: the numbers describe a person. */
  @Override
  public String toString() {
    return vectors.length + " vectors, " + negatives.length + " negative";
  }
}
