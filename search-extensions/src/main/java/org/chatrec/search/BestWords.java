package org.chatrec.search;

import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.action.support.ContextPreservingActionListener;
import org.opensearch.action.support.ListenerTimeouts;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.query.MatchAllQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.pipeline.SearchPipelineService;
import org.opensearch.search.rescore.RescorerBuilder;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.client.Client;

/**
 * The best score that the words of a search have anywhere, against which the scores of all hits are
 * measured: found once, before shards are asked and as the caller, by a search for a few hits,
 * which skips nearly all that it matches and which shards remember until they are refreshed. Where
 * it fails or takes too long the search goes on without.
 */
final class BestWords {

  /**
   * Far more than a search for one hit takes. A page that went without would have other scores than
   * the one before it, so only what will not come at all is given up.
   */
  static final TimeValue DEADLINE = TimeValue.timeValueSeconds(5);

  /** Hits by words that may come among the first twenty of a question. */
  private static final int LEADING = 50;

  private static final Logger LOGGER = LogManager.getLogger(BestWords.class);

  private final Client client;

  /**
   * @param client searches as the caller
   */
  BestWords(Client client) {
    this.client = client;
  }

  /**
   * Answers with the best scores; with null where they cannot be had.
   *
   * @param request the search that is to be ranked
   * @param words its query, or the part of it whose scores count as those of the words
   * @param before the rescorers that these scores go through first
   */
  void find(
      SearchRequest request,
      @Nullable QueryBuilder words,
      List<RescorerBuilder<?>> before,
      ActionListener<WordScores> listener) {
    if (words == null || words instanceof MatchAllQueryBuilder) {
      listener.onResponse(null);
      return;
    }
    client.search(
        best(request, words, before),
        inTime(
            new ActionListener<>() {
              @Override
              public void onResponse(SearchResponse found) {
                listener.onResponse(WordScores.of(found.getHits()));
              }

              @Override
              public void onFailure(Exception e) {
                LOGGER.debug("the best score of the words could not be found", e);
                listener.onResponse(null);
              }
            }));
  }

  private static SearchRequest best(
      SearchRequest request, QueryBuilder words, List<RescorerBuilder<?>> before) {
    SearchSourceBuilder source =
        new SearchSourceBuilder()
            .query(words)
            .size(LEADING)
            .fetchSource(false)
            .timeout(DEADLINE)
            .trackTotalHits(false);
    before.forEach(source::addRescorer);
    if (request.source() != null && request.source().pointInTimeBuilder() != null) {
      source.pointInTimeBuilder(request.source().pointInTimeBuilder());
    }
    return new SearchRequest(request.indices())
        .indicesOptions(request.indicesOptions())
        .searchType(request.searchType())
        .routing(request.routing())
        .preference(request.preference())
        .requestCache(true)
        .source(source)
        .pipeline(SearchPipelineService.NOOP_PIPELINE_ID);
  }

  private ActionListener<SearchResponse> inTime(ActionListener<SearchResponse> listener) {
    ThreadPool threads = client.threadPool();
    return ListenerTimeouts.wrapWithTimeout(
        threads,
        new ContextPreservingActionListener<>(
            threads.getThreadContext().newRestorableContext(false), listener),
        DEADLINE,
        ThreadPool.Names.GENERIC,
        "best score");
  }
}
