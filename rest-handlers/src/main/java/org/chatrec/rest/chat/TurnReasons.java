package org.chatrec.rest.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.chatrec.catalog.Catalog;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.people.profile.UserProfile;
import org.chatrec.ranking.vector.Vectors;
import org.chatrec.retrieval.ItemLookup;
import org.chatrec.retrieval.PopularityRanks;
import org.chatrec.retrieval.RankedItem;
import org.chatrec.retrieval.ReasonFinder;
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
  private final ItemLookup items;
  private final PopularityRanks ranks;

  /**
   * @param items reads with the caller's authority: the titles are shown
   */
  TurnReasons(ReasonFinder personal, ItemLookup items, PopularityRanks ranks) {
    this.personal = personal;
    this.items = items;
    this.ranks = ranks;
  }

  /** Begins to read what the person likes, so that it is there when the hits are. */
  ReasonFinder.Begun begin(Catalog catalog, UserProfile profile) {
    return personal.begin(catalog, profile);
  }

  List<List<Map<String, Object>>> of(
      Catalog catalog, ReasonFinder.Begun begun, PlanSearch.Found found, Deadline deadline) {
    List<RankedItem> hits = found.result().items();
    Supplier<Map<String, ItemLookup.Item>> reading =
        items.begin(catalog.index(), ReasonFinder.described(catalog, found.plan().likeItems()));
    PopularityRanks.Begun counting = ranks.begin(catalog, hits);
    List<List<Map<String, Object>>> known =
        counting.add(
            begun.reasons(hits),
            TimeValue.timeValueMillis(Math.max(100, deadline.remaining().toMillis())));
    Map<String, ItemLookup.Item> models = reading.get();
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

  /** Of the items that the hits should be like, the one that the hit is most like. */
  private static Optional<Map<String, Object>> likeness(
      Catalog catalog, RankedItem hit, Map<String, ItemLookup.Item> models) {
    String nearest = null;
    double highest = -1;
    for (Map.Entry<String, ItemLookup.Item> model : models.entrySet()) {
      float[] vector = model.getValue().vector();
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
                "similar_to", catalog, hit, nearest, models.get(nearest).source(), highest));
  }
}
