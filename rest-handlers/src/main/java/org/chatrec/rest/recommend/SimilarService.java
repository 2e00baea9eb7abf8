package org.chatrec.rest.recommend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.ItemReader;
import org.chatrec.people.profile.UserProfile;
import org.chatrec.ranking.profile.SeenItems;
import org.chatrec.ranking.vector.Vectors;
import org.chatrec.rest.items.ShownItems;
import org.chatrec.retrieval.Deadline;
import org.chatrec.retrieval.Found;
import org.chatrec.retrieval.RankedItem;
import org.chatrec.retrieval.Reason;
import org.chatrec.retrieval.ReasonFinder;
import org.chatrec.retrieval.Retrieval;
import org.chatrec.retrieval.RetrievalRequest;
import org.chatrec.retrieval.Strategy;
import org.chatrec.retrieval.Variety;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.core.rest.RestStatus;

/**
 * Answers {@code GET /catalogs/{c}/items/{id}/similar}: items whose text is nearest to an item's.
 */
public final class SimilarService {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final ItemReader items;
  private final Retrieval retrieval;

  /**
   * @param items reads as the caller
   */
  public SimilarService(ItemReader items, Retrieval retrieval) {
    this.items = items;
    this.retrieval = retrieval;
  }

  /** The answer. */
  Map<String, Object> similar(Catalog catalog, SimilarRequest request) {
    Deadline deadline = Deadline.after(TIMEOUT);
    String id = request.itemId();
    Map<String, Object> item = item(catalog, id);
    float[] vector = ItemReader.vector(catalog.value(item, catalog.vectorField()));
    if (vector.length == 0) {
      throw new OpenSearchStatusException(
          "item [{}] has no vector in [{}]; index it through an item_embedding processor first",
          RestStatus.CONFLICT,
          id,
          catalog.vectorField());
    }
    RetrievalRequest wanted =
        RetrievalRequest.recommend(
                catalog,
                UserProfile.unknown(catalog.name(), ""),
                SeenItems.NONE,
                request.size(),
                deadline)
            .like(List.of(id))
            .strategy(Strategy.CONTENT)
            .variety(new Variety(0, 0, request.variants()))
            .audience(request.audience());
    Found found = retrieval.find(wanted);
    Map<String, Object> answer = answer(catalog, id, item, vector, found.items());
    if (found.unpromoted()) {
      answer.put("degraded", List.of(ShownItems.UNPROMOTED));
    }
    return answer;
  }

  private Map<String, Object> item(Catalog catalog, String id) {
    List<String> fields = new ArrayList<>(catalog.filterFields());
    fields.add(catalog.titleField());
    fields.add(catalog.vectorField());
    Map<String, Object> item =
        items.sources(catalog.index(), List.of(id), catalog.paths().paths(fields)).get(id);
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
      List<Reason> reasons =
          hit.vector().length == vector.length
              ? List.of(
                  ReasonFinder.similarTo(
                      catalog, hit, id, item, Vectors.cosine(hit.vector(), vector)))
              : List.of();
      similar.add(ShownItems.toMap(hit, reasons, SeenItems.NONE));
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("query_id", UUID.randomUUID().toString());
    answer.put("items", similar);
    return answer;
  }
}
