package org.chatrec.ranking.blend;

import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Explanation;

/**
 * The first-pass score, which is open upwards (BM25), on a scale.
 *
 * @param name of the part
 * @param weight what the part is multiplied by
 * @param scale brings the score to [0,1]
 */
public record LexicalSignal(String name, double weight, Scale scale) implements Signal {

  /** Checks the weight. */
  public LexicalSignal {
    Signal.checkWeight(name, weight);
  }

  /** Saturated: {@code score / (score + pivot)}. */
  public LexicalSignal(String name, double weight, double pivot) {
    this(name, weight, new Saturation(pivot));
  }

  @Override
  public boolean readsFirstPass() {
    return true;
  }

  @Override
  public Leaf leaf(LeafReaderContext context) {
    return new Leaf() {
      @Override
      public double part(int doc, float firstPassScore) {
        return scale.of(firstPassScore);
      }

      @Override
      public Explanation explain(int doc, float firstPassScore) {
        return scale.explain("first-pass score", firstPassScore);
      }
    };
  }
}
