package org.chatrec.catalog;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.support.StateClient;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.get.MultiGetAction;
import org.opensearch.action.get.MultiGetItemResponse;
import org.opensearch.action.get.MultiGetRequest;
import org.opensearch.action.get.MultiGetResponse;
import org.opensearch.search.fetch.subphase.FetchSourceContext;

/**
 * Reads items by id, in requests of bounded size. Whose authority the reads have is the caller's
 * choice of {@link MultiGet}.
 */
public final class ItemReader {

  /** A few megabytes of vectors an answer. */
  private static final int CHUNK = 500;

  /** Runs a multi-get and waits for its answer. */
  @FunctionalInterface
  public interface MultiGet {
    MultiGetResponse call(MultiGetRequest request);
  }

  private final MultiGet multiGet;

  public ItemReader(MultiGet multiGet) {
    this.multiGet = multiGet;
  }

  /** Reads with the plugin's authority, for what is derived from items and never shown. */
  public static ItemReader of(StateClient state) {
    return new ItemReader(request -> state.call(MultiGetAction.INSTANCE, request));
  }

  /** The given fields of those items that exist, by id. */
  public Map<String, Map<String, Object>> sources(
      String index, Collection<String> ids, Collection<String> fields) {
    Map<String, Map<String, Object>> sources = new HashMap<>();
    List<String> all = List.copyOf(ids);
    FetchSourceContext only =
        new FetchSourceContext(true, fields.toArray(String[]::new), new String[0]);
    for (int from = 0; from < all.size(); from += CHUNK) {
      MultiGetRequest request = new MultiGetRequest();
      for (String id : all.subList(from, Math.min(all.size(), from + CHUNK))) {
        request.add(new MultiGetRequest.Item(index, id).fetchSourceContext(only));
      }
      for (MultiGetItemResponse item : multiGet.call(request).getResponses()) {
        if (!item.isFailed() && item.getResponse().isExists()) {
          sources.put(item.getId(), item.getResponse().getSourceAsMap());
        }
      }
    }
    return sources;
  }

  /** The vectors of those items that have one, by id. */
  public Map<String, float[]> vectors(String index, Collection<String> ids, String field) {
    Map<String, float[]> vectors = new HashMap<>();
    sources(index, ids, List.of(field))
        .forEach(
            (id, source) -> {
              float[] vector = vector(source.get(field));
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
