package org.chatrec.retrieval;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.Catalog;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.common.action.ActionFuture;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.aggregations.AggregationBuilders;
import org.opensearch.search.aggregations.bucket.filter.Filters;
import org.opensearch.search.aggregations.bucket.filter.FiltersAggregator.KeyedFilter;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.transport.client.Client;

/**
 * Says of popular hits how popular: their rank among all items that the caller may read, one count
 * per distinct popularity, in one request, which is under way while the other reasons are found.
 */
public final class PopularityRanks {

  private static final Logger LOG = LogManager.getLogger(PopularityRanks.class);

  private static final String COUNTS = "more_popular";

  private final Client client;

  public PopularityRanks(Client client) {
    this.client = client;
  }

  /** Completes reasons. */
  @FunctionalInterface
  public interface Begun {
    /** The same reasons, those of being popular with the place. */
    List<List<Reason>> add(List<List<Reason>> reasons, TimeValue timeout);
  }

  /** Begins to count for those of the hits that are popular. */
  public Begun begin(Catalog catalog, List<RankedItem> hits) {
    List<Number> values =
        hits.stream()
            .flatMap(hit -> ReasonFinder.popularity(catalog, hit).stream())
            .map(Reason.Popular::popularity)
            .distinct()
            .toList();
    if (values.isEmpty()) {
      return (reasons, timeout) -> reasons;
    }
    ActionFuture<SearchResponse> counting = client.search(counts(catalog, values));
    return (reasons, timeout) -> {
      try {
        return ranked(reasons, Counts.of(counting.actionGet(timeout)));
      } catch (RuntimeException e) { // the reasons are true without
        LOG.debug("popular items could not be counted", e);
        return reasons;
      }
    };
  }

  private static List<List<Reason>> ranked(List<List<Reason>> reasons, Counts counts) {
    return reasons.stream().map(ofHit -> ofHit.stream().map(counts::placed).toList()).toList();
  }

  private record Counts(Map<String, Long> before, long of) {
    static Counts of(SearchResponse response) {
      Map<String, Long> before = new HashMap<>();
      Filters counted = response.getAggregations().get(COUNTS);
      counted.getBuckets().forEach(b -> before.put(b.getKeyAsString(), b.getDocCount()));
      var total = response.getHits().getTotalHits();
      return new Counts(before, total == null ? 0 : total.value());
    }

    Reason placed(Reason reason) {
      if (!(reason instanceof Reason.Popular popular)) {
        return reason;
      }
      long more = before.getOrDefault(String.valueOf(popular.popularity()), 0L);
      return new Reason.Popular(popular.popularity(), new Reason.Place(more + 1, of));
    }
  }

  private static SearchRequest counts(Catalog catalog, List<Number> values) {
    KeyedFilter[] filters =
        values.stream()
            .map(
                value ->
                    new KeyedFilter(
                        String.valueOf(value),
                        QueryBuilders.rangeQuery(catalog.popularityField()).gt(value)))
            .toArray(KeyedFilter[]::new);
    SearchSourceBuilder source =
        new SearchSourceBuilder()
            .size(0)
            .trackTotalHits(true)
            .aggregation(AggregationBuilders.filters(COUNTS, filters));
    return new SearchRequest(catalog.index()).source(source).requestCache(true);
  }
}
