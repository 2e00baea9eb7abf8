package org.chatrec.retrieval.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.search.SearchExtBuilder;
import org.opensearch.search.SearchHits;
import org.opensearch.search.pipeline.AbstractProcessor;
import org.opensearch.search.pipeline.PipelineProcessingContext;
import org.opensearch.search.pipeline.SearchResponseProcessor;

/**
 * The response processor {@code personalize}: says in the answer what the request processor of that
 * name could not do, and which hits stand behind the ranked ones.
 */
public final class PersonalizeResponse extends AbstractProcessor
    implements SearchResponseProcessor {

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
    List<DegradedNote.Remark> remarks = DegradedNote.in(context);
    SearchHits hits = response.getHits();
    BehindWindow.say(hits);
    KnownItems.say(hits, context);
    if (remarks.isEmpty()) {
      return response;
    }
    List<SearchExtBuilder> said =
        new ArrayList<>(response.getInternalResponse().getSearchExtBuilders());
    said.add(new DegradedNote(remarks));
    return Responses.with(response, hits, said);
  }
}
