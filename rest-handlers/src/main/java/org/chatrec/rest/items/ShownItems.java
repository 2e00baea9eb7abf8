package org.chatrec.rest.items;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.rules.RuleEffects;
import org.chatrec.ranking.profile.SeenItems;
import org.chatrec.retrieval.RankedItem;
import org.chatrec.retrieval.Reason;
import org.chatrec.retrieval.SeenMarks;

/** Items and reasons in the contract's shape. */
public final class ShownItems {

  /** Says in {@code degraded} that rules of the business promote nothing in an answer. */
  public static final Map<String, Object> UNPROMOTED =
      Map.of("stage", RuleEffects.PART, "reason", "failed");

  private static final String TYPE = "type";

  private ShownItems() {}

  /** The fields that every answer has for an item. */
  public static Map<String, Object> toMap(RankedItem item, List<Reason> reasons, SeenItems seen) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", item.id());
    map.put("score", item.score());
    map.put("source", item.source());
    map.put("breakdown", item.breakdown());
    map.put("reasons", reasons.stream().map(ShownItems::toMap).toList());
    map.putAll(SeenMarks.of(seen, item.id()));
    return map;
  }

  /** The name of a reason. */
  public static String type(Reason reason) {
    return switch (reason) {
      case Reason.BecauseYouLiked unused -> "because_you_liked";
      case Reason.SimilarTo unused -> "similar_to";
      case Reason.PeopleAlso unused -> "people_also";
      case Reason.Popular unused -> "popular";
      case Reason.CloseInMeaning unused -> "close_in_meaning";
    };
  }

  /** A reason with its name. */
  public static Map<String, Object> toMap(Reason reason) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(TYPE, type(reason));
    switch (reason) {
      case Reason.BecauseYouLiked(var id, var title, var similarity, var shared) ->
          likeness(map, id, title, similarity, shared);
      case Reason.SimilarTo(var id, var title, var similarity, var shared) ->
          likeness(map, id, title, similarity, shared);
      case Reason.PeopleAlso(var id, var title, var similarity) ->
          likeness(map, id, title, similarity, Map.of());
      case Reason.Popular(var popularity, var place) -> {
        map.put("popularity", popularity);
        if (place != null) {
          map.put("rank", place.rank());
          map.put("of", place.of());
        }
      }
      case Reason.CloseInMeaning(var similarity) -> map.put("similarity", similarity);
    }
    return map;
  }

  private static void likeness(
      Map<String, Object> map,
      String id,
      String title,
      double similarity,
      Map<String, List<String>> shared) {
    map.put("item_id", id);
    map.put("title", title);
    map.put("similarity", similarity);
    if (!shared.isEmpty()) {
      map.put("shared", shared);
    }
  }
}
