package org.chatrec.retrieval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.people.profile.UserProfile;
import org.chatrec.ranking.collaborative.ItemFactors;
import org.chatrec.ranking.profile.ItemPreference;
import org.chatrec.retrieval.Nearest.Neighbour;
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

  private final ItemLookup items;
  private final Catalog catalog;
  private final Supplier<Map<String, ItemLookup.Item>> liked;
  private final Map<Object, Nearest> byGeneration = new HashMap<>();

  private PeopleAlso(
      ItemLookup items, Catalog catalog, Supplier<Map<String, ItemLookup.Item>> liked) {
    this.items = items;
    this.catalog = catalog;
    this.liked = liked;
  }

  /**
   * Begins to read the factors of what the user likes, where hits can have a collaborative part.
   */
  static PeopleAlso begin(ItemLookup items, Catalog catalog, UserProfile profile, double least) {
    String field = catalog.collaborativeField();
    if (field == null || !PersonalSignals.hasTaste(profile)) {
      return new PeopleAlso(items, catalog, Map::of);
    }
    ItemLookup.Wanted factors =
        new ItemLookup.Wanted(
            strongest(profile, least), List.of(), field, catalog.generationField());
    return new PeopleAlso(items, catalog, items.begin(catalog.index(), factors));
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

  /**
   * The reason of each hit, in the hits' order; null where there is none.
   *
   * @param known items whose titles need not be read again
   */
  List<@Nullable Reason> reasons(List<RankedItem> hits, Map<String, ItemLookup.Item> known) {
    List<@Nullable Neighbour> alike = new ArrayList<>();
    hits.forEach(hit -> alike.add(alike(hit)));
    Map<String, ItemLookup.Item> named = titles(alike, known);
    List<@Nullable Reason> reasons = new ArrayList<>();
    for (Neighbour other : alike) {
      ItemLookup.Item item = other == null ? null : named.get(other.id());
      reasons.add(other == null || item == null ? null : reason(other, item));
    }
    return reasons;
  }

  private @Nullable Neighbour alike(RankedItem hit) {
    Object generation = hit.factors().generation();
    if (generation == null || !hit.breakdown().containsKey(SignalWeights.COLLABORATIVE)) {
      return null;
    }
    Neighbour nearest =
        byGeneration
            .computeIfAbsent(generation, this::likedOf)
            .to(hit.id(), ItemFactors.factors(hit.factors().vector()));
    return nearest == null || nearest.cosine() <= ALIKE ? null : nearest;
  }

  /** Vectors of two trainings say nothing about each other. */
  private Nearest likedOf(Object generation) {
    Map<String, float[]> factors = new LinkedHashMap<>();
    liked
        .get()
        .forEach(
            (id, item) -> {
              if (generation.equals(item.generation()) && item.vector().length > 0) {
                factors.put(id, ItemFactors.factors(item.vector()));
              }
            });
    return new Nearest(factors);
  }

  private Map<String, ItemLookup.Item> titles(
      List<@Nullable Neighbour> alike, Map<String, ItemLookup.Item> known) {
    Set<String> ids =
        alike.stream()
            .filter(Objects::nonNull)
            .map(Neighbour::id)
            .filter(id -> !known.containsKey(id))
            .collect(Collectors.toSet());
    Map<String, ItemLookup.Item> named = new HashMap<>(known);
    if (!ids.isEmpty()) {
      List<String> title = catalog.paths().paths(List.of(catalog.titleField()));
      ItemLookup.Wanted wanted = new ItemLookup.Wanted(ids, title, null, null);
      named.putAll(items.begin(catalog.index(), wanted).get());
    }
    return named;
  }

  private Reason reason(Neighbour other, ItemLookup.Item item) {
    return new Reason.PeopleAlso(
        other.id(), catalog.title(item.source(), other.id()), ReasonFinder.rounded(other.cosine()));
  }
}
