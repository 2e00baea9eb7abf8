package org.chatrec.retrieval.pipeline;

import org.jspecify.annotations.Nullable;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.search.pipeline.AbstractProcessor;
import org.opensearch.search.pipeline.PipelineProcessingContext;
import org.opensearch.search.pipeline.StatefulSearchRequestProcessor;

/**
 * The request processor {@code diversify}: has more hits fetched than were asked for, with their
 * vectors, for the response processor of that name to choose among.
 */
public final class DiversifyRequest extends AbstractProcessor
    implements StatefulSearchRequestProcessor {

  /** Where the response processor finds what was asked for. */
  static final String JOB = "chatrec_diversify";

  private final Diversify settings;

  /** Not for use outside this module. */
  public DiversifyRequest(
      @Nullable String tag,
      @Nullable String description,
      boolean ignoreFailure,
      Diversify settings) {
    super(tag, description, ignoreFailure);
    this.settings = settings;
  }

  @Override
  public String getType() {
    return Diversify.TYPE;
  }

  @Override
  public SearchRequest processRequest(SearchRequest request, PipelineProcessingContext context) {
    Diversify.Job job = settings.job(request);
    if (job == null || context.getAttribute(JOB) != null) {
      return request;
    }
    context.setAttribute(JOB, job);
    return request.source(job.candidates(request.source()));
  }
}
