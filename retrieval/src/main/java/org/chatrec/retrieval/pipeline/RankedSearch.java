package org.chatrec.retrieval.pipeline;

import java.util.List;
import org.chatrec.catalog.CatalogSignals;
import org.chatrec.search.Blend;
import org.chatrec.search.PersonalOptions;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.search.pipeline.PipelineProcessingContext;

/**
 * A search on its way to being ranked.
 *
 * @param request as it came, with a query for its text
 * @param options that it names
 * @param typed what is searched for in words; blank where nothing is
 * @param near queries for neighbours, beside the request's own
 * @param blend how its hits are ranked so far
 */
record RankedSearch(
    SearchRequest request,
    PersonalOptions options,
    String typed,
    CatalogSignals catalog,
    List<QueryBuilder> near,
    Blend blend,
    PipelineProcessingContext context) {

  RankedSearch with(Blend better) {
    return new RankedSearch(request, options, typed, catalog, near, better, context);
  }
}
