package org.chatrec.retrieval;

import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;

/**
 * What every item of an answer has to fulfil.
 *
 * @param query matches items
 * @param ruledOut whether it is these that may not be shown, instead of all others
 * @param softness how early it may be given up where nothing is found: 1 first; 0 never
 */
public record Constraint(QueryBuilder query, boolean ruledOut, int softness) {

  /** Never given up. */
  public static Constraint hard(QueryBuilder query) {
    return new Constraint(query, false, 0);
  }

  /** These are never shown. */
  public static Constraint not(QueryBuilder query) {
    return new Constraint(query, true, 0);
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
