package org.chatrec.catalog.check;

import java.util.List;
import java.util.Map;
import org.chatrec.catalog.support.Queries;
import org.opensearch.ExceptionsHelper;
import org.opensearch.OpenSearchException;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.index.query.QueryBuilder;

/**
 * The filter that always holds: a query that this node knows, and, where there is an index to ask,
 * one that its fields can answer.
 */
final class AlwaysFilterCheck implements Check {

  private static final String FILTER = "filter";

  private final NamedXContentRegistry names;

  /**
   * @param names of all queries that the node knows
   */
  AlwaysFilterCheck(NamedXContentRegistry names) {
    this.names = names;
  }

  @Override
  public List<Finding> of(Examined examined) {
    Map<String, Object> filter = examined.catalog().filter();
    if (filter == null) {
      return List.of();
    }
    try {
      QueryBuilder query = Queries.parse(names, filter);
      return examined.isCountable() && examined.count().applyAsLong(query) == 0
          ? List.of(Finding.warning(FILTER, "lets no document through at present"))
          : List.of();
    } catch (OpenSearchException | IllegalArgumentException e) {
      Throwable cause = ExceptionsHelper.unwrapCause(e);
      Throwable root = cause.getCause() == null ? cause : cause.getCause();
      return List.of(
          Finding.error(FILTER, "is no query that this index understands: " + root.getMessage()));
    }
  }
}
