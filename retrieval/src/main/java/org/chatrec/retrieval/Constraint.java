package org.chatrec.retrieval;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.NestedQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.search.sort.FieldSortBuilder;
import org.opensearch.search.sort.NestedSortBuilder;
import org.opensearch.search.sort.SortBuilder;

/**
 * What every item of an answer has to fulfil.
 *
 * @param query matches items
 * @param ruledOut whether it is these that may not be shown, instead of all others
 * @param objects whether it rules out single nested objects, so that an item with others is shown
 * @param softness how early it may be given up where nothing is found: 1 first; 0 never
 * @param field that it is about; null where it is a query of somebody's own
 */
public record Constraint(
    QueryBuilder query, boolean ruledOut, boolean objects, int softness, @Nullable String field) {

  /** Of whole items. */
  public Constraint(QueryBuilder query, boolean ruledOut, int softness, @Nullable String field) {
    this(query, ruledOut, false, softness, field);
  }

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
   * The same, but an item is ruled out only where each of its nested objects is: a shirt that there
   * is in red and in blue is one for who does not want red.
   */
  public Constraint ofObjects() {
    return new Constraint(query, ruledOut, true, softness, field);
  }

  /**
   * Adds all of them to a query. Those on different fields of nested objects have to hold for one
   * object: an item in red and in large is not one in large red.
   */
  public static void addAll(Collection<Constraint> constraints, BoolQueryBuilder all) {
    Map<String, NestedConditions> objects = new LinkedHashMap<>();
    for (Constraint constraint : constraints) {
      if (!constraint.joins(objects)) {
        constraint.addTo(all);
      }
    }
    objects.forEach((path, conditions) -> all.filter(conditions.query(path)));
  }

  /**
   * The order, in which a nested object counts only where the constraints hold for it: the cheapest
   * in size 42 is not the one that is cheap in 40.
   */
  static List<SortBuilder<?>> within(
      Collection<Constraint> constraints, List<SortBuilder<?>> order) {
    Map<String, NestedConditions> objects = new LinkedHashMap<>();
    constraints.forEach(constraint -> constraint.joins(objects));
    return order.stream().<SortBuilder<?>>map(by -> within(objects, by)).toList();
  }

  private static SortBuilder<?> within(Map<String, NestedConditions> objects, SortBuilder<?> by) {
    if (!(by instanceof FieldSortBuilder sort) || sort.getNestedSort() == null) {
      return by;
    }
    String path = sort.getNestedSort().getPath();
    NestedConditions conditions = objects.get(path);
    return conditions == null
        ? by
        : new FieldSortBuilder(sort)
            .setNestedSort(new NestedSortBuilder(path).setFilter(conditions.ofOne()));
  }

  private boolean joins(Map<String, NestedConditions> objects) {
    if (field == null
        || (ruledOut && !this.objects)
        || !(query instanceof NestedQueryBuilder nested)) {
      return false;
    }
    NestedConditions conditions =
        objects.computeIfAbsent(nested.path(), path -> new NestedConditions());
    return ruledOut ? conditions.not(nested.query()) : conditions.add(field, nested.query());
  }

  /** Adds it to a query. */
  public void addTo(BoolQueryBuilder all) {
    Map<String, NestedConditions> alone = new LinkedHashMap<>();
    if (ruledOut && joins(alone)) {
      alone.forEach((path, conditions) -> all.filter(conditions.query(path)));
    } else if (ruledOut) {
      all.mustNot(query);
    } else {
      all.filter(query);
    }
  }
}
