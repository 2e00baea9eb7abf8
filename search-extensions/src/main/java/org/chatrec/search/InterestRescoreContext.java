package org.chatrec.search;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.chatrec.ranking.blend.BlendedRescorer;
import org.chatrec.ranking.blend.Tail;
import org.jspecify.annotations.Nullable;
import org.opensearch.search.rescore.RescoreContext;
import org.opensearch.search.rescore.Rescorer;

/** The blending of one request on one shard. */
final class InterestRescoreContext extends RescoreContext {

  private final BlendedRescorer blend;
  private int keep = Integer.MAX_VALUE;
  private @Nullable RankedWindow window;

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

  /** Says which hits are ranked; all of them if nothing is said. */
  void window(RankedWindow ranked) {
    window = ranked;
  }

  private TopDocs ranked(TopDocs hits, IndexSearcher searcher) throws IOException {
    int wanted = Math.min(hits.scoreDocs.length, keep);
    if (window == null) {
      return blend.rescore(searcher, hits, wanted);
    }
    RankedWindow.Parts parts = window.split(hits.scoreDocs);
    TopDocs head = new TopDocs(hits.totalHits, parts.ranked());
    ScoreDoc[] best =
        blend.rescore(searcher, head, Math.min(wanted, parts.ranked().length)).scoreDocs;
    for (ScoreDoc hit : best) {
      hit.score = Tail.ranked(hit.score);
    }
    ScoreDoc[] all = Arrays.copyOf(best, wanted);
    System.arraycopy(parts.others(), 0, all, best.length, wanted - best.length);
    return new TopDocs(hits.totalHits, all);
  }

  private static final class Blend implements Rescorer {

    @Override
    public @Nullable TopDocs rescore(
        @Nullable TopDocs hits, IndexSearcher searcher, RescoreContext context) throws IOException {
      return hits == null ? null : ((InterestRescoreContext) context).ranked(hits, searcher);
    }

    @Override
    public Explanation explain(
        int doc, IndexSearcher searcher, RescoreContext context, Explanation firstPass)
        throws IOException {
      return ((InterestRescoreContext) context).blend.explain(searcher, firstPass, doc);
    }
  }
}
