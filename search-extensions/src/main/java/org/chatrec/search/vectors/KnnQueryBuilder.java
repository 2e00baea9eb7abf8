package org.chatrec.search.vectors;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.chatrec.catalog.support.Checks;
import org.chatrec.search.Knn;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.ParseField;
import org.opensearch.core.common.ParsingException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.ConstructingObjectParser;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.index.mapper.MappedFieldType;
import org.opensearch.index.query.AbstractQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryRewriteContext;
import org.opensearch.index.query.QueryShardContext;

/**
 * The query {@code knn} of a node without the k-NN plugin: {@code {"knn":{field:{"vector","k",
 * "filter","ignore_unmapped"}}}}, as k-NN's own. Lucene searches its graph, or compares exactly
 * where the filter leaves little ({@link KnnFloatVectorQuery}).
 */
final class KnnQueryBuilder extends AbstractQueryBuilder<KnnQueryBuilder> {

  static final String NAME = "knn";

  private static final ParseField VECTOR = new ParseField("vector");
  private static final ParseField K = new ParseField("k");
  private static final ParseField FILTER = new ParseField("filter");
  private static final ParseField IGNORE_UNMAPPED = new ParseField("ignore_unmapped");

  private static final ConstructingObjectParser<KnnQueryBuilder, String> BODY = body();

  private final String field;
  private final float[] vector;
  private final int k;
  private final @Nullable QueryBuilder filter;
  private final boolean ignoreUnmapped;

  /**
   * Asks for the nearest documents.
   *
   * @param k how many, on each shard
   * @param filter what they must fulfil, or null
   * @param ignoreUnmapped whether an index without the field has none, or refuses
   */
  KnnQueryBuilder(
      String field, float[] vector, int k, @Nullable QueryBuilder filter, boolean ignoreUnmapped) {
    this.field = Checks.present("field", field);
    this.vector = vector.clone();
    this.k = Checks.between("k", k, 1, Knn.MOST);
    this.filter = filter;
    this.ignoreUnmapped = ignoreUnmapped;
  }

  KnnQueryBuilder(StreamInput in) throws IOException {
    super(in);
    field = in.readString();
    vector = in.readFloatArray();
    k = in.readVInt();
    filter = in.readOptionalNamedWriteable(QueryBuilder.class);
    ignoreUnmapped = in.readBoolean();
  }

  @Override
  protected void doWriteTo(StreamOutput out) throws IOException {
    out.writeString(field);
    out.writeFloatArray(vector);
    out.writeVInt(k);
    out.writeOptionalNamedWriteable(filter);
    out.writeBoolean(ignoreUnmapped);
  }

  private static ConstructingObjectParser<KnnQueryBuilder, String> body() {
    ConstructingObjectParser<KnnQueryBuilder, String> parser =
        new ConstructingObjectParser<>(
            NAME,
            false,
            (args, field) ->
                new KnnQueryBuilder(
                    field,
                    floats((List<?>) args[0]),
                    (int) args[1],
                    (QueryBuilder) args[2],
                    args[3] != null && (boolean) args[3]));
    parser.declareFloatArray(ConstructingObjectParser.constructorArg(), VECTOR);
    parser.declareInt(ConstructingObjectParser.constructorArg(), K);
    parser.declareObject(
        ConstructingObjectParser.optionalConstructorArg(),
        (p, field) -> parseInnerQueryBuilder(p),
        FILTER);
    parser.declareBoolean(ConstructingObjectParser.optionalConstructorArg(), IGNORE_UNMAPPED);
    parser.declareFloat(KnnQueryBuilder::boost, BOOST_FIELD);
    parser.declareString(KnnQueryBuilder::queryName, NAME_FIELD);
    return parser;
  }

  private static float[] floats(List<?> numbers) {
    float[] floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = ((Number) numbers.get(i)).floatValue();
    }
    return floats;
  }

  static KnnQueryBuilder parse(XContentParser parser) throws IOException {
    if (parser.nextToken() != XContentParser.Token.FIELD_NAME) {
      throw new ParsingException(parser.getTokenLocation(), "[knn] names one field");
    }
    String field = parser.currentName();
    parser.nextToken();
    KnnQueryBuilder query = BODY.parse(parser, field);
    if (parser.nextToken() != XContentParser.Token.END_OBJECT) {
      throw new ParsingException(parser.getTokenLocation(), "[knn] names one field");
    }
    return query;
  }

  @Override
  protected void doXContent(XContentBuilder builder, Params params) throws IOException {
    builder.startObject(NAME).startObject(field);
    builder.array(VECTOR.getPreferredName(), vector).field(K.getPreferredName(), k);
    if (filter != null) {
      builder.field(FILTER.getPreferredName(), filter, params);
    }
    if (ignoreUnmapped) {
      builder.field(IGNORE_UNMAPPED.getPreferredName(), true);
    }
    printBoostAndQueryName(builder);
    builder.endObject().endObject();
  }

  @Override
  protected QueryBuilder doRewrite(QueryRewriteContext context) throws IOException {
    QueryBuilder rewritten = filter == null ? null : filter.rewrite(context);
    return rewritten == filter
        ? this
        : new KnnQueryBuilder(field, vector, k, rewritten, ignoreUnmapped);
  }

  @Override
  protected Query doToQuery(QueryShardContext context) throws IOException {
    MappedFieldType type = context.fieldMapper(field);
    if (type == null && ignoreUnmapped) {
      return new MatchNoDocsQuery("[knn] ignores that field [" + field + "] is not mapped");
    }
    if (!(type instanceof LuceneVectorFieldType vectors)) {
      throw new IllegalArgumentException(
          "[knn] needs a field of type ["
              + LuceneVectorFieldMapper.TYPE
              + "]; ["
              + field
              + "] is "
              + (type == null ? "not mapped" : "of type [" + type.typeName() + "]"));
    }
    if (vector.length != vectors.dimension()) {
      throw Vectors.wrongDimension(field, vectors.dimension(), vector.length);
    }
    return new KnnFloatVectorQuery(
        vectors.name(), vector, k, filter == null ? null : filter.toQuery(context));
  }

  @Override
  protected boolean doEquals(KnnQueryBuilder other) {
    return field.equals(other.field)
        && Arrays.equals(vector, other.vector)
        && k == other.k
        && Objects.equals(filter, other.filter)
        && ignoreUnmapped == other.ignoreUnmapped;
  }

  @Override
  protected int doHashCode() {
    return Objects.hash(field, Arrays.hashCode(vector), k, filter, ignoreUnmapped);
  }

  @Override
  public String getWriteableName() {
    return NAME;
  }
}
