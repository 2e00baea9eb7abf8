package org.chatrec.search;

import java.io.IOException;
import java.util.Map;
import org.chatrec.ranking.query.InterestSimilarity;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.xcontent.MediaTypeRegistry;
import org.opensearch.core.xcontent.ToXContent;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.mapper.MappedFieldType;
import org.opensearch.index.mapper.Mapper;
import org.opensearch.index.query.QueryShardContext;

/**
 * What the mapping says about a vector field. It is read as JSON, because the classes behind it
 * belong to the k-NN plugin, which this one does not link to.
 */
final class VectorFields {

  private static final String TYPE = "knn_vector";

  private VectorFields() {}

  /**
   * Likeness to the vectors in the field of the shard's index. A field that is not mapped has no
   * vectors, and in an index where the interests do not count no document has one.
   *
   * @throws IllegalArgumentException if the field is of another type or dimension
   */
  static InterestSimilarity similarity(
      QueryShardContext context, String field, InterestVectors vectors, float missing)
      throws IOException {
    MappedFieldType type = context.fieldMapper(field);
    InterestVectors counting = vectors.in(context);
    if (type != null) {
      check(context, field, type, counting.dimension());
    }
    return new InterestSimilarity(
        type == null ? field : type.name(),
        counting.unitVectors(),
        counting.weights(),
        counting.unitNegatives(),
        missing);
  }

  private static void check(
      QueryShardContext context, String field, MappedFieldType type, int dimension)
      throws IOException {
    if (!type.typeName().equals(TYPE)) {
      throw new IllegalArgumentException(
          "field [" + field + "] must be of type [" + TYPE + "] but is [" + type.typeName() + "]");
    }
    Map<?, ?> settings = settings(context, type);
    if ("binary".equalsIgnoreCase(String.valueOf(settings.get("data_type")))) {
      throw new IllegalArgumentException(
          "field ["
              + field
              + "] holds binary vectors; [interest] compares vectors of data_type [float] or"
              + " [byte]");
    }
    // the mapping does not say where the dimension comes from a model
    Integer mapped = settings.get("dimension") instanceof Integer known ? known : null;
    if (mapped != null && dimension != 0 && mapped != dimension) {
      throw new IllegalArgumentException(
          "field ["
              + field
              + "] holds vectors of dimension "
              + mapped
              + " but the interests have dimension "
              + dimension);
    }
  }

  private static Map<?, ?> settings(QueryShardContext context, MappedFieldType type)
      throws IOException {
    Mapper mapper = context.getMapperService().documentMapper().mappers().getMapper(type.name());
    if (mapper == null) {
      return Map.of();
    }
    XContentBuilder json = MediaTypeRegistry.JSON.contentBuilder().startObject();
    mapper.toXContent(json, ToXContent.EMPTY_PARAMS).endObject();
    Map<String, Object> map =
        XContentHelper.convertToMap(BytesReference.bytes(json), false, XContentType.JSON).v2();
    return map.get(mapper.simpleName()) instanceof Map<?, ?> settings ? settings : Map.of();
  }
}
