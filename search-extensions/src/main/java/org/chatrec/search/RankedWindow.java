package org.chatrec.search;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.ScoreDoc;
import org.chatrec.ranking.blend.Tail;
import org.jspecify.annotations.Nullable;
import org.opensearch.search.rescore.QueryRescorer.QueryRescoreContext;

/**
 * Which hits of a shard are ranked: those that the first pass puts first, as many on every page. So
 * no page ranks another set than the one before, and each hit has one place.
 *
 * @param size how many
 * @param words the rescorer of {@link HybridCandidates} that came between, or null
 */
record RankedWindow(int size, @Nullable QueryRescoreContext words) {

  /**
   * A shard's hits in two parts.
   *
   * @param ranked with the score that is to be blended
   * @param others with the scores that they keep, in their order
   */
  record Parts(ScoreDoc[] ranked, ScoreDoc[] others) {}

  Parts split(ScoreDoc[] hits) {
    List<ScoreDoc> ranked = new ArrayList<>(Math.min(size, hits.length));
    List<ScoreDoc> others = new ArrayList<>();
    for (int i = 0; i < hits.length; i++) {
      ScoreDoc hit = hits[i];
      if (words == null ? i < size : words.isRescored(hit.doc)) {
        ranked.add(new ScoreDoc(hit.doc, words == null ? hit.score : words(hit), hit.shardIndex));
      } else {
        float first = words == null ? hit.score : hit.score / HybridCandidates.KEPT;
        others.add(new ScoreDoc(hit.doc, Tail.score(first), hit.shardIndex));
      }
    }
    return new Parts(ranked.toArray(ScoreDoc[]::new), others.toArray(ScoreDoc[]::new));
  }

  /** What is left of the first pass is no score of words. */
  private static float words(ScoreDoc hit) {
    return hit.score < HybridCandidates.NO_WORDS ? 0 : hit.score;
  }
}
