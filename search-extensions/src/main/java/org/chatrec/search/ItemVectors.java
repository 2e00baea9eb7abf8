package org.chatrec.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.common.xcontent.support.XContentMapValues;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.pipeline.SearchPipelineService;
import org.opensearch.transport.client.Client;

/** Reads the vectors of items by a search of the caller, who must be allowed to see them. */
final class ItemVectors {

  private final Client client;

  ItemVectors(Client client) {
    this.client = client;
  }

  /**
   * Answers with the vectors; fails with an {@link IllegalArgumentException} naming ids without.
   */
  void find(
      String[] indices, String field, List<String> ids, ActionListener<List<float[]>> listener) {
    client.search(
        request(indices, field, ids),
        ActionListener.map(listener, response -> vectors(response, field, ids)));
  }

  private static SearchRequest request(String[] indices, String field, List<String> ids) {
    SearchSourceBuilder source =
        new SearchSourceBuilder()
            .query(QueryBuilders.idsQuery().addIds(ids.toArray(String[]::new)))
            .fetchSource(new String[] {field}, new String[0])
            // one id may be found in several of the indices
            .size(InterestSource.MOST * 10)
            .trackTotalHits(false);
    return new SearchRequest(indices)
        .source(source)
        .allowPartialSearchResults(false)
        .pipeline(SearchPipelineService.NOOP_PIPELINE_ID);
  }

  private static List<float[]> vectors(SearchResponse response, String field, List<String> ids) {
    Set<String> without = new LinkedHashSet<>(ids);
    List<float[]> vectors = new ArrayList<>();
    for (SearchHit hit : response.getHits()) {
      float[] vector = vector(hit.getSourceAsMap(), field);
      if (vector != null && vectors.size() < InterestSource.MOST) {
        vectors.add(vector);
        without.remove(hit.getId());
      }
    }
    if (!without.isEmpty()) {
      throw new IllegalArgumentException(
          "[items] "
              + without
              + " were not found or have no vector in ["
              + field
              + "], which must be a field and no alias of one");
    }
    return vectors;
  }

  private static float @Nullable [] vector(@Nullable Map<String, Object> source, String field) {
    Object value = source == null ? null : XContentMapValues.extractValue(field, source);
    if (!(value instanceof List<?> numbers)) {
      return null;
    }
    float[] vector = new float[numbers.size()];
    for (int i = 0; i < vector.length; i++) {
      if (!(numbers.get(i) instanceof Number number)) {
        return null;
      }
      vector[i] = number.floatValue();
    }
    return vector;
  }
}
