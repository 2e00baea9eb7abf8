package org.chatrec.retrieval.pipeline;

import java.util.List;
import org.chatrec.ranking.profile.SeenItems;
import org.chatrec.retrieval.SeenMarks;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.common.document.DocumentField;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.search.SearchHits;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.pipeline.PipelineProcessingContext;

/** What a search does with the items that the person knows, in whatever order its hits come. */
final class KnownItems {

  /** Where the response processor finds them. */
  private static final String ATTRIBUTE = "chatrec_seen";

  private KnownItems() {}

  /** The request without them; the source that it came with is not changed. */
  static SearchRequest hide(SearchRequest request, SeenItems items) {
    if (items.isEmpty()) {
      return request;
    }
    SearchSourceBuilder source = request.source().shallowCopy();
    QueryBuilder asked = source.query() == null ? QueryBuilders.matchAllQuery() : source.query();
    String[] known = items.seen().toArray(String[]::new);
    // whoever sent the request may send its source again
    return new SearchRequest(request)
        .source(
            source.query(
                QueryBuilders.boolQuery()
                    .must(asked)
                    .mustNot(QueryBuilders.idsQuery().addIds(known))));
  }

  /** Has the answer say which hits they are. */
  static void mark(PipelineProcessingContext context, SeenItems items) {
    context.setAttribute(ATTRIBUTE, items);
  }

  /** Says it: {@code fields._chatrec_seen} and {@code fields._chatrec_had}. */
  static void say(SearchHits hits, PipelineProcessingContext context) {
    if (context.getAttribute(ATTRIBUTE) instanceof SeenItems items) {
      for (SearchHit hit : hits) {
        SeenMarks.of(items, hit.getId())
            .forEach(
                (mark, value) -> {
                  String field = "_chatrec_" + mark;
                  hit.setDocumentField(field, new DocumentField(field, List.of(value)));
                });
      }
    }
  }
}
