package org.chatrec.catalog.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;

/** Queries that are kept as JSON objects. */
public final class Queries {

  private Queries() {}

  /** A query of an object, which is parsed where the search is run. */
  public static QueryBuilder of(Map<String, Object> query) {
    try (XContentBuilder json = XContentFactory.jsonBuilder().map(query)) {
      return QueryBuilders.wrapperQuery(json.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
