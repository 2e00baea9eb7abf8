package org.chatrec.ranking.blend;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Explanation;

/**
 * One thing that speaks for a document. A part is a function of the document and the request alone,
 * never of the other documents at hand, so that shards agree.
 */
public interface Signal {

  /** Name of the part in explanations and breakdowns. */
  String name();

  /** What the part is multiplied by; at least 0. */
  double weight();

  /** No document's part is larger. */
  default double maxPart() {
    return 1;
  }

  /**
   * Whether a part takes so long that it is worth finding out first which documents can do without
   * it.
   */
  default boolean isCostly() {
    return false;
  }

  /** Whether parts depend on the score before blending. */
  default boolean readsFirstPass() {
    return false;
  }

  /** Reads one segment. */
  Leaf leaf(LeafReaderContext context) throws IOException;

  /** Reads one segment, by one thread, its documents in ascending order. */
  interface Leaf {

    /**
     * The part, in [0,1].
     *
     * @param doc numbered as in the segment
     * @param firstPassScore the document's score before blending
     */
    double part(int doc, float firstPassScore) throws IOException;

    /**
     * The parts of several documents, each that of {@link #part}.
     *
     * @param docs numbered as in the segment, ascending
     * @param firstPassScores their scores before blending
     * @param parts where the parts go
     * @param count how many documents
     */
    default void parts(int[] docs, float[] firstPassScores, double[] parts, int count)
        throws IOException {
      for (int i = 0; i < count; i++) {
        parts[i] = part(docs[i], firstPassScores[i]);
      }
    }

    /** The part with its reasons; its value is that of {@link #part}. */
    Explanation explain(int doc, float firstPassScore) throws IOException;
  }

  /** Refuses a weight that is below 0 or no number, by the part's name. */
  static void checkWeight(String name, double weight) {
    if (!(weight >= 0 && Double.isFinite(weight))) {
      throw new IllegalArgumentException(
          "[weight] of signal [" + name + "] must be at least 0 but was [" + weight + "]");
    }
  }
}
