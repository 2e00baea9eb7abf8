package org.chatrec.rest.rank;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatrec.ranking.collaborative.ItemFactors;
import org.chatrec.ranking.profile.ItemPreference;
import org.chatrec.rest.catalog.Catalog;
import org.chatrec.rest.catalog.ItemReader;
import org.chatrec.rest.profile.UserProfile;
import org.chatrec.search.SignalWeights;
import org.jspecify.annotations.Nullable;

/**
 * The reason {@code people_also}: of the items that the user likes, the one whose audience is most
 * like the hit's, by their factors. That is what factors know; whether anybody chose both, they do
 * not. Given only for hits whose score has a collaborative part.
 */
final class PeopleAlso {

  /** Liked items compared; the strongest and most recent. */
  private static final int COMPARED = 100;

  /** Below this cosine of factors, two items are not said to have like audiences. */
  private static final double ALIKE = 0.5;

  private final Map<String, Item> liked;
  private final Map<String, Item> hits;

  private PeopleAlso(Map<String, Item> liked, Map<String, Item> hits) {
    this.liked = liked;
    this.hits = hits;
  }

  /** An item as far as it matters here. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Item(String title, float[] vector, @Nullable Object generation) {}

  /** Reads what is needed, all at once; nothing where no hit has a collaborative part. */
  static PeopleAlso of(
      ItemReader items, Catalog catalog, UserProfile profile, List<RankedItem> hits, double least) {
    Set<String> asked = new LinkedHashSet<>();
    hits.stream().filter(PeopleAlso::isCollaborative).forEach(hit -> asked.add(hit.id()));
    String field = catalog.collaborativeField();
    String meta = catalog.collaborativeMetaField();
    if (asked.isEmpty() || field == null || meta == null) {
      return new PeopleAlso(Map.of(), Map.of());
    }
    Set<String> strongest = strongest(profile, least);
    Set<String> all = new LinkedHashSet<>(asked);
    all.addAll(strongest);
    Map<String, Item> read = new HashMap<>();
    items
        .sources(catalog.index(), all, List.of(field, meta, catalog.titleField()))
        .forEach((id, source) -> read.put(id, item(catalog, id, source)));
    read.values().removeIf(item -> item.vector().length == 0);
    Map<String, Item> liked = new LinkedHashMap<>(read);
    liked.keySet().retainAll(strongest);
    return new PeopleAlso(liked, read);
  }

  private static boolean isCollaborative(RankedItem hit) {
    return hit.breakdown().containsKey(SignalWeights.COLLABORATIVE);
  }

  private static Set<String> strongest(UserProfile profile, double least) {
    Set<String> strongest = new LinkedHashSet<>();
    profile.history().items().stream()
        .filter(item -> item.preference() >= least)
        .sorted(Comparator.comparingDouble(item -> -item.preference()))
        .limit(COMPARED)
        .map(ItemPreference::itemId)
        .forEach(strongest::add);
    return strongest;
  }

  private static Item item(Catalog catalog, String id, Map<String, Object> source) {
    Object title = source.get(catalog.titleField());
    return new Item(
        title == null ? id : String.valueOf(title),
        ItemReader.vector(source.get(catalog.collaborativeField())),
        source.get(catalog.collaborativeMetaField()));
  }

  void add(RankedItem hit, List<Map<String, Object>> reasons) {
    Item own = hits.get(hit.id());
    if (own == null || !isCollaborative(hit)) {
      return;
    }
    String best = null;
    double highest = ALIKE;
    for (Map.Entry<String, Item> other : liked.entrySet()) {
      double likeness = other.getKey().equals(hit.id()) ? 0 : likeness(own, other.getValue());
      if (likeness > highest) {
        highest = likeness;
        best = other.getKey();
      }
    }
    if (best != null) {
      reasons.add(
          Map.of(
              "type",
              "people_also",
              "item_id",
              best,
              "title",
              liked.get(best).title(),
              "similarity",
              Math.round(highest * 1000) / 1000.0));
    }
  }

  /** Vectors of two trainings say nothing about each other. */
  private static double likeness(Item one, Item other) {
    boolean comparable =
        one.generation() != null
            && one.generation().equals(other.generation())
            && one.vector().length == other.vector().length;
    return comparable ? ItemFactors.likeness(one.vector(), other.vector()) : 0;
  }
}
