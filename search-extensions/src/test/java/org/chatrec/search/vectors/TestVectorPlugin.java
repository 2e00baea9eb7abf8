package org.chatrec.search.vectors;

import java.util.List;
import java.util.Map;
import org.opensearch.common.settings.Setting;
import org.opensearch.index.mapper.Mapper;
import org.opensearch.plugins.MapperPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.plugins.SearchPlugin;

/** {@link LuceneVectors} as a plugin of its own. */
public final class TestVectorPlugin extends Plugin implements SearchPlugin, MapperPlugin {

  @Override
  public List<QuerySpec<?>> getQueries() {
    return LuceneVectors.queries();
  }

  @Override
  public Map<String, Mapper.TypeParser> getMappers() {
    return LuceneVectors.mappers();
  }

  @Override
  public List<Setting<?>> getSettings() {
    return LuceneVectors.settings();
  }
}
