package org.chatrec.search;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;
import org.opensearch.search.fetch.FetchContext;
import org.opensearch.search.rescore.RescoreContext;

/**
 * The score that a fetched document had when the last rescorer received it. The fetch phase knows
 * neither this nor the final score, so it is computed again.
 */
abstract sealed class FirstPass {

  static FirstPass of(FetchContext context) throws IOException {
    List<RescoreContext> earlier = context.rescore().subList(0, context.rescore().size() - 1);
    return earlier.isEmpty() ? new ByScorer(context) : new ByExplanation(context, earlier);
  }

  abstract void setNextReader(LeafReaderContext leaf) throws IOException;

  /** Documents are asked for in ascending order, numbered as in the segment. */
  abstract float score(int doc) throws IOException;

  private static final class ByScorer extends FirstPass {
    private final Weight weight;
    private @Nullable Scorer scorer;

    ByScorer(FetchContext context) throws IOException {
      IndexSearcher searcher = context.searcher();
      weight = searcher.createWeight(searcher.rewrite(context.query()), ScoreMode.COMPLETE, 1);
    }

    @Override
    void setNextReader(LeafReaderContext leaf) throws IOException {
      scorer = weight.scorer(leaf);
    }

    @Override
    float score(int doc) throws IOException {
      if (scorer == null || scorer.iterator().advance(doc) != doc) {
        throw new IllegalStateException("a fetched document is not matched by the query");
      }
      return scorer.score();
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
