package org.chatrec.catalog.check;

import java.util.List;
import org.opensearch.index.query.QueryBuilders;

/** Documents that were there before the catalogue was have no vectors until they are embedded. */
final class UnembeddedCheck implements Check {

  @Override
  public List<Finding> of(Examined examined) {
    String field = examined.catalog().vectorField();
    if (!examined.isCountable()
        || !examined.picture().indices().stream().allMatch(index -> index.has(field))) {
      return List.of();
    }
    long without =
        examined
            .count()
            .applyAsLong(QueryBuilders.boolQuery().mustNot(QueryBuilders.existsQuery(field)));
    return without == 0
        ? List.of()
        : List.of(
            Finding.warning(
                "vector_field",
                without
                    + " documents have no vector in ["
                    + field
                    + "]; they are found by words alone",
                Call.of(examined.catalog().name(), "_embed_missing?wait_for_completion=true")));
  }
}
