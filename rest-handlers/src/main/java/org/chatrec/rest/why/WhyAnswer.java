package org.chatrec.rest.why;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.chatrec.catalog.Catalog;
import org.chatrec.rest.items.ShownItems;
import org.chatrec.retrieval.Obstacle;
import org.chatrec.retrieval.RankedItem;
import org.chatrec.retrieval.Reason;
import org.chatrec.retrieval.Standing;
import org.jspecify.annotations.Nullable;

/** The parts of an answer, as plain values. */
final class WhyAnswer {

  private static final String SCORE = "score";
  private static final String BECAUSE = "because";

  private final Catalog catalog;

  WhyAnswer(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Where an item stands. */
  Map<String, Object> standing(Standing standing, List<Reason> reasons, AskedList list) {
    Map<String, Object> map = new LinkedHashMap<>();
    RankedItem item = standing.item();
    if (item != null) {
      map.put("item", named(item));
      map.put("shown", standing.shown());
      if (standing.rank() > 0) {
        map.put("rank", standing.rank());
      }
      map.put(SCORE, item.score());
      map.put("breakdown", item.breakdown());
      map.put("reasons", reasons.stream().map(ShownItems::toMap).toList());
    }
    if (!standing.shown()) {
      map.put("kept_out", standing.obstacles().stream().map(o -> obstacle(o, item, list)).toList());
    }
    return map;
  }

  private Map<String, Object> obstacle(
      Obstacle obstacle, @Nullable RankedItem item, AskedList list) {
    Map<String, Object> map = new LinkedHashMap<>();
    switch (obstacle) {
      case Obstacle.Known(var had) -> {
        map.put(BECAUSE, "seen");
        map.put("had", had);
      }
      case Obstacle.Unfulfilled(var constraint) -> {
        map.put(BECAUSE, "filter");
        map.put("filter", list.says(constraint));
      }
      case Obstacle.NoCandidate() -> map.put(BECAUSE, "not_a_candidate");
      case Obstacle.Variant(var shown) -> {
        map.put(BECAUSE, "variant");
        map.put("item", named(shown));
      }
      case Obstacle.Alike() -> map.put(BECAUSE, "diversity");
      case Obstacle.Below(var last) -> {
        map.put(BECAUSE, "below");
        map.put("item", named(last));
        if (item != null) {
          map.put("by", last.score() - item.score());
          map.put("parts", difference(last, item));
        }
      }
    }
    return map;
  }

  /** What the last item shown has more of; the sum is the difference of the scores. */
  private static Map<String, Double> difference(RankedItem last, RankedItem item) {
    Map<String, Double> parts = new TreeMap<>(last.breakdown());
    item.breakdown().forEach((name, part) -> parts.merge(name, -part, Double::sum));
    return parts;
  }

  private Map<String, Object> named(RankedItem item) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", item.id());
    map.put("title", item.title(catalog));
    map.put(SCORE, item.score());
    return map;
  }

  /**
   * The events that moved the item.
   *
   * @param titles of items by id
   */
  List<Map<String, Object>> events(List<EventInfluence> moved, UnaryOperator<String> titles) {
    List<Map<String, Object>> events = new ArrayList<>();
    for (EventInfluence each : moved) {
      String item = String.valueOf(each.event().itemId());
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("event_id", each.event().eventId());
      map.put("type", each.event().type().wireName());
      map.put("item_id", item);
      map.put("title", titles.apply(item));
      map.put("timestamp", Instant.ofEpochMilli(each.event().timestampMillis()).toString());
      map.put(SCORE, each.score());
      Map<String, Object> without = new LinkedHashMap<>();
      without.put("shown", each.without().shown());
      if (each.without().rank() > 0) {
        without.put("rank", each.without().rank());
      }
      each.without().score().ifPresent(score -> without.put(SCORE, score));
      map.put("without", without);
      events.add(map);
    }
    return events;
  }

  /** A list as it would be, each item with its place as it is, where it has one on the page. */
  List<Map<String, Object>> list(List<RankedItem> items, List<RankedItem> now) {
    Map<String, Integer> places = new LinkedHashMap<>();
    now.forEach(item -> places.put(item.id(), places.size() + 1));
    List<Map<String, Object>> list = new ArrayList<>();
    for (RankedItem item : items) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("rank", list.size() + 1);
      if (places.containsKey(item.id())) {
        map.put("was", places.get(item.id()));
      }
      map.putAll(named(item));
      map.put("breakdown", item.breakdown());
      list.add(map);
    }
    return list;
  }
}
