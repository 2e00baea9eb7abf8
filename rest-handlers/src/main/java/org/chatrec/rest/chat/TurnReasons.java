package org.chatrec.rest.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.ranking.vector.Vectors;
import org.chatrec.rest.catalog.Catalog;
import org.chatrec.rest.catalog.ItemReader;
import org.chatrec.rest.profile.UserProfile;
import org.chatrec.rest.rank.RankedItem;
import org.chatrec.rest.rank.ReasonFinder;
import org.jspecify.annotations.Nullable;
import org.opensearch.common.unit.TimeValue;

/**
 * Why the hits of a turn are there: what was asked for comes before what is known of the person.
 */
final class TurnReasons {

  /**
   * Cosine from which MiniLM's neighbours of a few words are about them: in the sample catalogue
   * the best hits of "robots" or "time travel" have .35 to .48, the fiftieth .2.
   */
  private static final double CLOSE_IN_MEANING = 0.35;

  private final ReasonFinder personal;
  private final ItemReader items;
  private final PopularityRanks ranks;

  /**
   * @param items reads with the caller's authority: the titles are shown
   */
  TurnReasons(ReasonFinder personal, ItemReader items, PopularityRanks ranks) {
    this.personal = personal;
    this.items = items;
    this.ranks = ranks;
  }

  List<List<Map<String, Object>>> of(
      Catalog catalog, UserProfile profile, PlanSearch.Found found, Deadline deadline) {
    List<RankedItem> hits = found.result().items();
    List<List<Map<String, Object>>> known =
        ranks.add(
            catalog,
            personal.reasons(catalog, profile, hits),
            TimeValue.timeValueMillis(Math.max(100, deadline.remaining().toMillis())));
    Map<String, Map<String, Object>> models = models(catalog, found.plan().likeItems());
    List<List<Map<String, Object>>> all = new ArrayList<>();
    for (int i = 0; i < hits.size(); i++) {
      List<Map<String, Object>> ofHit = new ArrayList<>(asked(hits.get(i), found.meaning()));
      likeness(catalog, hits.get(i), models).ifPresent(ofHit::add);
      ofHit.addAll(known.get(i));
      all.add(ofHit);
    }
    return all;
  }

  private static List<Map<String, Object>> asked(RankedItem hit, float @Nullable [] meaning) {
    if (meaning == null || hit.vector().length != meaning.length) {
      return List.of();
    }
    double similarity = Vectors.cosine(meaning, hit.vector());
    return similarity < CLOSE_IN_MEANING
        ? List.of()
        : List.of(
            Map.of(
                "type", "close_in_meaning", "similarity", Math.round(similarity * 1000) / 1000.0));
  }

  /** The items that the hits should be like. */
  private Map<String, Map<String, Object>> models(Catalog catalog, List<String> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    List<String> fields = new ArrayList<>(catalog.filterFields());
    fields.add(catalog.titleField());
    fields.add(catalog.vectorField());
    return items.sources(catalog.index(), ids, fields);
  }

  /** The one of them that the hit is most like. */
  private static Optional<Map<String, Object>> likeness(
      Catalog catalog, RankedItem hit, Map<String, Map<String, Object>> models) {
    String nearest = null;
    double highest = -1;
    for (Map.Entry<String, Map<String, Object>> model : models.entrySet()) {
      float[] vector = ItemReader.vector(model.getValue().get(catalog.vectorField()));
      if (vector.length > 0 && vector.length == hit.vector().length) {
        double similarity = Vectors.cosine(vector, hit.vector());
        if (similarity > highest) {
          highest = similarity;
          nearest = model.getKey();
        }
      }
    }
    return nearest == null
        ? Optional.empty()
        : Optional.of(
            ReasonFinder.likeness(
                "similar_to", catalog, hit, nearest, models.get(nearest), highest));
  }
}
