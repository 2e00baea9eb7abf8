package org.chatrec.ranking.query;

import java.io.IOException;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValuesType;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.DocIdSetIterator;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of one field in one segment as they are stored, of whatever dimension. Documents are
 * asked for in ascending order. The array returned is overwritten by the next call.
 */
public final class StoredVectors {

  private final DocVectors vectors;

  private StoredVectors(DocVectors vectors) {
    this.vectors = vectors;
  }

  /** The vectors of the field, or null if the segment has none. */
  public static @Nullable StoredVectors open(LeafReader reader, String field) throws IOException {
    FieldInfo info = reader.getFieldInfos().fieldInfo(field);
    int dimension = info == null ? 0 : dimension(reader, info);
    DocVectors vectors = dimension == 0 ? null : DocVectors.open(reader, field, dimension);
    return vectors == null ? null : new StoredVectors(vectors);
  }

  /** The vector of a document, numbered as in the segment, or null if it has none. */
  public float @Nullable [] vector(int doc) throws IOException {
    return vectors.vector(doc);
  }

  /** Doc values do not declare a dimension; the first vector has that of all. */
  private static int dimension(LeafReader reader, FieldInfo info) throws IOException {
    if (info.hasVectorValues() || info.getDocValuesType() != DocValuesType.BINARY) {
      return info.getVectorDimension();
    }
    BinaryDocValues values = reader.getBinaryDocValues(info.name);
    return values == null || values.nextDoc() == DocIdSetIterator.NO_MORE_DOCS
        ? 0
        : values.binaryValue().length / Float.BYTES;
  }
}
