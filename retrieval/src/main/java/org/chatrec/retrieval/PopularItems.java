package org.chatrec.retrieval;

import java.util.function.Supplier;
import org.chatrec.catalog.Catalog;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.common.action.ActionFuture;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.sort.SortBuilders;
import org.opensearch.search.sort.SortOrder;

/**
 * The most popular items within conditions, as a query. Found in the order of the popularity field,
 * and named by how popular they are: for their ids, each of their documents would have to be read.
 */
final class PopularItems {

  /** Loads nothing of a hit. */
  private static final String NOTHING = "_none_";

  private final ItemSearch search;

  PopularItems(ItemSearch search) {
    this.search = search;
  }

  /**
   * What was found.
   *
   * @param query for the items
   * @param allowed how many items fulfil the conditions, as far as they were counted
   */
  record Found(QueryBuilder query, long allowed) {}

  /**
   * Begins to look for at most so many items, and at least half as many where there are; of equal
   * ones, any. Asking for them waits.
   */
  Supplier<Found> begin(Catalog catalog, QueryBuilder conditions, int count, TimeValue timeout) {
    String field = catalog.popularityField();
    if (field == null) {
      return some(catalog, source(conditions, count), timeout);
    }
    SearchSourceBuilder source = byPopularity(source(conditions, count + 1), field);
    ActionFuture<SearchResponse> best = search.begin(catalog, source.storedField(NOTHING));
    return () -> {
      SearchResponse found = best.actionGet(timeout);
      SearchHit[] hits = found.getHits().getHits();
      if (hits.length <= count) {
        return new Found(QueryBuilders.constantScoreQuery(conditions), ItemSearch.total(found));
      }
      Number next = popularity(hits[count]); // of the first that is not among them
      return isBelow(next, popularity(hits[count / 2]))
          ? new Found(above(conditions, field, next), ItemSearch.total(found))
          : some(catalog, byPopularity(source(conditions, count), field), timeout).get();
    };
  }

  private static QueryBuilder above(
      QueryBuilder conditions, String field, @Nullable Number popularity) {
    return QueryBuilders.constantScoreQuery(
        QueryBuilders.boolQuery()
            .filter(conditions)
            .filter(
                popularity == null
                    ? QueryBuilders.existsQuery(field)
                    : QueryBuilders.rangeQuery(field).gt(popularity)));
  }

  private static SearchSourceBuilder source(QueryBuilder conditions, int size) {
    return new SearchSourceBuilder()
        .query(QueryBuilders.constantScoreQuery(conditions))
        .size(size)
        .fetchSource(false);
  }

  private static SearchSourceBuilder byPopularity(SearchSourceBuilder source, String field) {
    return source.sort(
        SortBuilders.fieldSort(field).order(SortOrder.DESC).missing("_last").unmappedType("float"));
  }

  /** Where too many are as popular as one another to be told apart by it: by their ids. */
  private Supplier<Found> some(Catalog catalog, SearchSourceBuilder source, TimeValue timeout) {
    ActionFuture<SearchResponse> some = search.begin(catalog, source);
    return () -> {
      SearchResponse found = some.actionGet(timeout);
      String[] ids = ItemSearch.ids(found).toArray(String[]::new);
      return new Found(QueryBuilders.idsQuery().addIds(ids), ItemSearch.total(found));
    };
  }

  /** What a hit was sorted by; null for what has no popularity. */
  private static @Nullable Number popularity(SearchHit hit) {
    return hit.getSortValues()[0] instanceof Number number
            && Double.isFinite(number.doubleValue())
            && number.longValue() != Long.MIN_VALUE
        ? number
        : null;
  }

  private static boolean isBelow(@Nullable Number next, @Nullable Number other) {
    return other != null && (next == null || next.doubleValue() < other.doubleValue());
  }
}
