package org.chatrec.search.vectors;

import java.util.Map;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;
import org.opensearch.index.mapper.MappedFieldType;
import org.opensearch.index.mapper.SourceValueFetcher;
import org.opensearch.index.mapper.TextSearchInfo;
import org.opensearch.index.mapper.ValueFetcher;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.search.lookup.SearchLookup;

/** A field of vectors: it can be searched by {@code knn} and {@code exists}, and fetched. */
final class LuceneVectorFieldType extends MappedFieldType {

  private final int dimension;

  LuceneVectorFieldType(String name, Map<String, String> meta, int dimension) {
    super(name, true, false, false, TextSearchInfo.NONE, meta);
    this.dimension = dimension;
  }

  int dimension() {
    return dimension;
  }

  @Override
  public String typeName() {
    return LuceneVectorFieldMapper.TYPE;
  }

  @Override
  public ValueFetcher valueFetcher(
      QueryShardContext context, SearchLookup lookup, @Nullable String format) {
    if (format != null) {
      throw new IllegalArgumentException("field [" + name() + "] has no formats");
    }
    return new SourceValueFetcher(name(), context) {
      @Override
      protected Object parseSourceValue(Object value) {
        return value;
      }
    };
  }

  @Override
  public Query termQuery(Object value, @Nullable QueryShardContext context) {
    throw new IllegalArgumentException(
        "field [" + name() + "] holds vectors; ask for the nearest by the query [knn]");
  }

  @Override
  public Query existsQuery(QueryShardContext context) {
    return new FieldExistsQuery(name());
  }
}
