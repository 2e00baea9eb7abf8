package org.chatrec.ranking.blend;

import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Explanation;

/**
 * The first-pass score, which is open upwards (BM25), saturated: {@code score / (score + pivot)}.
 *
 * @param name of the part
 * @param weight what the part is multiplied by
 * @param pivot the first-pass score that counts half
 */
public record LexicalSignal(String name, double weight, double pivot) implements Signal {

  /** Checks ranges. */
  public LexicalSignal {
    Saturation.check(name, weight, pivot);
  }

  @Override
  public Leaf leaf(LeafReaderContext context) {
    return new Leaf() {
      @Override
      public double part(int doc, float firstPassScore) {
        return Saturation.of(firstPassScore, pivot);
      }

      @Override
      public Explanation explain(int doc, float firstPassScore) {
        return Saturation.explain("first-pass score", firstPassScore, pivot);
      }
    };
  }
}
