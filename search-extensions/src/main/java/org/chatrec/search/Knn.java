package org.chatrec.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.core.xcontent.ToXContent;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.WrapperQueryBuilder;

/** The k-NN plugin's query, by its JSON: that plugin's classes belong to another class loader. */
public final class Knn {

  /** Most neighbours that the k-NN plugin takes. */
  public static final int MOST = 10_000;

  private Knn() {}

  /**
   * The documents nearest to a vector, found through the field's own index structure. Whoever
   * rewrites it replaces it by the k-NN plugin's own query.
   *
   * @param k how many, on each shard
   * @param filter what they must fulfil, or null
   */
  public static QueryBuilder query(
      String field, float[] vector, int k, @Nullable QueryBuilder filter) {
    return query(field, vector, k, filter, false);
  }

  /** The same as candidates beside others: an index without the field has none. */
  public static QueryBuilder candidates(
      String field, float[] vector, int k, @Nullable QueryBuilder filter) {
    return query(field, vector, k, filter, true);
  }

  private static QueryBuilder query(
      String field, float[] vector, int k, @Nullable QueryBuilder filter, boolean ignoreUnmapped) {
    try (XContentBuilder json = XContentFactory.jsonBuilder()) {
      json.startObject().startObject("knn").startObject(field);
      json.array("vector", vector).field("k", k);
      if (filter != null) {
        json.field("filter");
        filter.toXContent(json, ToXContent.EMPTY_PARAMS);
      }
      if (ignoreUnmapped) {
        json.field("ignore_unmapped", true);
      }
      json.endObject().endObject().endObject();
      return new WrapperQueryBuilder(json.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
