package org.chatrec.catalog.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.opensearch.common.xcontent.LoggingDeprecationHandler;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.index.query.AbstractQueryBuilder;
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

  /**
   * Reads such an object.
   *
   * @param names of all queries that the node knows
   * @throws IllegalArgumentException or ParsingException if it is no query; both are answered with
   *     400
   */
  public static QueryBuilder parse(NamedXContentRegistry names, Map<String, Object> query) {
    try (XContentBuilder json = XContentFactory.jsonBuilder().map(query);
        XContentParser parser =
            JsonXContent.jsonXContent.createParser(
                names,
                LoggingDeprecationHandler.INSTANCE,
                BytesReference.bytes(json).streamInput())) {
      return AbstractQueryBuilder.parseInnerQueryBuilder(parser);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
