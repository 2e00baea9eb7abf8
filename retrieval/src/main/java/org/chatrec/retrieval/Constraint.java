package org.chatrec.retrieval;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.search.join.ScoreMode;
import org.jspecify.annotations.Nullable;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.NestedQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.sort.FieldSortBuilder;
import org.opensearch.search.sort.NestedSortBuilder;
import org.opensearch.search.sort.SortBuilder;

/**
 * What every item of an answer has to fulfil.
 *
 * @param query matches items
 * @param ruledOut whether it is these that may not be shown, instead of all others
 * @param softness how early it may be given up where nothing is found: 1 first; 0 never
 * @param field that it is about; null where it is a query of somebody's own
 */
public record Constraint(
    QueryBuilder query, boolean ruledOut, int softness, @Nullable String field) {

  /** Of no certain field. */
  public Constraint(QueryBuilder query, boolean ruledOut, int softness) {
    this(query, ruledOut, softness, null);
  }

  /** Never given up. */
  public static Constraint hard(QueryBuilder query) {
    return new Constraint(query, false, 0);
  }

  /** These are never shown. */
  public static Constraint not(QueryBuilder query) {
    return new Constraint(query, true, 0);
  }

  /**
   * Adds all of them to a query. Those on different fields of nested objects have to hold for one
   * object: an item in red and in large is not one in large red.
   */
  public static void addAll(Collection<Constraint> constraints, BoolQueryBuilder all) {
    Map<String, Map<String, QueryBuilder>> objects = new LinkedHashMap<>();
    for (Constraint constraint : constraints) {
      if (!constraint.joins(objects)) {
        constraint.addTo(all);
      }
    }
    objects.forEach((path, fields) -> all.filter(nested(path, fields.values())));
  }

  /**
   * The order, in which a nested object counts only where the constraints hold for it: the cheapest
   * in size 42 is not the one that is cheap in 40.
   */
  static List<SortBuilder<?>> within(
      Collection<Constraint> constraints, List<SortBuilder<?>> order) {
    Map<String, Map<String, QueryBuilder>> objects = new LinkedHashMap<>();
    constraints.forEach(constraint -> constraint.joins(objects));
    return order.stream().<SortBuilder<?>>map(by -> within(objects, by)).toList();
  }

  private static SortBuilder<?> within(
      Map<String, Map<String, QueryBuilder>> objects, SortBuilder<?> by) {
    if (!(by instanceof FieldSortBuilder sort) || sort.getNestedSort() == null) {
      return by;
    }
    String path = sort.getNestedSort().getPath();
    Map<String, QueryBuilder> fields = objects.getOrDefault(path, Map.of());
    return fields.isEmpty()
        ? by
        : new FieldSortBuilder(sort)
            .setNestedSort(new NestedSortBuilder(path).setFilter(each(fields.values())));
  }

  /** Two on one field may hold for two objects: an item has several genres. */
  private boolean joins(Map<String, Map<String, QueryBuilder>> objects) {
    return !ruledOut
        && field != null
        && query instanceof NestedQueryBuilder nested
        && objects
                .computeIfAbsent(nested.path(), path -> new LinkedHashMap<>())
                .putIfAbsent(field, nested.query())
            == null;
  }

  private static QueryBuilder nested(String path, Collection<QueryBuilder> queries) {
    return QueryBuilders.nestedQuery(path, each(queries), ScoreMode.None);
  }

  private static QueryBuilder each(Collection<QueryBuilder> queries) {
    BoolQueryBuilder each = QueryBuilders.boolQuery();
    queries.forEach(each::filter);
    return each;
  }

  /** Adds it to a query. */
  public void addTo(BoolQueryBuilder all) {
    if (ruledOut) {
      all.mustNot(query);
    } else {
      all.filter(query);
    }
  }
}
