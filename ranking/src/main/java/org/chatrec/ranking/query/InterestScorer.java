package org.chatrec.ranking.query;

import java.io.IOException;
import org.apache.lucene.search.DocAndFloatFeatureBuffer;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.util.Bits;

/**
 * Every document of a segment with its likeness. Stops where the collector has found better
 * documents than any of this segment can be.
 */
final class InterestScorer extends Scorer {

  /** Documents scored together. */
  static final int AT_ONCE = 64;

  private final InterestSimilarity.Leaf leaf;
  private final float boost;
  private final All iterator;

  InterestScorer(int maxDoc, InterestSimilarity.Leaf leaf, float boost) {
    this.leaf = leaf;
    this.boost = boost;
    this.iterator = new All(maxDoc);
  }

  @Override
  public int docID() {
    return iterator.docID();
  }

  @Override
  public DocIdSetIterator iterator() {
    return iterator;
  }

  @Override
  public float score() throws IOException {
    return boost * leaf.score(docID());
  }

  @Override
  public float getMaxScore(int upTo) {
    return boost * leaf.maxScore();
  }

  @Override
  public void setMinCompetitiveScore(float least) {
    if (least > boost * leaf.maxScore()) {
      iterator.end();
    }
  }

  @Override
  public void nextDocsAndScores(int upTo, Bits liveDocs, DocAndFloatFeatureBuffer buffer)
      throws IOException {
    buffer.growNoCopy(AT_ONCE);
    int size = 0;
    int doc = docID();
    for (; doc < upTo && size < AT_ONCE; doc = iterator.nextDoc()) {
      if (liveDocs == null || liveDocs.get(doc)) {
        buffer.docs[size++] = doc;
      }
    }
    score(buffer.docs, size, buffer.features);
    buffer.size = size;
  }

  /** Scores of documents, which must follow those that were scored before. */
  void score(int[] docs, int count, float[] scores) throws IOException {
    leaf.score(docs, count, scores);
    for (int i = 0; i < count; i++) {
      scores[i] *= boost;
    }
  }

  /** All documents until it is told that this is the end. */
  private static final class All extends DocIdSetIterator {
    private final int maxDoc;
    private int end;
    private int doc = -1;

    All(int maxDoc) {
      this.maxDoc = maxDoc;
      this.end = maxDoc;
    }

    void end() {
      end = 0;
    }

    @Override
    public int docID() {
      return doc;
    }

    @Override
    public int nextDoc() {
      return advance(doc + 1);
    }

    @Override
    public int advance(int target) {
      doc = target >= end ? NO_MORE_DOCS : target;
      return doc;
    }

    @Override
    public long cost() {
      return maxDoc;
    }
  }
}
