package org.chatrec.search;

import org.opensearch.index.shard.SearchOperationListener;
import org.opensearch.search.internal.SearchContext;

/**
 * Tells the rescorer how many hits the shard will be asked for. A rescorer receives a window of
 * perhaps thousands, of which {@code from + size} are returned; whoever knows this need not compare
 * the vectors of all. A rescorer that is not the last has to hand on every hit.
 */
final class RescoreSize implements SearchOperationListener {

  @Override
  public void onPreQueryPhase(SearchContext context) {
    if (!context.rescore().isEmpty()
        && context.rescore().getLast() instanceof InterestRescoreContext last) {
      last.keep(Math.max(1, context.from() + context.size()));
    }
  }
}
