package org.chatrec.rest.recommend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.ItemReader;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.ranking.vector.Vectors;
import org.chatrec.retrieval.ItemSearch;
import org.chatrec.retrieval.Neighbours;
import org.chatrec.retrieval.RankedItem;
import org.chatrec.retrieval.ReasonFinder;
import org.chatrec.retrieval.Variants;
import org.chatrec.search.Blend;
import org.chatrec.search.InterestSpec;
import org.chatrec.search.InterestVectors;
import org.chatrec.search.VariantsShown;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;

/** Finds the items whose text is nearest to an item's. */
public final class SimilarService {

  private static final TimeValue TIMEOUT = TimeValue.timeValueSeconds(30);

  private final ItemReader items;
  private final ItemSearch search;

  public SimilarService(ItemReader items, ItemSearch search) {
    this.items = items;
    this.search = search;
  }

  /** The answer of {@code GET /catalogs/{c}/items/{id}/similar}. */
  Map<String, Object> similar(Catalog catalog, SimilarRequest request) {
    String id = request.itemId();
    boolean one = request.variants() == VariantsShown.ONE;
    int size = one ? request.size() * Variants.POOL : request.size();
    Map<String, Object> item = item(catalog, id);
    float[] vector = ItemReader.vector(item.get(catalog.vectorField()));
    if (vector.length == 0) {
      throw new OpenSearchStatusException(
          "item [{}] has no vector in [{}]; index it through an item_embedding processor first",
          RestStatus.CONFLICT,
          id,
          catalog.vectorField());
    }
    InterestVectors like = InterestVectors.of(vector);
    QueryBuilder itself = QueryBuilders.idsQuery().addIds(id);
    Neighbours near = new Neighbours(QueryBuilders.boolQuery().mustNot(itself), size);
    QueryBuilder others = near.of(catalog.vectorField(), vector);
    List<RankedItem> hits =
        search
            .search(
                catalog,
                ItemSearch.Spec.of(
                    others,
                    size,
                    size,
                    Blend.of(
                        List.of(
                            new InterestSpec(
                                SignalWeights.CONTENT, catalog.vectorField(), like, 1)))),
                TIMEOUT)
            .items();
    List<RankedItem> shown =
        one ? Variants.page(catalog, hits, "", request.size()) : hits;
    return answer(catalog, id, item, vector, shown);
  }

  private Map<String, Object> item(Catalog catalog, String id) {
    List<String> fields = new ArrayList<>(catalog.filterFields());
    fields.add(catalog.titleField());
    fields.add(catalog.vectorField());
    Map<String, Object> item = items.sources(catalog.index(), List.of(id), fields).get(id);
    if (item == null) {
      throw new ResourceNotFoundException(
          "there is no item [{}] in catalogue [{}]", id, catalog.name());
    }
    return item;
  }

  private static Map<String, Object> answer(
      Catalog catalog, String id, Map<String, Object> item, float[] vector, List<RankedItem> hits) {
    List<Map<String, Object>> similar = new ArrayList<>();
    for (RankedItem hit : hits) {
      List<Map<String, Object>> reasons =
          hit.vector().length == vector.length
              ? List.of(
                  ReasonFinder.likeness(
                      "similar_to", catalog, hit, id, item, Vectors.cosine(hit.vector(), vector)))
              : List.of();
      similar.add(hit.toMap(reasons));
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("query_id", UUID.randomUUID().toString());
    answer.put("items", similar);
    return answer;
  }
}
