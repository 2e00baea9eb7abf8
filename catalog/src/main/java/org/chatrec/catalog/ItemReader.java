package org.chatrec.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatrec.catalog.support.CallerClient;
import org.jspecify.annotations.Nullable;
import org.opensearch.ExceptionsHelper;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.RoutingMissingException;
import org.opensearch.action.get.MultiGetAction;
import org.opensearch.action.get.MultiGetItemResponse;
import org.opensearch.action.get.MultiGetRequest;
import org.opensearch.action.get.MultiGetResponse;
import org.opensearch.action.search.SearchAction;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.IndexNotFoundException;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.indices.IndexClosedException;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.fetch.subphase.FetchSourceContext;
import org.opensearch.search.pipeline.SearchPipelineService;

/** Reads items by id, in requests of bounded size. */
public final class ItemReader {

  /** A few megabytes of vectors an answer. */
  private static final int CHUNK = 500;

  /** Runs a multi-get and waits for its answer. */
  @FunctionalInterface
  public interface MultiGet {
    MultiGetResponse call(MultiGetRequest request);
  }

  /** Runs a search and waits for its answer. */
  @FunctionalInterface
  public interface Search {
    SearchResponse call(SearchRequest request);
  }

  private final MultiGet multiGet;
  private final @Nullable Search search;

  /** For what is read from one index, where every item is found by its id. */
  public ItemReader(MultiGet multiGet) {
    this(multiGet, null);
  }

  /**
   * For any index: what a get cannot reach, because the name stands for several indices or because
   * items are routed, is searched for by id.
   */
  public ItemReader(MultiGet multiGet, @Nullable Search search) {
    this.multiGet = multiGet;
    this.search = search;
  }

  /** Reads as whoever asks. */
  public static ItemReader of(CallerClient caller) {
    return new ItemReader(
        request -> caller.call(MultiGetAction.INSTANCE, request),
        request -> caller.call(SearchAction.INSTANCE, request));
  }

  /**
   * The given fields of those items that exist, by id.
   *
   * @throws OpenSearchStatusException if an item can neither be read nor be said not to exist
   */
  public Map<String, Map<String, Object>> sources(
      String index, Collection<String> ids, Collection<String> fields) {
    return sources(
        index, ids, new FetchSourceContext(true, fields.toArray(String[]::new), new String[0]));
  }

  /** Which of these items exist. */
  public Set<String> existing(String index, Collection<String> ids) {
    return sources(index, ids, FetchSourceContext.DO_NOT_FETCH_SOURCE).keySet();
  }

  private Map<String, Map<String, Object>> sources(
      String index, Collection<String> ids, FetchSourceContext only) {
    Map<String, Map<String, Object>> sources = new HashMap<>();
    List<String> all = List.copyOf(ids);
    for (int from = 0; from < all.size(); from += CHUNK) {
      List<String> chunk = all.subList(from, Math.min(all.size(), from + CHUNK));
      List<String> missed = get(index, chunk, only, sources);
      if (search != null && !missed.isEmpty()) {
        search(search, index, missed, only, sources);
      }
    }
    return sources;
  }

  /** Returns those that are not there, or not where a get looks. */
  private List<String> get(
      String index,
      List<String> ids,
      FetchSourceContext only,
      Map<String, Map<String, Object>> sources) {
    MultiGetRequest request = new MultiGetRequest();
    ids.forEach(id -> request.add(new MultiGetRequest.Item(index, id).fetchSourceContext(only)));
    List<String> missed = new ArrayList<>();
    for (MultiGetItemResponse item : multiGet.call(request).getResponses()) {
      if (item.isFailed() && !(search != null && isOutOfReach(item.getFailure().getFailure()))) {
        throw unreadable(index, item.getFailure().getFailure());
      }
      if (!item.isFailed() && item.getResponse().isExists()) {
        sources.put(item.getId(), known(item.getResponse().getSourceAsMap()));
      } else {
        missed.add(item.getId());
      }
    }
    return missed;
  }

  /** An alias of several indices, or a mapping that requires a routing. */
  private static boolean isOutOfReach(Exception failure) {
    Throwable cause = ExceptionsHelper.unwrapCause(failure);
    return cause instanceof IllegalArgumentException || cause instanceof RoutingMissingException;
  }

  private static void search(
      Search search,
      String index,
      List<String> ids,
      FetchSourceContext only,
      Map<String, Map<String, Object>> sources) {
    SearchRequest request =
        new SearchRequest(index)
            .source(
                new SearchSourceBuilder()
                    .query(QueryBuilders.idsQuery().addIds(ids.toArray(String[]::new)))
                    .size(ids.size())
                    .trackTotalHits(false)
                    .fetchSource(only))
            // an item that is not shown at present is one all the same
            .pipeline(SearchPipelineService.NOOP_PIPELINE_ID)
            // what a shard that is away holds must not be taken for nothing
            .allowPartialSearchResults(false);
    for (SearchHit hit : search.call(request).getHits()) {
      sources.put(hit.getId(), known(hit.getSourceAsMap()));
    }
  }

  private static Map<String, Object> known(@Nullable Map<String, Object> source) {
    return source == null ? Map.of() : source;
  }

  /** An index that is gone or closed is the owner's doing; with everything else, waiting helps. */
  private static OpenSearchStatusException unreadable(String index, Exception failure) {
    Throwable cause = ExceptionsHelper.unwrapCause(failure);
    if (ExceptionsHelper.status(failure) == RestStatus.FORBIDDEN) {
      return new OpenSearchStatusException(
          "items of index [{}] may not be read", RestStatus.FORBIDDEN, failure, index);
    }
    boolean owners =
        cause instanceof IndexNotFoundException || cause instanceof IndexClosedException;
    return new OpenSearchStatusException(
        "items of index [{}] cannot be read at present",
        owners ? ExceptionsHelper.status(cause) : RestStatus.SERVICE_UNAVAILABLE,
        failure,
        index);
  }

  /** The vectors of those items that have one, by id. */
  public Map<String, float[]> vectors(String index, Collection<String> ids, String field) {
    Map<String, float[]> vectors = new HashMap<>();
    sources(index, ids, List.of(field))
        .forEach(
            (id, source) -> {
              float[] vector = vector(ItemPaths.NONE.value(source, field));
              if (vector.length > 0) {
                vectors.put(id, vector);
              }
            });
    return vectors;
  }

  /** A vector from a document's source; of length 0 where there is none. */
  public static float[] vector(@Nullable Object value) {
    if (!(value instanceof List<?> list)) {
      return new float[0];
    }
    float[] vector = new float[list.size()];
    for (int i = 0; i < vector.length; i++) {
      if (!(list.get(i) instanceof Number number)) {
        return new float[0];
      }
      vector[i] = number.floatValue();
    }
    return vector;
  }
}
