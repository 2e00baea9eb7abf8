package org.chatrec.retrieval.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.search.SearchExtBuilder;
import org.opensearch.search.pipeline.AbstractProcessor;
import org.opensearch.search.pipeline.PipelineProcessingContext;
import org.opensearch.search.pipeline.SearchResponseProcessor;

/**
 * The response processor {@code personalize}: says in the answer what the request processor of that
 * name could not do. An answer that is what was asked for passes through untouched.
 */
public final class PersonalizeResponse extends AbstractProcessor
    implements SearchResponseProcessor {

  /** Where the request processor leaves its note. */
  static final String NOTE = "chatrec_degraded";

  /** Not for use outside this module. */
  public PersonalizeResponse(
      @Nullable String tag, @Nullable String description, boolean ignoreFailure) {
    super(tag, description, ignoreFailure);
  }

  @Override
  public String getType() {
    return PersonalizeProcessor.TYPE;
  }

  @Override
  public SearchResponse processResponse(SearchRequest request, SearchResponse response) {
    return response;
  }

  @Override
  public SearchResponse processResponse(
      SearchRequest request, SearchResponse response, PipelineProcessingContext context) {
    if (!(context.getAttribute(NOTE) instanceof DegradedNote note)) {
      return response;
    }
    List<SearchExtBuilder> said =
        new ArrayList<>(response.getInternalResponse().getSearchExtBuilders());
    said.add(note);
    return Responses.with(response, response.getHits(), said);
  }
}
