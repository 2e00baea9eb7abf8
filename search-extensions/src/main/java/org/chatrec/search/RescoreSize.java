package org.chatrec.search;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opensearch.index.shard.SearchOperationListener;
import org.opensearch.search.internal.SearchContext;
import org.opensearch.search.rescore.QueryRescorer.QueryRescoreContext;
import org.opensearch.search.rescore.RescoreContext;

/**
 * Tells the rescorer what the request says elsewhere: how many hits the shard will be asked for,
 * and how many of them are to be ranked. A rescorer receives a window of perhaps thousands, of
 * which {@code from + size} are returned; whoever knows this need not compare the vectors of all. A
 * rescorer that is not the last has to hand on every hit.
 */
final class RescoreSize implements SearchOperationListener {

  @Override
  public void onPreQueryPhase(SearchContext context) {
    List<RescoreContext> rescorers = context.rescore();
    if (!rescorers.isEmpty() && rescorers.getLast() instanceof InterestRescoreContext last) {
      last.keep(Math.max(1, context.from() + context.size()));
      int window = ChatrecExtBuilder.of(context).window();
      if (window > 0) {
        last.window(new RankedWindow(window, wordScores(rescorers)));
      }
    }
  }

  private static @Nullable QueryRescoreContext wordScores(List<RescoreContext> rescorers) {
    RescoreContext before = rescorers.size() > 1 ? rescorers.get(rescorers.size() - 2) : null;
    return before instanceof QueryRescoreContext query && HybridCandidates.isWordScores(query)
        ? query
        : null;
  }
}
