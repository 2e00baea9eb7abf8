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

  InterestRescoreContext(int windowSize, BlendedRescorer blend) {
    super(windowSize, new Blend());
    this.blend = blend;
  }

  BlendedRescorer blend() {
    return blend;
  }

  private static final class Blend implements Rescorer {

    @Override
    public @Nullable TopDocs rescore(
        @Nullable TopDocs hits, IndexSearcher searcher, RescoreContext context) throws IOException {
      return hits == null ? null : blendOf(context).rescore(searcher, hits);
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
