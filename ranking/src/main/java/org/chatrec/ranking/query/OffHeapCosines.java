package org.chatrec.ranking.query;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.codecs.hnsw.DefaultFlatVectorScorer;
import org.apache.lucene.codecs.hnsw.FlatVectorScorerUtil;
import org.apache.lucene.codecs.hnsw.FlatVectorsScorer;
import org.apache.lucene.codecs.lucene95.OffHeapFloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.MemorySegmentAccessInput;
import org.apache.lucene.util.hnsw.RandomVectorScorer;

/**
 * Cosines by Lucene's scorers of float vectors in mapped memory, which take four documents at a
 * time: nothing is copied, and four reads from memory are under way at once. The similarity that
 * the field was made for does not matter; the scorer is asked for the cosine.
 */
final class OffHeapCosines extends Cosines {

  private static final FlatVectorsScorer SCORERS =
      FlatVectorScorerUtil.getLucene99FlatVectorsScorer();

  /** False where the JVM was started without its vector module. */
  static final boolean AVAILABLE = !(SCORERS instanceof DefaultFlatVectorScorer);

  /** The scorer computes the last one to three of a list in another order of additions. */
  private static final int AT_ONCE = 4;

  /**
   * With more axes, copying once and multiplying on the heap is faster: these scorers compute the
   * document's norm anew for each axis. Measured at 384 dimensions: 147 ns per document off the
   * heap and 199 copied for one axis, 259 and 250 for four, 386 and 329 for eight.
   */
  static final int MOST_AXES = 4;

  /** What the scorer answers for a cosine of zero, and where squares leave a float's range. */
  private static final float ORTHOGONAL = 0.5f;

  private final OffHeapFloatVectorValues values;
  private final KnnVectorValues.DocIndexIterator iterator;
  private final RandomVectorScorer[] scorers;
  private final float[][] axes;
  private final int[] slots = new int[BATCH];
  private final int[] ordinals = new int[BATCH];
  private final float[] scores = new float[BATCH];

  OffHeapCosines(OffHeapFloatVectorValues values, float[][] axes) throws IOException {
    this.values = values;
    this.iterator = values.iterator();
    this.axes = axes;
    this.scorers = new RandomVectorScorer[axes.length];
    for (int i = 0; i < axes.length; i++) {
      scorers[i] = SCORERS.getRandomVectorScorer(VectorSimilarityFunction.COSINE, values, axes[i]);
    }
  }

  /** Whether the vectors lie in mapped memory. */
  static boolean isMapped(OffHeapFloatVectorValues values) {
    return values.getSlice() instanceof MemorySegmentAccessInput;
  }

  @Override
  void compute(int[] docs, int count, float[][] cosines) throws IOException {
    int found = find(docs, count);
    int padded = pad(found);
    for (int axis = 0; axis < scorers.length; axis++) {
      float[] row = cosines[axis];
      if (found < count) {
        Arrays.fill(row, 0, count, Float.NaN);
      }
      BulkScores.of(scorers[axis], ordinals, scores, padded);
      for (int i = 0; i < found; i++) {
        row[slots[i]] = cosine(axis, i);
      }
    }
  }

  /** The ordinals of the documents' vectors; returns how many have one. */
  private int find(int[] docs, int count) throws IOException {
    int found = 0;
    for (int i = 0; i < count; i++) {
      int at = iterator.docID() < docs[i] ? iterator.advance(docs[i]) : iterator.docID();
      if (at == docs[i]) {
        slots[found] = i;
        ordinals[found++] = iterator.index();
      }
    }
    return found;
  }

  private int pad(int found) {
    int padded = (found + AT_ONCE - 1) / AT_ONCE * AT_ONCE;
    if (found > 0) {
      Arrays.fill(ordinals, found, padded, ordinals[found - 1]);
    }
    return padded;
  }

  private float cosine(int axis, int i) throws IOException {
    float score = scores[i];
    return score == ORTHOGONAL || !(score > 0 && score < 1.001f)
        ? CopiedCosines.exactly(axes[axis], values.vectorValue(ordinals[i]))
        : 2 * score - 1;
  }
}
