package org.chatrec.search;

import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.action.support.ContextPreservingActionListener;
import org.opensearch.action.support.ListenerTimeouts;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.action.ActionListener;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.pipeline.SearchPipelineService;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.client.Client;

/**
 * A search before another one, whose ranking needs what it finds: as the caller, in the same
 * documents of the same copies, through no pipeline, and not waited for beyond a deadline.
 */
public final class SideSearch {

  /**
   * Far more than such a search takes. A page that went without would have other scores than the
   * one before it, so only what will not come at all is given up.
   */
  public static final TimeValue DEADLINE = TimeValue.timeValueSeconds(5);

  private SideSearch() {}

  /**
   * The search.
   *
   * @param request the one that it is for
   * @param source what it looks for; is changed
   */
  public static SearchRequest of(SearchRequest request, SearchSourceBuilder source) {
    source.trackTotalHits(false);
    if (request.source() != null && request.source().pointInTimeBuilder() != null) {
      source.pointInTimeBuilder(request.source().pointInTimeBuilder());
    }
    return new SearchRequest(request.indices())
        .indicesOptions(request.indicesOptions())
        .searchType(request.searchType())
        .routing(request.routing())
        .preference(request.preference())
        .source(source)
        .pipeline(SearchPipelineService.NOOP_PIPELINE_ID);
  }

  /**
   * Runs it, until the deadline.
   *
   * @param name says in failures what took too long
   * @param listener is answered by the deadline at the latest, on any thread, in the context of the
   *     caller's
   */
  public static void run(
      Client client, SearchRequest search, String name, ActionListener<SearchResponse> listener) {
    search.source().timeout(DEADLINE);
    ThreadPool threads = client.threadPool();
    client.search(
        search,
        ListenerTimeouts.wrapWithTimeout(
            threads,
            new ContextPreservingActionListener<>(
                threads.getThreadContext().newRestorableContext(false), listener),
            DEADLINE,
            ThreadPool.Names.GENERIC,
            name));
  }
}
