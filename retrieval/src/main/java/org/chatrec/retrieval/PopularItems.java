package org.chatrec.retrieval;

import org.chatrec.catalog.Catalog;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.search.SearchResponse;
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

  /** At most so many items, and at least half as many where there are; of equal ones, any. */
  Found find(Catalog catalog, QueryBuilder conditions, int count, TimeValue timeout) {
    String field = catalog.popularityField();
    if (field == null) {
      return some(catalog, source(conditions, count), timeout);
    }
    SearchSourceBuilder source = byPopularity(source(conditions, count + 1), field);
    SearchResponse best = search.run(catalog, source.storedField(NOTHING), timeout);
    SearchHit[] hits = best.getHits().getHits();
    if (hits.length <= count) {
      return new Found(QueryBuilders.constantScoreQuery(conditions), ItemSearch.total(best));
    }
    Number next = popularity(hits[count]); // of the first that is not among them
    if (!isBelow(next, popularity(hits[count / 2]))) {
      return some(catalog, byPopularity(source(conditions, count), field), timeout);
    }
    QueryBuilder above =
        QueryBuilders.boolQuery()
            .filter(conditions)
            .filter(
                next == null
                    ? QueryBuilders.existsQuery(field)
                    : QueryBuilders.rangeQuery(field).gt(next));
    return new Found(QueryBuilders.constantScoreQuery(above), ItemSearch.total(best));
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
  private Found some(Catalog catalog, SearchSourceBuilder source, TimeValue timeout) {
    SearchResponse found = search.run(catalog, source, timeout);
    String[] ids = ItemSearch.ids(found).toArray(String[]::new);
    return new Found(QueryBuilders.idsQuery().addIds(ids), ItemSearch.total(found));
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
