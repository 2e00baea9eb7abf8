package org.chatrec.ranking.query;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.ByteVectorValues;
import org.apache.lucene.index.DocValuesType;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.VectorEncoding;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of one field in one segment, however they are stored: float or byte vectors of any
 * format behind Lucene's reader API, or, where an index was made without k-NN, big-endian floats in
 * binary doc values. Documents are asked for in ascending order. The array returned belongs to the
 * reader and is overwritten by the next call, so nothing is allocated per document.
 *
 * <p>Vectors are read as stored rather than scored by the format ({@code VectorScorer}): a format
 * that quantises would answer with numbers that depend on the segment.
 */
abstract sealed class DocVectors {

  /**
   * The vectors of the field, or null if the segment has none.
   *
   * @throws IllegalArgumentException if they have another dimension
   */
  static @Nullable DocVectors open(LeafReader reader, String field, int dimension)
      throws IOException {
    FieldInfo info = reader.getFieldInfos().fieldInfo(field);
    if (info == null) {
      return null;
    }
    if (info.hasVectorValues()) {
      checkDimension(field, info.getVectorDimension(), dimension);
      return info.getVectorEncoding() == VectorEncoding.FLOAT32
          ? new Floats(reader.getFloatVectorValues(field))
          : new Bytes(reader.getByteVectorValues(field), dimension);
    }
    return info.getDocValuesType() == DocValuesType.BINARY
        ? new Binary(reader.getBinaryDocValues(field), field, dimension)
        : null;
  }

  /** The vector of a document, or null if it has none. */
  abstract float @Nullable [] vector(int doc) throws IOException;

  private static void checkDimension(String field, int stored, int asked) {
    if (stored != asked) {
      throw new IllegalArgumentException(
          "field ["
              + field
              + "] holds vectors of dimension "
              + stored
              + " but was asked for likeness to vectors of dimension "
              + asked);
    }
  }

  private static boolean moveTo(DocIdSetIterator iterator, int doc) throws IOException {
    return (iterator.docID() < doc ? iterator.advance(doc) : iterator.docID()) == doc;
  }

  private static final class Floats extends DocVectors {
    private final FloatVectorValues values;
    private final KnnVectorValues.DocIndexIterator iterator;

    Floats(FloatVectorValues values) {
      this.values = values;
      this.iterator = values.iterator();
    }

    @Override
    float @Nullable [] vector(int doc) throws IOException {
      return moveTo(iterator, doc) ? values.vectorValue(iterator.index()) : null;
    }
  }

  private static final class Bytes extends DocVectors {
    private final ByteVectorValues values;
    private final KnnVectorValues.DocIndexIterator iterator;
    private final float[] buffer;

    Bytes(ByteVectorValues values, int dimension) {
      this.values = values;
      this.iterator = values.iterator();
      this.buffer = new float[dimension];
    }

    @Override
    float @Nullable [] vector(int doc) throws IOException {
      if (!moveTo(iterator, doc)) {
        return null;
      }
      byte[] bytes = values.vectorValue(iterator.index());
      for (int i = 0; i < buffer.length; i++) {
        buffer[i] = bytes[i];
      }
      return buffer;
    }
  }

  private static final class Binary extends DocVectors {
    private final BinaryDocValues values;
    private final String field;
    private final float[] buffer;

    /** A view of the bytes as floats, kept as doc values hand out the same array each time. */
    private FloatBuffer floats = FloatBuffer.allocate(0);

    private byte[] viewed = BytesRef.EMPTY_BYTES;
    private int viewedAt;

    Binary(BinaryDocValues values, String field, int dimension) {
      this.values = values;
      this.field = field;
      this.buffer = new float[dimension];
    }

    @Override
    float @Nullable [] vector(int doc) throws IOException {
      if (!moveTo(values, doc)) {
        return null;
      }
      BytesRef bytes = values.binaryValue();
      if (bytes.length % Float.BYTES != 0) {
        throw new IllegalArgumentException("field [" + field + "] does not hold vectors of floats");
      }
      checkDimension(field, bytes.length / Float.BYTES, buffer.length);
      view(bytes).get(0, buffer);
      return buffer;
    }

    private FloatBuffer view(BytesRef bytes) {
      if (viewed != bytes.bytes || viewedAt != bytes.offset) {
        viewed = bytes.bytes;
        viewedAt = bytes.offset;
        floats =
            ByteBuffer.wrap(viewed, viewedAt, viewed.length - viewedAt)
                .slice()
                .order(ByteOrder.BIG_ENDIAN)
                .asFloatBuffer();
      }
      return floats;
    }
  }
}
