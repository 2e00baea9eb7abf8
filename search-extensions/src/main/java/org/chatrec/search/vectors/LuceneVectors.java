package org.chatrec.search.vectors;

import java.util.List;
import java.util.Map;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Setting.Property;
import org.opensearch.index.mapper.Mapper;
import org.opensearch.plugins.SearchPlugin.QuerySpec;

/**
 * What a node without the k-NN plugin lacks, for this plugin to offer in its place. Only the engine
 * {@code lucene} is there, with its default graph. An index made so is one that k-NN can go on
 * with.
 */
public final class LuceneVectors {

  /** Says in k-NN that an index has vectors; here it is taken and changes nothing. */
  private static final Setting<Boolean> KNN =
      Setting.boolSetting("index.knn", false, Property.IndexScope);

  /** Here vectors stay in {@code _source} always: the value that catalogues are made with. */
  private static final Setting<Boolean> DERIVED_SOURCE =
      Setting.boolSetting(
          "index.knn.derived_source.enabled", false, Property.IndexScope, Property.Final);

  private LuceneVectors() {}

  /** The field type, by its name. */
  public static Map<String, Mapper.TypeParser> mappers() {
    return Map.of(LuceneVectorFieldMapper.TYPE, LuceneVectorFieldMapper.PARSER);
  }

  /** The query. */
  public static List<QuerySpec<?>> queries() {
    return List.of(
        new QuerySpec<>(KnnQueryBuilder.NAME, KnnQueryBuilder::new, KnnQueryBuilder::parse));
  }

  /** Settings of an index that k-NN would have brought. */
  public static List<Setting<?>> settings() {
    return List.of(KNN, DERIVED_SOURCE);
  }
}
