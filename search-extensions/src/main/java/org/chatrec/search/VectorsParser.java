package org.chatrec.search;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.ParseField;
import org.opensearch.core.xcontent.ObjectParser;
import org.opensearch.core.xcontent.ObjectParser.ValueType;

/** Reads the fields by which a request gives interests as vectors. */
final class VectorsParser {

  private @Nullable List<float[]> vectors;
  private float @Nullable [] weights;
  private @Nullable List<float[]> negatives;
  private @Nullable String index;

  /** Adds the fields to the parser of a body that holds them. */
  static <T> void declare(ObjectParser<T, Void> parser, Function<T, VectorsParser> in) {
    parser.declareField(
        (body, rows) -> in.apply(body).vectors = rows,
        (p, context) -> FloatMatrix.parse(p),
        new ParseField("vectors"),
        ValueType.OBJECT_ARRAY);
    parser.declareField(
        (body, row) -> in.apply(body).weights = row,
        (p, context) -> FloatMatrix.parseRow(p),
        new ParseField("weights"),
        ValueType.OBJECT_ARRAY);
    parser.declareField(
        (body, rows) -> in.apply(body).negatives = rows,
        (p, context) -> FloatMatrix.parse(p),
        new ParseField("negative_vectors"),
        ValueType.OBJECT_ARRAY);
    parser.declareString(
        (body, name) -> in.apply(body).index = name, new ParseField(InterestVectors.INDEX));
  }

  /** Whether any of the fields was given. */
  boolean given() {
    return vectors != null || weights != null || negatives != null || index != null;
  }

  /**
   * What was given; without {@code vectors} there are only dislikes, or nothing.
   *
   * @throws IllegalArgumentException for an index of which no vectors are given
   */
  InterestVectors vectors() {
    if (index != null && vectors == null && negatives == null) {
      throw new IllegalArgumentException("[index] is of [vectors], of which there are none");
    }
    return new InterestVectors(
            vectors == null ? List.of() : vectors,
            weights == null ? new float[0] : weights,
            negatives == null ? List.of() : negatives)
        .onlyIn(index);
  }
}
