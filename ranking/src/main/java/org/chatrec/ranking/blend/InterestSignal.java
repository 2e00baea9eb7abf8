package org.chatrec.ranking.blend;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Explanation;
import org.chatrec.ranking.query.InterestSimilarity;

/**
 * Likeness of a vector field to interests.
 *
 * @param name of the part
 * @param weight what the part is multiplied by
 * @param similarity the field and the interests
 */
public record InterestSignal(String name, double weight, InterestSimilarity similarity)
    implements Signal {

  /** Checks the weight. */
  public InterestSignal {
    Saturation.checkWeight(name, weight);
  }

  @Override
  public double maxPart() {
    return similarity.maxScore();
  }

  @Override
  public boolean isCostly() {
    return true;
  }

  @Override
  public Leaf leaf(LeafReaderContext context) throws IOException {
    InterestSimilarity.Leaf leaf = similarity.leaf(context.reader());
    return new Leaf() {
      private float[] scores = new float[0];

      @Override
      public void parts(int[] docs, float[] firstPassScores, double[] parts, int count)
          throws IOException {
        if (scores.length < count) {
          scores = new float[count];
        }
        leaf.score(docs, count, scores);
        for (int i = 0; i < count; i++) {
          parts[i] = scores[i];
        }
      }

      @Override
      public double part(int doc, float firstPassScore) throws IOException {
        return leaf.score(doc);
      }

      @Override
      public Explanation explain(int doc, float firstPassScore) throws IOException {
        return leaf.explain(doc);
      }
    };
  }
}
