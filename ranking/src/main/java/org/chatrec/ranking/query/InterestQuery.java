package org.chatrec.ranking.query;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.BulkScorer;
import org.apache.lucene.search.ConstantScoreScorerSupplier;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;

/**
 * Matches every document and scores it by {@link InterestSimilarity}. Meant for few documents: as a
 * rescoring query, or beside a clause that selects. Finding the nearest documents of a large index
 * is what k-NN queries are for.
 */
public final class InterestQuery extends Query {

  private final InterestSimilarity similarity;

  /** See {@link InterestSimilarity#InterestSimilarity}. */
  public InterestQuery(
      String field, float[][] vectors, float[] weights, float[][] negatives, float missing) {
    this(new InterestSimilarity(field, vectors, weights, negatives, missing));
  }

  /** Scores by the given similarity. */
  public InterestQuery(InterestSimilarity similarity) {
    this.similarity = similarity;
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
    return new InterestWeight(scoreMode, boost);
  }

  @Override
  public void visit(QueryVisitor visitor) {
    if (visitor.acceptField(similarity.field())) {
      visitor.visitLeaf(this);
    }
  }

  @Override
  public String toString(String defaultField) {
    return "interest(" + similarity + ")";
  }

  @Override
  public boolean equals(Object other) {
    return sameClassAs(other) && similarity.equals(((InterestQuery) other).similarity);
  }

  @Override
  public int hashCode() {
    return 31 * classHash() + similarity.hashCode();
  }

  private final class InterestWeight extends Weight {
    private final ScoreMode scoreMode;
    private final float boost;

    InterestWeight(ScoreMode scoreMode, float boost) {
      super(InterestQuery.this);
      this.scoreMode = scoreMode;
      this.boost = boost;
    }

    @Override
    public ScorerSupplier scorerSupplier(LeafReaderContext context) {
      int maxDoc = context.reader().maxDoc();
      if (!scoreMode.needsScores()) {
        return ConstantScoreScorerSupplier.matchAll(0, scoreMode, maxDoc);
      }
      return new ScorerSupplier() {
        @Override
        public InterestScorer get(long leadCost) throws IOException {
          return new InterestScorer(maxDoc, similarity.leaf(context.reader()), boost);
        }

        @Override
        public BulkScorer bulkScorer() throws IOException {
          return new InterestBulkScorer(maxDoc, get(maxDoc));
        }

        @Override
        public long cost() {
          return maxDoc;
        }
      };
    }

    @Override
    public Explanation explain(LeafReaderContext context, int doc) throws IOException {
      Explanation explanation = similarity.leaf(context.reader()).explain(doc);
      if (boost == 1) {
        return explanation;
      }
      return Explanation.match(
          boost * explanation.getValue().floatValue(),
          "product of:",
          Explanation.match(boost, "boost"),
          explanation);
    }

    @Override
    public boolean isCacheable(LeafReaderContext context) {
      return true;
    }
  }
}
