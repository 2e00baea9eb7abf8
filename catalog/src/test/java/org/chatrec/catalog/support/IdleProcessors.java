package org.chatrec.catalog.support;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.ingest.IngestDocument;
import org.opensearch.plugins.IngestPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.plugins.SearchPipelinePlugin;
import org.opensearch.search.pipeline.SearchRequestProcessor;
import org.opensearch.search.pipeline.SearchResponseProcessor;

/** The processors of a catalogue's pipelines by name; they take any options and do nothing. */
public class IdleProcessors extends Plugin implements IngestPlugin, SearchPipelinePlugin {

  @Override
  public Map<String, org.opensearch.ingest.Processor.Factory> getProcessors(
      org.opensearch.ingest.Processor.Parameters parameters) {
    return Stream.of("item_embedding", "pipeline", "own")
        .collect(
            Collectors.toMap(
                Function.identity(),
                type ->
                    (factories, tag, description, config) -> {
                      config.clear();
                      return new IdleIngest(type);
                    }));
  }

  @Override
  public Map<String, org.opensearch.search.pipeline.Processor.Factory<SearchRequestProcessor>>
      getRequestProcessors(SearchPipelinePlugin.Parameters parameters) {
    return Map.of("personalize", search("personalize"), "diversify", search("diversify"));
  }

  @Override
  public Map<String, org.opensearch.search.pipeline.Processor.Factory<SearchResponseProcessor>>
      getResponseProcessors(SearchPipelinePlugin.Parameters parameters) {
    return Map.of("personalize", search("personalize"), "diversify", search("diversify"));
  }

  @SuppressWarnings("unchecked") // an idle one stands before and after a search
  private static <P extends org.opensearch.search.pipeline.Processor>
      org.opensearch.search.pipeline.Processor.Factory<P> search(String type) {
    return (factories, tag, description, ignoreFailure, config, context) -> {
      config.clear();
      return (P) new IdleSearch(type);
    };
  }

  /** The definition of an ingest pipeline with these processors. */
  public static Map<String, Object> pipeline(Map<?, ?>... processors) {
    return Map.of("processors", List.of(processors));
  }

  private static final class IdleIngest extends org.opensearch.ingest.AbstractProcessor {

    private final String type;

    private IdleIngest(String type) {
      super(null, null);
      this.type = type;
    }

    @Override
    public String getType() {
      return type;
    }

    @Override
    public IngestDocument execute(IngestDocument document) {
      return document;
    }
  }

  private static final class IdleSearch extends org.opensearch.search.pipeline.AbstractProcessor
      implements SearchRequestProcessor, SearchResponseProcessor {

    private final String type;

    private IdleSearch(String type) {
      super(null, null, false);
      this.type = type;
    }

    @Override
    public String getType() {
      return type;
    }

    @Override
    public SearchRequest processRequest(SearchRequest request) {
      return request;
    }

    @Override
    public SearchResponse processResponse(SearchRequest request, SearchResponse response) {
      return response;
    }
  }
}
