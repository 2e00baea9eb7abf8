package org.chatrec.rest.chat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.core.xcontent.ToXContent;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.WrapperQueryBuilder;

/** The k-NN plugin's query, by its JSON: that plugin's classes belong to another class loader. */
public final class Knn {

  private Knn() {}

  /**
   * The nearest neighbours of a vector.
   *
   * @param k how many per shard
   * @param filters what they must match
   */
  public static QueryBuilder query(
      String field, List<Float> vector, int k, BoolQueryBuilder filters) {
    try (XContentBuilder json = XContentFactory.jsonBuilder()) {
      json.startObject().startObject("knn").startObject(field);
      json.field("vector", vector).field("k", k);
      if (filters.hasClauses()) {
        json.field("filter");
        filters.toXContent(json, ToXContent.EMPTY_PARAMS);
      }
      json.endObject().endObject().endObject();
      return new WrapperQueryBuilder(json.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
