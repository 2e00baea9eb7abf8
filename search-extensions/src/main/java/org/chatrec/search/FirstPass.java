package org.chatrec.search;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.chatrec.ranking.blend.RankedQuery;
import org.jspecify.annotations.Nullable;
import org.opensearch.search.fetch.FetchContext;
import org.opensearch.search.rescore.QueryRescoreMode;
import org.opensearch.search.rescore.QueryRescorer;
import org.opensearch.search.rescore.RescoreContext;

/**
 * The score that a fetched document had when the last rescorer received it. The fetch phase knows
 * neither this nor the final score, so it is computed again.
 */
abstract sealed class FirstPass {

  /**
   * Of the hits of a search.
   *
   * @param rescorers those that ranked the hits, the last of which wants to know
   */
  static FirstPass of(FetchContext context, List<RescoreContext> rescorers) throws IOException {
    boolean byQuery = context.parsedQuery().query() instanceof RankedQuery;
    List<RescoreContext> earlier = rescorers.subList(0, rescorers.size() - 1);
    if (earlier.isEmpty()) {
      return new ByScorer(context);
    }
    return earlier.getLast() instanceof QueryRescorer.QueryRescoreContext last
            && last.queryWeight() <= HybridCandidates.KEPT
            && last.scoreMode() == QueryRescoreMode.Total
        ? new Replaced(context, last, byQuery)
        : new ByExplanation(context, earlier);
  }

  /** Where nobody looks at the score: of a k-NN query, finding it is the whole search again. */
  static FirstPass unread() {
    return new Unread();
  }

  private static Query found(FetchContext context) {
    return context.parsedQuery().query() instanceof RankedQuery ranked
        ? ranked.firstPass()
        : context.query();
  }

  abstract void setNextReader(LeafReaderContext leaf) throws IOException;

  /** Documents are asked for in ascending order, numbered as in the segment. */
  abstract float score(int doc) throws IOException;

  private static boolean matches(Scorer scorer, int doc) throws IOException {
    int at = scorer.docID();
    return (at < doc ? scorer.iterator().advance(doc) : at) == doc;
  }

  private static final class Unread extends FirstPass {
    @Override
    void setNextReader(LeafReaderContext leaf) {}

    @Override
    float score(int doc) {
      return 0;
    }
  }

  private static final class ByScorer extends FirstPass {
    private final Weight weight;
    private @Nullable Scorer scorer;

    ByScorer(FetchContext context) throws IOException {
      IndexSearcher searcher = context.searcher();
      weight = searcher.createWeight(searcher.rewrite(found(context)), ScoreMode.COMPLETE, 1);
    }

    @Override
    void setNextReader(LeafReaderContext leaf) throws IOException {
      scorer = weight.scorer(leaf);
    }

    @Override
    float score(int doc) throws IOException {
      // asked again, an approximate query may find others
      return scorer != null && matches(scorer, doc) ? scorer.score() : 0;
    }
  }

  /**
   * Where the last rescorer threw away what it received, nothing before it needs to be computed
   * again; of a k-NN query that would be another search for every hit.
   */
  private static final class Replaced extends FirstPass {
    private final QueryRescorer.QueryRescoreContext rescorer;
    private final boolean all;
    private final Weight weight;
    private @Nullable Scorer scorer;
    private int docBase;

    Replaced(FetchContext context, QueryRescorer.QueryRescoreContext rescorer, boolean all)
        throws IOException {
      this.rescorer = rescorer;
      this.all = all;
      IndexSearcher searcher = context.searcher();
      Query query = searcher.rewrite(rescorer.parsedQuery().query());
      weight = searcher.createWeight(query, ScoreMode.COMPLETE, 1);
    }

    @Override
    void setNextReader(LeafReaderContext leaf) throws IOException {
      docBase = leaf.docBase;
      scorer = weight.scorer(leaf);
    }

    @Override
    float score(int doc) throws IOException {
      if (scorer == null || !all && !rescorer.isRescored(docBase + doc)) {
        return 0;
      }
      return matches(scorer, doc) ? scorer.score() * rescorer.rescoreQueryWeight() : 0;
    }
  }

  /** Only explanations can be passed from rescorer to rescorer for a single document. */
  private static final class ByExplanation extends FirstPass {
    private final FetchContext context;
    private final List<RescoreContext> rescorers;
    private int docBase;

    ByExplanation(FetchContext context, List<RescoreContext> rescorers) {
      this.context = context;
      this.rescorers = rescorers;
    }

    @Override
    void setNextReader(LeafReaderContext leaf) {
      docBase = leaf.docBase;
    }

    @Override
    float score(int doc) throws IOException {
      int global = docBase + doc;
      Explanation explanation = context.searcher().explain(context.query(), global);
      for (RescoreContext rescorer : rescorers) {
        explanation =
            rescorer.rescorer().explain(global, context.searcher(), rescorer, explanation);
      }
      return explanation.getValue().floatValue();
    }
  }
}
