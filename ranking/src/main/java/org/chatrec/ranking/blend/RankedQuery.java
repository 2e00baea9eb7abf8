package org.chatrec.ranking.blend;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.FilterScorer;
import org.apache.lucene.search.FilterWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.Weight;

/**
 * Matches what another query matches. The best of it by that query's scores, as many as a window
 * takes, are ranked; the others follow in their order. Unlike a rescorer, this goes together with a
 * sort, and so with pages that begin after a hit.
 */
public final class RankedQuery extends Query {

  private final Query firstPass;
  private final int window;
  private final Ranking ranking;

  /** Ranks hits anew. */
  @FunctionalInterface
  public interface Ranking {

    /** All of the hits with their new scores. */
    TopDocs rank(IndexSearcher searcher, TopDocs hits) throws IOException;
  }

  /**
   * @param firstPass finds the hits and says which come first
   * @param window how many of them are ranked
   */
  public RankedQuery(Query firstPass, int window, Ranking ranking) {
    this.firstPass = firstPass;
    this.window = window;
    this.ranking = ranking;
  }

  /** What finds the hits. */
  public Query firstPass() {
    return firstPass;
  }

  /** What ranks the best of them. */
  public Ranking ranking() {
    return ranking;
  }

  @Override
  public Query rewrite(IndexSearcher searcher) throws IOException {
    Query rewritten = firstPass.rewrite(searcher);
    return rewritten == firstPass
        ? super.rewrite(searcher)
        : new RankedQuery(rewritten, window, ranking);
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost)
      throws IOException {
    if (!scoreMode.needsScores()) {
      return firstPass.createWeight(searcher, scoreMode, boost);
    }
    ScoreDoc[] ranked = ranking.rank(searcher, searcher.search(firstPass, window)).scoreDocs;
    Arrays.sort(ranked, Comparator.comparingInt(hit -> hit.doc));
    // every match is looked at: what competes by its first score may not do so by its new one
    return new RankedWeight(this, firstPass.createWeight(searcher, ScoreMode.COMPLETE, 1), ranked);
  }

  private static final class RankedWeight extends FilterWeight {
    private final int[] docs;
    private final float[] scores;

    RankedWeight(Query query, Weight firstPass, ScoreDoc[] ranked) {
      super(query, firstPass);
      docs = Arrays.stream(ranked).mapToInt(hit -> hit.doc).toArray();
      scores = new float[ranked.length];
      for (int i = 0; i < ranked.length; i++) {
        scores[i] = ranked[i].score;
      }
    }

    private float score(int doc, float firstPass) {
      int at = Arrays.binarySearch(docs, doc);
      return at < 0 ? Tail.score(firstPass) : Tail.ranked(scores[at]);
    }

    @Override
    public ScorerSupplier scorerSupplier(LeafReaderContext leaf) throws IOException {
      ScorerSupplier found = in.scorerSupplier(leaf);
      return found == null
          ? null
          : new ScorerSupplier() {
            @Override
            public Scorer get(long leadCost) throws IOException {
              return new RankedScorer(found.get(leadCost), leaf.docBase);
            }

            @Override
            public long cost() {
              return found.cost();
            }
          };
    }

    @Override
    public Explanation explain(LeafReaderContext leaf, int doc) throws IOException {
      Explanation found = in.explain(leaf, doc);
      if (!found.isMatch()) {
        return found;
      }
      float score = score(leaf.docBase + doc, found.getValue().floatValue());
      String what = Tail.has(score) ? "behind the window of the ranking" : "ranked";
      return Explanation.match(score, what + ", found by:", found);
    }

    private final class RankedScorer extends FilterScorer {
      private final int docBase;

      RankedScorer(Scorer firstPass, int docBase) {
        super(firstPass);
        this.docBase = docBase;
      }

      @Override
      public float score() throws IOException {
        return RankedWeight.this.score(docBase + docID(), in.score());
      }

      @Override
      public float getMaxScore(int upTo) {
        return Float.MAX_VALUE;
      }
    }
  }

  @Override
  public void visit(QueryVisitor visitor) {
    firstPass.visit(visitor.getSubVisitor(BooleanClause.Occur.MUST, this));
  }

  @Override
  public String toString(String field) {
    return "ranked(" + firstPass.toString(field) + ", " + window + ")";
  }

  @Override
  public boolean equals(Object other) {
    return sameClassAs(other)
        && firstPass.equals(((RankedQuery) other).firstPass)
        && window == ((RankedQuery) other).window
        && ranking.equals(((RankedQuery) other).ranking);
  }

  @Override
  public int hashCode() {
    return Objects.hash(classHash(), firstPass, window, ranking);
  }
}
