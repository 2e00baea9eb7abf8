package org.chatrec.search;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.BytesRef;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.index.mapper.FieldMapper;
import org.opensearch.index.mapper.MappedFieldType;
import org.opensearch.index.mapper.Mapper;
import org.opensearch.index.mapper.ParametrizedFieldMapper;
import org.opensearch.index.mapper.ParseContext;
import org.opensearch.index.mapper.TextSearchInfo;
import org.opensearch.index.mapper.ValueFetcher;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.search.lookup.SearchLookup;

/**
 * A stand-in for the k-NN plugin's field type, which cannot be loaded here: the same name and
 * {@code dimension}, and the same two ways in which it stores vectors.
 */
final class VectorFieldMapper extends ParametrizedFieldMapper {

  static final String TYPE = "knn_vector";
  static final Mapper.TypeParser PARSER =
      new ParametrizedFieldMapper.TypeParser((name, context) -> new Builder(name));

  private final int dimension;
  private final boolean indexed;

  private VectorFieldMapper(String name, MappedFieldType type, int dimension, boolean indexed) {
    super(name, type, MultiFields.empty(), CopyTo.empty());
    this.dimension = dimension;
    this.indexed = indexed;
  }

  @Override
  protected void parseCreateField(ParseContext context) throws IOException {
    float[] vector = floats(context.parser());
    if (indexed) {
      context.doc().add(new KnnFloatVectorField(name(), vector, VectorSimilarityFunction.COSINE));
    } else {
      ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
      bytes.asFloatBuffer().put(vector);
      context.doc().add(new BinaryDocValuesField(name(), new BytesRef(bytes.array())));
    }
  }

  @Override
  public boolean parsesArrayValue() {
    return true;
  }

  private static float[] floats(XContentParser parser) throws IOException {
    List<Float> values = new ArrayList<>();
    while (parser.nextToken() != XContentParser.Token.END_ARRAY) {
      values.add(parser.floatValue());
    }
    float[] vector = new float[values.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = values.get(i);
    }
    return vector;
  }

  @Override
  public ParametrizedFieldMapper.Builder getMergeBuilder() {
    return new Builder(simpleName()).init(this);
  }

  @Override
  protected String contentType() {
    return TYPE;
  }

  private static final class Builder extends ParametrizedFieldMapper.Builder {
    private final Parameter<Integer> dimension =
        new Parameter<>(
            "dimension",
            false,
            () -> 0,
            (n, c, o) -> ((Number) o).intValue(),
            m -> of(m).dimension);
    private final Parameter<Boolean> indexed =
        Parameter.boolParam("indexed", false, m -> of(m).indexed, true);

    Builder(String name) {
      super(name);
    }

    private static VectorFieldMapper of(FieldMapper mapper) {
      return (VectorFieldMapper) mapper;
    }

    @Override
    protected List<Parameter<?>> getParameters() {
      return List.of(dimension, indexed);
    }

    @Override
    public VectorFieldMapper build(Mapper.BuilderContext context) {
      VectorFieldType type = new VectorFieldType(buildFullName(context));
      return new VectorFieldMapper(name, type, dimension.getValue(), indexed.getValue());
    }
  }

  private static final class VectorFieldType extends MappedFieldType {

    VectorFieldType(String name) {
      super(name, true, false, true, TextSearchInfo.NONE, Map.of());
    }

    @Override
    public ValueFetcher valueFetcher(
        QueryShardContext context, SearchLookup lookup, String format) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String typeName() {
      return TYPE;
    }

    @Override
    public Query termQuery(Object value, QueryShardContext context) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Query existsQuery(QueryShardContext context) {
      return new FieldExistsQuery(name());
    }
  }
}
