package org.chatrec.ranking.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.Explanation;
import org.chatrec.ranking.vector.UnitColumns;
import org.chatrec.ranking.vector.Vectors;
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
  private final float[] weights;
  private final float missing;

  /** The interests, then the dislikes. */
  private final float[][] axes;

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
    this.weights = weights;
    this.missing = missing;
    this.axes = Stream.of(interests, negatives).flatMap(Arrays::stream).toArray(float[][]::new);
    checkDimensions();
    checkNumbers(interests.length);
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

  /**
   * The score of a vector that is at hand: that of a document with it, but for rounding.
   *
   * @param vector of any length; one without a direction is none
   */
  public double score(float[] vector) {
    double norm = Vectors.norm(vector);
    float[][] cosines = new float[axes.length][1];
    for (int i = 0; i < axes.length; i++) {
      cosines[i][0] = norm > 0 ? (float) (Vectors.dot(axes[i], vector) / norm) : Float.NaN;
    }
    return score(cosines, 0);
  }

  /**
   * The scores of vectors that are at hand, in their order; not a number for one without a
   * direction.
   */
  public double[] scores(UnitColumns vectors) {
    float[][] cosines = new float[axes.length][];
    for (int i = 0; i < axes.length; i++) {
      cosines[i] = vectors.cosines(axes[i]);
    }
    double[] scores = new double[vectors.size()];
    for (int row = 0; row < scores.length; row++) {
      scores[row] = vectors.hasDirection(row) ? score(cosines, row) : Double.NaN;
    }
    return scores;
  }

  private double score(float[][] cosines, int row) {
    return axes.length == 0 ? missing : similarity(cosines, row);
  }

  /** A scorer of one segment's documents, to be asked in ascending order, by one thread. */
  public Leaf leaf(LeafReader reader) throws IOException {
    return new Leaf(axes.length == 0 ? null : Cosines.open(reader, field, axes));
  }

  /** Scores the documents of one segment. Nothing is allocated per document. */
  public final class Leaf {
    private final @Nullable Cosines source;
    private final float[][] cosines = new float[axes.length][Cosines.BATCH];
    private final int[] one = new int[1];
    private final float[] score = new float[1];
    private final int[] batch = new int[Cosines.BATCH];

    private Leaf(@Nullable Cosines source) {
      this.source = source;
    }

    /** No document of the segment scores higher. */
    public float maxScore() {
      return source == null ? missing : InterestSimilarity.this.maxScore();
    }

    /** The score of a document, numbered as in the segment. */
    public float score(int doc) throws IOException {
      one[0] = doc;
      score(one, 1, score);
      return score[0];
    }

    /**
     * The scores of documents, much faster together than one by one.
     *
     * @param docs numbered as in the segment, ascending
     * @param count how many of them
     * @param scores where they go
     */
    public void score(int[] docs, int count, float[] scores) throws IOException {
      if (source == null) {
        Arrays.fill(scores, 0, count, missing);
        return;
      }
      for (int from = 0; from < count; from += Cosines.BATCH) {
        int size = Math.min(Cosines.BATCH, count - from);
        System.arraycopy(docs, from, batch, 0, size);
        source.compute(batch, size, cosines);
        for (int i = 0; i < size; i++) {
          scores[from + i] = similarity(cosines, i);
        }
      }
    }

    /** The score of a document with its reasons. */
    public Explanation explain(int doc) throws IOException {
      if (source != null) {
        one[0] = doc;
        source.compute(one, 1, cosines);
        if (!Float.isNaN(cosines[0][0])) {
          return explanation(cosines, 0);
        }
      }
      return Explanation.match(missing, "missing, as there is no vector to compare in " + field);
    }
  }

  /**
   * The score of a document of a batch.
   *
   * @param cosines by axis, then by document
   */
  private float similarity(float[][] cosines, int doc) {
    if (Float.isNaN(cosines[0][doc])) {
      return missing;
    }
    float like = missing;
    if (weights.length > 0) {
      like = 0;
      for (int i = 0; i < weights.length; i++) {
        like = Math.max(like, like(i, cosines[i][doc]));
      }
    }
    return clamp(like - NEGATIVE_SHARE * dislike(cosines, doc));
  }

  private float like(int i, float cosine) {
    return weights[i] * (1 + cosine) / 2;
  }

  private float dislike(float[][] cosines, int doc) {
    float highest = 0;
    for (int i = weights.length; i < axes.length; i++) {
      highest = Math.max(highest, cosines[i][doc]);
    }
    return highest;
  }

  private int nearest(float[][] cosines, int doc) {
    int nearest = 0;
    for (int i = 1; i < weights.length; i++) {
      if (like(i, cosines[i][doc]) > like(nearest, cosines[nearest][doc])) {
        nearest = i;
      }
    }
    return nearest;
  }

  private Explanation explanation(float[][] cosines, int doc) {
    List<Explanation> parts = new ArrayList<>();
    if (weights.length == 0) {
      parts.add(Explanation.match(missing, "missing, as there are no interests"));
    } else {
      int i = nearest(cosines, doc);
      parts.add(
          Explanation.match(
              like(i, cosines[i][doc]),
              "weight * (1 + cosine) / 2 of interest " + i + ", the nearest of " + weights.length,
              Explanation.match(weights[i], "weight"),
              Explanation.match(cosines[i][doc], "cosine")));
    }
    float dislike = dislike(cosines, doc);
    if (dislike > 0) {
      parts.add(
          Explanation.match(
              NEGATIVE_SHARE * dislike,
              "taken off: " + NEGATIVE_SHARE + " * cosine to the nearest dislike",
              Explanation.match(dislike, "cosine")));
    }
    return Explanation.match(
        similarity(cosines, doc), "likeness of " + field + " to interests, from:", parts);
  }

  private static float clamp(float score) {
    return Math.max(0, Math.min(1, score));
  }

  private void checkDimensions() {
    int[] lengths = Arrays.stream(axes).mapToInt(row -> row.length).distinct().toArray();
    if (lengths.length > 1) {
      throw new IllegalArgumentException(
          "interests have different dimensions: " + Arrays.toString(lengths));
    }
  }

  private void checkNumbers(int interests) {
    if (weights.length != interests) {
      throw new IllegalArgumentException(
          interests + " interests need as many weights, not " + weights.length);
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
        && Arrays.deepEquals(axes, that.axes)
        && Arrays.equals(weights, that.weights)
        && missing == that.missing;
  }

  @Override
  public int hashCode() {
    return Objects.hash(field, Arrays.deepHashCode(axes), Arrays.hashCode(weights), missing);
  }

  @Override
  public String toString() {
    return field
        + " like "
        + weights.length
        + " interests, unlike "
        + (axes.length - weights.length);
  }
}
