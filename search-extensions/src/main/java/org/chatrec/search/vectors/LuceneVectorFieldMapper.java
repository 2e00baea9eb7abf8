package org.chatrec.search.vectors;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.document.KnnFloatVectorField;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.index.mapper.FieldMapper;
import org.opensearch.index.mapper.Mapper;
import org.opensearch.index.mapper.ParametrizedFieldMapper;
import org.opensearch.index.mapper.ParseContext;

/**
 * Vectors of floats in Lucene's own format, with the graph that its codec makes by default. The
 * parameters are k-NN's; what only k-NN can do is refused when the field is mapped.
 */
final class LuceneVectorFieldMapper extends ParametrizedFieldMapper {

  static final String TYPE = "knn_vector";
  static final Mapper.TypeParser PARSER = new TypeParser((name, context) -> new Builder(name));

  /** Of Lucene's default codec, which is what an index has without k-NN. */
  static final int MOST_DIMENSIONS = KnnVectorsFormat.DEFAULT_MAX_DIMENSIONS;

  private final Builder settings;
  private final VectorSpace space;

  private LuceneVectorFieldMapper(LuceneVectorFieldType type, Builder settings, VectorSpace space) {
    super(settings.name(), type, MultiFields.empty(), CopyTo.empty());
    this.settings = settings;
    this.space = space;
  }

  /** The values of the mapping, from which a merge begins. */
  Builder settings() {
    return settings;
  }

  @Override
  public LuceneVectorFieldType fieldType() {
    return (LuceneVectorFieldType) super.fieldType();
  }

  @Override
  public boolean parsesArrayValue() {
    return true;
  }

  @Override
  protected void parseCreateField(ParseContext context) throws IOException {
    if (context.parser().currentToken() == XContentParser.Token.VALUE_NULL) {
      return;
    }
    if (context.doc().getField(name()) != null) {
      throw new IllegalArgumentException("a document has one vector in [" + name() + "]");
    }
    float[] vector =
        Vectors.parse(context.parser(), name(), fieldType().dimension(), space.function());
    context.doc().add(new KnnFloatVectorField(name(), vector, space.function()));
  }

  @Override
  public ParametrizedFieldMapper.Builder getMergeBuilder() {
    return new Builder(simpleName()).init(this);
  }

  @Override
  protected String contentType() {
    return TYPE;
  }

  /** The parameters of a mapping. */
  static final class Builder extends ParametrizedFieldMapper.Builder {
    private final Parameter<Integer> dimension =
        new Parameter<>(
            "dimension",
            false,
            () -> 0,
            (name, context, value) -> Vectors.dimension(name, value),
            mapper -> of(mapper).dimension.getValue());
    private final Parameter<String> dataType =
        Parameter.stringParam(
            "data_type", false, mapper -> of(mapper).dataType.getValue(), "float");
    private final Parameter<@Nullable String> spaceType =
        Parameter.stringParam(
            "space_type", false, mapper -> of(mapper).spaceType.getValue(), (String) null);
    private final Parameter<Map<String, Object>> method =
        new Parameter<>(
            "method",
            false,
            Map::of,
            (name, context, value) -> VectorMethod.checked(name, value),
            mapper -> of(mapper).method.getValue());
    private final Parameter<Map<String, String>> meta = Parameter.metaParam();

    Builder(String name) {
      super(name);
    }

    private static Builder of(FieldMapper mapper) {
      return ((LuceneVectorFieldMapper) mapper).settings();
    }

    @Override
    protected List<Parameter<?>> getParameters() {
      return List.of(dimension, dataType, spaceType, method, meta);
    }

    @Override
    public LuceneVectorFieldMapper build(Mapper.BuilderContext context) {
      String field = buildFullName(context);
      if (dimension.getValue() == 0) {
        throw new IllegalArgumentException("[dimension] of field [" + field + "] is missing");
      }
      if (!dataType.getValue().equals("float")) {
        throw new IllegalArgumentException(
            "[data_type] of field ["
                + field
                + "] must be [float] without the k-NN plugin, but was ["
                + dataType.getValue()
                + "]");
      }
      VectorSpace space = VectorMethod.space(field, method.getValue(), spaceType.getValue());
      return new LuceneVectorFieldMapper(
          new LuceneVectorFieldType(field, meta.getValue(), dimension.getValue()), this, space);
    }
  }
}
