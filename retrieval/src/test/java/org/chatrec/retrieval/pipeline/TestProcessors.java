package org.chatrec.retrieval.pipeline;

import java.util.List;
import java.util.Map;
import org.chatrec.search.InterestResolver;
import org.chatrec.search.TestUsers;
import org.opensearch.plugins.Plugin;
import org.opensearch.plugins.SearchPipelinePlugin;
import org.opensearch.plugins.SearchPlugin;
import org.opensearch.search.pipeline.Processor;
import org.opensearch.search.pipeline.SearchRequestProcessor;
import org.opensearch.search.pipeline.SearchResponseProcessor;

/** The processors of this module as a plugin, with {@link TestUsers} and without models. */
public final class TestProcessors extends Plugin implements SearchPipelinePlugin, SearchPlugin {

  private static final InterestResolver USERS = TestUsers.known();

  private final SearchProcessors processors =
      new SearchProcessors(
          () -> USERS,
          () -> {
            throw new IllegalStateException("nothing is embedded here");
          });

  @Override
  public Map<String, Processor.Factory<SearchRequestProcessor>> getRequestProcessors(
      Parameters parameters) {
    return processors.requests(parameters.client);
  }

  @Override
  public Map<String, Processor.Factory<SearchResponseProcessor>> getResponseProcessors(
      Parameters parameters) {
    return processors.responses(parameters.client);
  }

  @Override
  public List<SearchExtSpec<?>> getSearchExts() {
    return processors.exts();
  }
}
