package org.chatrec.catalog.check;

import java.util.List;
import org.opensearch.OpenSearchException;
import org.opensearch.index.query.QueryBuilder;

/** The filter that always holds: a query that the index understands. */
final class AlwaysFilterCheck implements Check {

  private static final String FILTER = "filter";

  @Override
  public List<Finding> of(Examined examined) {
    QueryBuilder filter = examined.catalog().always();
    if (filter == null
        || examined.fresh()
        || !examined.picture().indices().stream().allMatch(IndexShape::open)) {
      return List.of();
    }
    try {
      long found = examined.count().applyAsLong(filter);
      return found > 0
          ? List.of()
          : List.of(Finding.warning(FILTER, "lets no document through at present"));
    } catch (OpenSearchException | IllegalArgumentException e) {
      Throwable cause = org.opensearch.ExceptionsHelper.unwrapCause(e);
      Throwable root = cause.getCause() == null ? cause : cause.getCause();
      return List.of(
          Finding.error(FILTER, "is no query that this index understands: " + root.getMessage()));
    }
  }
}
