package org.chatrec.ranking.query;

import java.io.IOException;
import org.apache.lucene.codecs.lucene95.OffHeapFloatVectorValues;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.VectorEncoding;
import org.jspecify.annotations.Nullable;

/**
 * Cosines of the angles between one segment's documents and a few unit vectors, the axes. A batch
 * of documents is read once for all axes: a vector comes from memory for the first and is at hand
 * for the others. A document gets the same number in whatever company it is asked for.
 *
 * <p>Where the floats of the field lie in mapped memory they are multiplied there ({@link
 * OffHeapCosines}); everywhere else they are copied to the heap first ({@link CopiedCosines}).
 */
abstract sealed class Cosines permits OffHeapCosines, CopiedCosines {

  /**
   * Most documents of one call. Small enough that the vectors of a batch stay in the processor's
   * first or second cache while one axis follows the other.
   */
  static final int BATCH = 16;

  /**
   * Opens a field of a segment; null if no document of it has a vector.
   *
   * @param axes unit vectors of one dimension, at least one
   * @throws IllegalArgumentException if the field holds vectors of another dimension
   */
  static @Nullable Cosines open(LeafReader reader, String field, float[][] axes)
      throws IOException {
    FieldInfo info = reader.getFieldInfos().fieldInfo(field);
    if (OffHeapCosines.AVAILABLE
        && axes.length <= OffHeapCosines.MOST_AXES
        && info != null
        && info.hasVectorValues()
        && info.getVectorEncoding() == VectorEncoding.FLOAT32
        && info.getVectorDimension() == axes[0].length) {
      FloatVectorValues values = reader.getFloatVectorValues(field);
      if (values instanceof OffHeapFloatVectorValues floats && OffHeapCosines.isMapped(floats)) {
        return new OffHeapCosines(floats, axes);
      }
    }
    DocVectors vectors = DocVectors.open(reader, field, axes[0].length);
    return vectors == null ? null : new CopiedCosines(vectors, axes);
  }

  /**
   * Computes the cosines of documents.
   *
   * @param docs numbered as in the segment, ascending, also from call to call
   * @param count how many there are, at most {@link #BATCH}
   * @param cosines where they go, by axis and then by document; NaN for a document without a vector
   *     or with one that has no direction
   */
  abstract void compute(int[] docs, int count, float[][] cosines) throws IOException;
}
