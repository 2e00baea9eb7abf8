package org.chatrec.retrieval.pipeline;

import java.util.List;
import java.util.Map;
import org.chatrec.ranking.blend.Tail;
import org.chatrec.search.BreakdownFetchSubPhase;
import org.opensearch.common.document.DocumentField;
import org.opensearch.search.SearchHit;
import org.opensearch.search.SearchHits;

/**
 * Hits behind the window of the ranking have no parts: their score says in which order they were
 * found, and their breakdown says so. Shards cannot, which do not know the score of what they
 * fetch.
 */
final class BehindWindow {

  /** The one part of such a score. */
  static final String PART = "unranked";

  private BehindWindow() {}

  /** Replaces the breakdowns of such hits. */
  static void say(SearchHits hits) {
    for (SearchHit hit : hits) {
      if (Tail.has(hit.getScore()) && hit.field(BreakdownFetchSubPhase.FIELD) != null) {
        hit.setDocumentField(
            BreakdownFetchSubPhase.FIELD,
            new DocumentField(
                BreakdownFetchSubPhase.FIELD, List.of(Map.of(PART, (double) hit.getScore()))));
      }
    }
  }
}
