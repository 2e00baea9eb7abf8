package org.chatrec.search;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.chatrec.catalog.support.Checks;
import org.chatrec.ranking.profile.Interest;
import org.chatrec.ranking.profile.InterestProfile;
import org.chatrec.ranking.profile.PresentInterest;
import org.chatrec.ranking.query.InterestSimilarity;
import org.chatrec.ranking.vector.Vectors;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.query.QueryShardContext;

/**
 * Interests as explicit vectors, of any length but not zero, all of one dimension. Those of a
 * person count in the index of the catalogue and in no other: whoever may search an index of their
 * own could read the vectors off the scores of its documents. Immutable; two with equal numbers are
 * equal.
 */
public final class InterestVectors implements InterestSource {

  static final String KIND = "vectors";
  static final String OF_INDEX = "vectors_of_index";

  /** The field of a request that names the index in whose shards they count. */
  static final String INDEX = "index";

  /** No interests: every document gets the neutral score. */
  public static final InterestVectors NONE =
      new InterestVectors(List.of(), new float[0], List.of());

  private final float[][] vectors;
  private final float[] weights;
  private final float[][] negatives;
  private final @Nullable String index;

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
        negatives.toArray(float[][]::new),
        null);
  }

  InterestVectors(StreamInput in) throws IOException {
    this(FloatMatrix.read(in), in.readFloatArray(), FloatMatrix.read(in), null);
  }

  static InterestVectors readOfIndex(StreamInput in) throws IOException {
    String index = in.readString();
    return new InterestVectors(in).onlyIn(index);
  }

  private InterestVectors(
      float[][] vectors, float[] weights, float[][] negatives, @Nullable String index) {
    this.index = index;
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

  /** What somebody is after at the moment. */
  public static InterestVectors of(PresentInterest present) {
    return new InterestVectors(present.vectors(), present.weights(), List.of());
  }

  /** One interest of full weight. */
  public static InterestVectors of(float[] vector) {
    return new InterestVectors(List.of(vector), new float[0], List.of());
  }

  /**
   * The same, counting in the shards of one index only.
   *
   * @param wanted an index or alias by name; null for every index
   */
  public InterestVectors onlyIn(@Nullable String wanted) {
    return new InterestVectors(vectors, weights, negatives, wanted);
  }

  /** What counts in a shard: all of it, or nothing. */
  InterestVectors in(QueryShardContext shard) {
    return index == null || shard.indexMatches(index) ? this : NONE;
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
    return index == null ? KIND : OF_INDEX;
  }

  @Override
  public int needs() {
    return index == null ? WireFormat.FIRST : WireFormat.OF_INDEX;
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    if (index != null) {
      out.writeString(index);
    }
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
    return index == null ? builder : builder.field(INDEX, index);
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
        && Arrays.deepEquals(negatives, that.negatives)
        && Objects.equals(index, that.index);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        Arrays.deepHashCode(vectors),
        Arrays.hashCode(weights),
        Arrays.deepHashCode(negatives),
        index);
  }

  /** Sizes only: the numbers describe a person. */
  @Override
  public String toString() {
    return vectors.length + " vectors, " + negatives.length + " negative";
  }
}
