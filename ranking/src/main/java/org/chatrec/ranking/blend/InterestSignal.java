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
 * @param scale brings the likeness to [0,1]
 */
public record InterestSignal(String name, double weight, InterestSimilarity similarity, Scale scale)
    implements Signal {

  /** Checks the weight. */
  public InterestSignal {
    Signal.checkWeight(name, weight);
  }

  /** The likeness as it is, which lies in [0,1]. */
  public InterestSignal(String name, double weight, InterestSimilarity similarity) {
    this(name, weight, similarity, new Unscaled());
  }

  @Override
  public double maxPart() {
    return scale.of(similarity.maxScore());
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
          parts[i] = scale.of(scores[i]);
        }
      }

      @Override
      public double part(int doc, float firstPassScore) throws IOException {
        return scale.of(leaf.score(doc));
      }

      @Override
      public Explanation explain(int doc, float firstPassScore) throws IOException {
        Explanation raw = leaf.explain(doc);
        return scale instanceof Unscaled
            ? raw
            : Explanation.match(
                scale.of(raw.getValue().doubleValue()),
                "calibrated, from:",
                scale.explain("likeness", raw.getValue().doubleValue()),
                raw);
      }
    };
  }
}
