package org.chatrec.search;

import java.io.IOException;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TopDocs;
import org.chatrec.ranking.blend.BlendedRescorer;
import org.jspecify.annotations.Nullable;
import org.opensearch.search.rescore.RescoreContext;
import org.opensearch.search.rescore.Rescorer;

/** The blending of one request on one shard. */
final class InterestRescoreContext extends RescoreContext {

  private final BlendedRescorer blend;
  private int keep = Integer.MAX_VALUE;

  InterestRescoreContext(int windowSize, BlendedRescorer blend) {
    super(windowSize, new Blend());
    this.blend = blend;
  }

  BlendedRescorer blend() {
    return blend;
  }

  /** Says how many hits are wanted; all of them if nothing is said. */
  void keep(int best) {
    keep = best;
  }

  private static final class Blend implements Rescorer {

    @Override
    public @Nullable TopDocs rescore(
        @Nullable TopDocs hits, IndexSearcher searcher, RescoreContext context) throws IOException {
      if (hits == null) {
        return null;
      }
      int keep = Math.min(hits.scoreDocs.length, ((InterestRescoreContext) context).keep);
      return blendOf(context).rescore(searcher, hits, keep);
    }

    @Override
    public Explanation explain(
        int doc, IndexSearcher searcher, RescoreContext context, Explanation firstPass)
        throws IOException {
      return blendOf(context).explain(searcher, firstPass, doc);
    }

    private static BlendedRescorer blendOf(RescoreContext context) {
      return ((InterestRescoreContext) context).blend;
    }
  }
}
