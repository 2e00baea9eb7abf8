package org.chatrec.retrieval.pipeline;

import java.util.List;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.fetch.StoredFieldsContext;
import org.opensearch.search.fetch.subphase.FetchSourceContext;
import org.opensearch.search.pipeline.SearchPipelineService;

/** A search for the best hits of another search, and for nothing that is only shown. */
final class BestHits {

  private BestHits() {}

  /**
   * The search. What is read of its hits is what is asked for here, whatever the other shows of
   * them: {@code "_source": false} as well.
   *
   * @param ranked a search with a ranking
   * @param count how many of its hits
   * @param fields of their documents
   */
  static SearchRequest of(SearchRequest ranked, int count, List<String> fields) {
    SearchSourceBuilder source = ranked.source().shallowCopy();
    source
        .from(0)
        .size(count)
        .fetchSource(new FetchSourceContext(true, fields.toArray(String[]::new), null))
        .storedFields((StoredFieldsContext) null)
        .trackTotalHits(false)
        .highlighter(null)
        .profile(false)
        .explain(false)
        .searchPipelineSource(null)
        .verbosePipeline(false);
    if (source.suggest() != null) {
      source.suggest(null);
    }
    SearchRequest search = new SearchRequest(ranked).source(plain(source));
    return search.pipeline(SearchPipelineService.NOOP_PIPELINE_ID);
  }

  /** There is no way to take these out, or to add to them, but to leave them out of a copy. */
  private static SearchSourceBuilder plain(SearchSourceBuilder source) {
    if (source.aggregations() == null
        && source.searchAfter() == null
        && source.docValueFields() == null) {
      return source;
    }
    SearchSourceBuilder plain =
        new SearchSourceBuilder()
            .query(source.query())
            .from(source.from())
            .size(source.size())
            .fetchSource(source.fetchSource())
            .trackTotalHits(false)
            .ext(source.ext());
    if (source.postFilter() != null) {
      plain.postFilter(source.postFilter());
    }
    if (source.minScore() != null) {
      plain.minScore(source.minScore());
    }
    if (source.indexBoosts() != null) {
      source.indexBoosts().forEach(boost -> plain.indexBoost(boost.getIndex(), boost.getBoost()));
    }
    if (source.pointInTimeBuilder() != null) {
      plain.pointInTimeBuilder(source.pointInTimeBuilder());
    }
    if (source.sorts() != null) {
      source.sorts().forEach(plain::sort);
    }
    RankedSource.rescorers(source).forEach(plain::addRescorer);
    return plain;
  }
}
