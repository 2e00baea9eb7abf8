package org.chatrec.search;

import java.util.List;
import java.util.Map;
import org.opensearch.index.IndexModule;
import org.opensearch.index.mapper.Mapper;
import org.opensearch.plugins.MapperPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.plugins.SearchPlugin;
import org.opensearch.search.fetch.FetchSubPhase;

/** This module as a plugin of its own, with a vector field type and {@link KnownUsers}. */
public final class TestSearchPlugin extends Plugin implements SearchPlugin, MapperPlugin {

  private final SearchExtensions extensions =
      new SearchExtensions(
          KnownUsers::new, TestSearchPlugin::noModels, () -> SearchExtensions.NEWEST_FORMAT);

  private static QuestionEmbedder noModels() {
    throw new IllegalStateException("nothing is embedded here");
  }

  @Override
  public List<QuerySpec<?>> getQueries() {
    return extensions.queries();
  }

  @Override
  public List<RescorerSpec<?>> getRescorers() {
    return extensions.rescorers();
  }

  @Override
  public List<FetchSubPhase> getFetchSubPhases(FetchPhaseConstructionContext context) {
    return extensions.fetchSubPhases();
  }

  @Override
  public List<SearchExtSpec<?>> getSearchExts() {
    return extensions.searchExts();
  }

  @Override
  public void onIndexModule(IndexModule module) {
    extensions.searchListeners().forEach(module::addSearchOperationListener);
  }

  @Override
  public Map<String, Mapper.TypeParser> getMappers() {
    return Map.of(VectorFieldMapper.TYPE, VectorFieldMapper.PARSER);
  }
}
