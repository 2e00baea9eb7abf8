package org.chatrec.ranking.query;

import java.io.IOException;
import org.apache.lucene.search.BulkScorer;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.util.Bits;

/** Scores a whole segment batch by batch and hands over what can still compete. */
final class InterestBulkScorer extends BulkScorer {

  private final int maxDoc;
  private final InterestScorer scorer;
  private final int[] docs = new int[InterestScorer.AT_ONCE];
  private final float[] scores = new float[InterestScorer.AT_ONCE];
  private final Current current = new Current();

  InterestBulkScorer(int maxDoc, InterestScorer scorer) {
    this.maxDoc = maxDoc;
    this.scorer = scorer;
  }

  @Override
  public int score(LeafCollector collector, Bits acceptDocs, int min, int max) throws IOException {
    collector.setScorer(current);
    int end = Math.min(max, maxDoc);
    int doc = min;
    while (doc < end) {
      if (current.least > scorer.getMaxScore(end)) {
        return DocIdSetIterator.NO_MORE_DOCS;
      }
      int size = 0;
      for (; doc < end && size < docs.length; doc++) {
        if (acceptDocs == null || acceptDocs.get(doc)) {
          docs[size++] = doc;
        }
      }
      scorer.score(docs, size, scores);
      collect(collector, size);
    }
    return max < maxDoc ? max : DocIdSetIterator.NO_MORE_DOCS;
  }

  private void collect(LeafCollector collector, int size) throws IOException {
    for (int i = 0; i < size; i++) {
      if (scores[i] >= current.least) {
        current.score = scores[i];
        collector.collect(docs[i]);
      }
    }
  }

  @Override
  public long cost() {
    return maxDoc;
  }

  /** The document that the collector looks at. */
  private static final class Current extends Scorable {
    private float score;
    private float least;

    @Override
    public float score() {
      return score;
    }

    @Override
    public void setMinCompetitiveScore(float least) {
      this.least = least;
    }
  }
}
