package org.chatrec.retrieval.pipeline;

import java.util.stream.IntStream;
import org.chatrec.search.VectorFetchSubPhase;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.core.action.ActionListener;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.pipeline.AbstractProcessor;
import org.opensearch.search.pipeline.PipelineProcessingContext;
import org.opensearch.search.pipeline.SearchPipelineService;
import org.opensearch.search.pipeline.SearchResponseProcessor;
import org.opensearch.transport.client.Client;

/**
 * The response processor {@code diversify}: shows, out of more candidates, hits that are relevant
 * and unlike each other. Totals, aggregations and scores stay as they are. In a pipeline without
 * the request processor of that name it has to search for the candidates itself, as the caller.
 */
public final class DiversifyResponse extends AbstractProcessor implements SearchResponseProcessor {

  private final Diversify settings;
  private final Client client;

  /** Not for use outside this module. */
  public DiversifyResponse(
      @Nullable String tag,
      @Nullable String description,
      boolean ignoreFailure,
      Diversify settings,
      Client client) {
    super(tag, description, ignoreFailure);
    this.settings = settings;
    this.client = client;
  }

  @Override
  public String getType() {
    return Diversify.TYPE;
  }

  /** The server calls the asynchronous form. */
  @Override
  public SearchResponse processResponse(SearchRequest request, SearchResponse response) {
    throw new UnsupportedOperationException("candidates may have to be searched for");
  }

  @Override
  public void processResponseAsync(
      SearchRequest request,
      SearchResponse response,
      PipelineProcessingContext context,
      ActionListener<SearchResponse> listener) {
    if (context.getAttribute(DiversifyRequest.JOB) instanceof Diversify.Job asked) {
      ActionListener.completeWith(listener, () -> choose(response, asked));
      return;
    }
    Diversify.Job job = settings.job(request);
    if (job == null || response.getHits().getHits().length == 0) {
      listener.onResponse(response);
    } else {
      client.search(wider(request, job), ActionListener.map(listener, found -> choose(found, job)));
    }
  }

  private static SearchRequest wider(SearchRequest request, Diversify.Job job) {
    SearchSourceBuilder source = job.candidates(request.source());
    source.searchPipelineSource(null).verbosePipeline(false);
    return new SearchRequest(request)
        .source(source)
        .pipeline(SearchPipelineService.NOOP_PIPELINE_ID);
  }

  private static SearchResponse choose(SearchResponse response, Diversify.Job job) {
    SearchHit[] hits = response.getHits().getHits();
    int pool = Math.min(hits.length, job.pool());
    float[][] vectors = new float[pool][];
    double[] scores = new double[pool];
    for (int i = 0; i < hits.length; i++) {
      float[] vector = VectorFetchSubPhase.take(hits[i]);
      if (i < pool) {
        vectors[i] = vector;
        scores[i] = hits[i].getScore();
      }
    }
    int last = Math.min(hits.length, job.from() + job.shown());
    int[] varied = Varied.order(vectors, scores, Math.min(last, pool), job.lambda());
    SearchHit[] shown =
        IntStream.range(Math.min(job.from(), last), last)
            .mapToObj(place -> hits[place < varied.length ? varied[place] : place])
            .toArray(SearchHit[]::new);
    return Responses.withHits(response, shown);
  }
}
