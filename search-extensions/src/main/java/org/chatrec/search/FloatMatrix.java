package org.chatrec.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.util.ArrayUtil;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.core.xcontent.XContentParser;

/** Lists of vectors in requests, on the wire and in checks. */
final class FloatMatrix {

  private FloatMatrix() {}

  static float[][] copy(float[][] rows) {
    return Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
  }

  /** Every row has the dimension, finite numbers, and one that is not zero. */
  static void check(String field, float[][] rows, int dimension) {
    for (float[] row : rows) {
      if (row.length != dimension || dimension == 0) {
        throw new IllegalArgumentException(
            "["
                + field
                + "] must hold vectors of one dimension but has one of "
                + row.length
                + " beside one of "
                + dimension);
      }
      checkNumbers(field, row);
    }
  }

  private static void checkNumbers(String field, float[] row) {
    boolean zero = true;
    for (float value : row) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("[" + field + "] must hold finite numbers");
      }
      zero &= value == 0;
    }
    if (zero) {
      throw new IllegalArgumentException("[" + field + "] must not hold a vector of zeros only");
    }
  }

  static void write(float[][] rows, StreamOutput out) throws IOException {
    out.writeVInt(rows.length);
    for (float[] row : rows) {
      out.writeFloatArray(row);
    }
  }

  static float[][] read(StreamInput in) throws IOException {
    float[][] rows = new float[in.readVInt()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = in.readFloatArray();
    }
    return rows;
  }

  static void toXContent(String field, float[][] rows, XContentBuilder builder) throws IOException {
    builder.startArray(field);
    for (float[] row : rows) {
      builder.value(row);
    }
    builder.endArray();
  }

  /** Reads an array of arrays of numbers; the parser stands on the outer array's start. */
  static List<float[]> parse(XContentParser parser) throws IOException {
    expectArray(parser, "an array of arrays of numbers");
    List<float[]> rows = new ArrayList<>();
    while (parser.nextToken() != XContentParser.Token.END_ARRAY) {
      rows.add(parseRow(parser));
    }
    return rows;
  }

  /** Reads an array of numbers; the parser stands on its start. */
  static float[] parseRow(XContentParser parser) throws IOException {
    expectArray(parser, "an array of numbers");
    float[] row = new float[16];
    int length = 0;
    while (parser.nextToken() != XContentParser.Token.END_ARRAY) {
      if (parser.currentToken() != XContentParser.Token.VALUE_NUMBER) {
        throw new IllegalArgumentException(
            "expected a number but found [" + parser.currentToken() + "]");
      }
      row = ArrayUtil.grow(row, length + 1);
      row[length++] = parser.floatValue();
    }
    return Arrays.copyOf(row, length);
  }

  private static void expectArray(XContentParser parser, String what) {
    if (parser.currentToken() != XContentParser.Token.START_ARRAY) {
      throw new IllegalArgumentException(
          "expected " + what + " but found [" + parser.currentToken() + "]");
    }
  }
}
