package org.chatrec.ranking.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * Likeness of a document to interests, in [0,1]: {@code max_i weight_i · (1 + cos_i) / 2}, less
 * {@link #NEGATIVE_SHARE} {@code · max(0, max_j cos_j)} over the dislikes, never below 0. A
 * document without a vector (or with zeros only) is neither like nor unlike and gets {@code
 * missing}.
 *
 * <p>The nearest interest counts, not the mean: people have several interests, and a mean lies
 * between them where nothing is (PinnerSage, Pal et al. 2020, section 3). Immutable.
 */
public final class InterestSimilarity {

  /**
   * How much is taken from a document that equals something disliked. A cosine of 0, which
   * unrelated texts have at least, takes nothing.
   */
  public static final float NEGATIVE_SHARE = 0.5f;

  private final String field;
  private final float[][] interests;
  private final float[] weights;
  private final float[][] negatives;
  private final float missing;
  private final int dimension;

  /**
   * Takes the arrays as they are; they must not be changed afterwards.
   *
   * @param field the vector field of the documents
   * @param interests unit vectors of one dimension
   * @param weights one per interest, in [0,1]
   * @param negatives unit vectors of the same dimension
   * @param missing in [0,1]
   * @throws IllegalArgumentException naming what is out of range
   */
  public InterestSimilarity(
      String field, float[][] interests, float[] weights, float[][] negatives, float missing) {
    this.field = field;
    this.interests = interests;
    this.weights = weights;
    this.negatives = negatives;
    this.missing = missing;
    this.dimension = checkedDimension();
    checkNumbers();
  }

  /** The vector field of the documents. */
  public String field() {
    return field;
  }

  /** No document scores higher. */
  public float maxScore() {
    float max = missing;
    for (float weight : weights) {
      max = Math.max(max, weight);
    }
    return max;
  }

  /** A scorer of one segment's documents, to be asked in ascending order, by one thread. */
  public Leaf leaf(LeafReader reader) throws IOException {
    return new Leaf(dimension == 0 ? null : DocVectors.open(reader, field, dimension));
  }

  /** Scores the documents of one segment. */
  public final class Leaf {
    private final @Nullable DocVectors vectors;

    private Leaf(@Nullable DocVectors vectors) {
      this.vectors = vectors;
    }

    /** The score of a document, numbered as in the segment. */
    public float score(int doc) throws IOException {
      float[] vector = vectors == null ? null : vectors.vector(doc);
      double norm = vector == null ? 0 : norm(vector);
      return norm == 0 ? missing : similarity(vector, norm);
    }

    /** The score of a document with its reasons. */
    public Explanation explain(int doc) throws IOException {
      float[] vector = vectors == null ? null : vectors.vector(doc);
      double norm = vector == null ? 0 : norm(vector);
      return norm == 0
          ? Explanation.match(missing, "missing, as there is no vector to compare in " + field)
          : explanation(vector, norm);
    }
  }

  private float similarity(float[] vector, double norm) {
    float like = interests.length == 0 ? missing : like(nearest(vector, norm), vector, norm);
    return clamp(like - NEGATIVE_SHARE * dislike(vector, norm));
  }

  private int nearest(float[] vector, double norm) {
    int nearest = 0;
    float highest = -1;
    for (int i = 0; i < interests.length; i++) {
      float like = like(i, vector, norm);
      if (like > highest) {
        nearest = i;
        highest = like;
      }
    }
    return nearest;
  }

  private float like(int i, float[] vector, double norm) {
    return weights[i] * (1 + cosine(interests[i], vector, norm)) / 2;
  }

  private float dislike(float[] vector, double norm) {
    float highest = 0;
    for (float[] negative : negatives) {
      highest = Math.max(highest, cosine(negative, vector, norm));
    }
    return highest;
  }

  private Explanation explanation(float[] vector, double norm) {
    List<Explanation> parts = new ArrayList<>();
    if (interests.length == 0) {
      parts.add(Explanation.match(missing, "missing, as there are no interests"));
    } else {
      int i = nearest(vector, norm);
      parts.add(
          Explanation.match(
              like(i, vector, norm),
              "weight * (1 + cosine) / 2 of interest " + i + ", the nearest of " + interests.length,
              Explanation.match(weights[i], "weight"),
              Explanation.match(cosine(interests[i], vector, norm), "cosine")));
    }
    float dislike = dislike(vector, norm);
    if (dislike > 0) {
      parts.add(
          Explanation.match(
              NEGATIVE_SHARE * dislike,
              "taken off: " + NEGATIVE_SHARE + " * cosine to the nearest dislike",
              Explanation.match(dislike, "cosine")));
    }
    return Explanation.match(
        similarity(vector, norm), "likeness of " + field + " to interests, from:", parts);
  }

  private static float cosine(float[] unit, float[] vector, double norm) {
    double cosine = VectorUtil.dotProduct(unit, vector) / norm;
    return (float) Math.max(-1, Math.min(1, cosine));
  }

  /** 0 for a vector that has no direction in floats. */
  private static double norm(float[] vector) {
    double norm = Math.sqrt(VectorUtil.dotProduct(vector, vector));
    return norm < Double.POSITIVE_INFINITY ? norm : 0;
  }

  private static float clamp(float score) {
    return Math.max(0, Math.min(1, score));
  }

  private int checkedDimension() {
    int[] lengths =
        Stream.of(interests, negatives)
            .flatMap(Arrays::stream)
            .mapToInt(row -> row.length)
            .distinct()
            .toArray();
    if (lengths.length > 1) {
      throw new IllegalArgumentException(
          "interests have different dimensions: " + Arrays.toString(lengths));
    }
    return lengths.length == 0 ? 0 : lengths[0];
  }

  private void checkNumbers() {
    if (weights.length != interests.length) {
      throw new IllegalArgumentException(
          interests.length + " interests need as many weights, not " + weights.length);
    }
    for (float weight : weights) {
      checkUnit("weights", weight);
    }
    checkUnit("missing", missing);
  }

  private static void checkUnit(String name, float value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "[" + name + "] must be from 0 to 1 but was [" + value + "]");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InterestSimilarity that
        && field.equals(that.field)
        && Arrays.deepEquals(interests, that.interests)
        && Arrays.equals(weights, that.weights)
        && Arrays.deepEquals(negatives, that.negatives)
        && missing == that.missing;
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        field,
        Arrays.deepHashCode(interests),
        Arrays.hashCode(weights),
        Arrays.deepHashCode(negatives),
        missing);
  }

  @Override
  public String toString() {
    return field + " like " + interests.length + " interests, unlike " + negatives.length;
  }
}
