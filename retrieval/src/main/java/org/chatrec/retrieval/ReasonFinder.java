package org.chatrec.retrieval;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chatrec.catalog.Catalog;
import org.chatrec.people.profile.TextHash;
import org.chatrec.people.profile.UserProfile;
import org.chatrec.ranking.calibration.CatalogSample;
import org.chatrec.ranking.profile.Interest;
import org.chatrec.ranking.profile.ItemPreference;
import org.chatrec.retrieval.Nearest.Neighbour;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is true of a hit and speaks for it: the liked item it is nearest to with what both
 * share, the liked item that the same people choose, and its popularity. A reason is only given
 * where the numbers behind it hold.
 */
public final class ReasonFinder {

  /** A rating of four stars. */
  private static final double LIKED = 0.45;

  /** What behaviour says of something that was bought; it takes a dozen clicks to say as much. */
  private static final double BOUGHT = 0.98;

  /** Liked items compared per interest. */
  private static final int PER_INTEREST = 4;

  /** Of fewer liked items than this, nothing is said to be what most have. */
  private static final int FEW = 4;

  private final ItemLookup items;

  /**
   * @param items reads with the caller's authority: the titles are shown
   */
  public ReasonFinder(ItemLookup items) {
    this.items = items;
  }

  /**
   * The reasons of each hit, in the hits' order.
   *
   * @param sample tells what is alike in this catalogue
   */
  public List<List<Reason>> reasons(
      Catalog catalog, UserProfile profile, List<RankedItem> hits, CatalogSample sample) {
    return begin(catalog, profile).reasons(hits, sample);
  }

  /** Begins to read what the user likes; hits can be searched for meanwhile. */
  public Begun begin(Catalog catalog, UserProfile profile) {
    return new Begun(
        catalog, liked(catalog, profile), PeopleAlso.begin(items, catalog, profile, LIKED));
  }

  /** What the user likes is being read. */
  public static final class Begun {
    private final Catalog catalog;
    private final Supplier<Map<String, ItemLookup.Item>> reading;
    private final PeopleAlso peopleAlso;

    private Begun(
        Catalog catalog, Supplier<Map<String, ItemLookup.Item>> reading, PeopleAlso peopleAlso) {
      this.catalog = catalog;
      this.reading = reading;
      this.peopleAlso = peopleAlso;
    }

    /** The reasons of each hit, in the hits' order. */
    public List<List<Reason>> reasons(List<RankedItem> hits, CatalogSample sample) {
      Map<String, ItemLookup.Item> liked = reading.get();
      Nearest nearest = new Nearest(vectors(liked));
      Set<String> untelling = common(catalog, liked, hits);
      List<@Nullable Reason> alike = peopleAlso.reasons(hits, liked);
      List<List<Reason>> reasons = new ArrayList<>();
      for (int i = 0; i < hits.size(); i++) {
        RankedItem hit = hits.get(i);
        List<Reason> found = new ArrayList<>();
        Stream.of(
                Optional.ofNullable(nearest(catalog, hit, nearest, liked, untelling, sample)),
                Optional.ofNullable(alike.get(i)),
                popularity(catalog, hit))
            .flatMap(Optional::stream)
            .forEach(found::add);
        reasons.add(found);
      }
      return reasons;
    }
  }

  private Supplier<Map<String, ItemLookup.Item>> liked(Catalog catalog, UserProfile profile) {
    Set<String> strong =
        profile.history().items().stream()
            .filter(ReasonFinder::isLiked)
            .map(ItemPreference::itemId)
            .collect(Collectors.toSet());
    Set<String> ids = new LinkedHashSet<>();
    for (Interest interest : profile.interests().interests()) {
      interest.itemIds().stream().filter(strong::contains).limit(PER_INTEREST).forEach(ids::add);
    }
    Supplier<Map<String, ItemLookup.Item>> reading =
        items.begin(catalog.index(), described(catalog, ids));
    return () -> stillTheSame(catalog, profile, reading.get());
  }

  /** Looking at something again and again is no liking that one should be reminded of. */
  private static boolean isLiked(ItemPreference item) {
    return item.preference() >= (item.opinion() == null ? BOUGHT : LIKED);
  }

  /** An id that was given to another thing names nothing that was liked. */
  private static Map<String, ItemLookup.Item> stillTheSame(
      Catalog catalog, UserProfile profile, Map<String, ItemLookup.Item> liked) {
    Map<String, ItemLookup.Item> same = new LinkedHashMap<>(liked);
    same.entrySet()
        .removeIf(
            item -> !profile.knows(item.getKey(), TextHash.of(catalog, item.getValue().source())));
    return same;
  }

  /** Items with their content vector and all that two can have in common. */
  public static ItemLookup.Wanted described(Catalog catalog, Collection<String> ids) {
    List<String> fields = new ArrayList<>(catalog.filterFields());
    fields.add(catalog.titleField());
    fields.add(TextHash.field(catalog));
    return new ItemLookup.Wanted(ids, catalog.paths().paths(fields), catalog.vectorField(), null);
  }

  private static Map<String, float[]> vectors(Map<String, ItemLookup.Item> items) {
    Map<String, float[]> vectors = new LinkedHashMap<>();
    items.forEach((id, item) -> vectors.put(id, item.vector()));
    return vectors;
  }

  private static @Nullable Reason nearest(
      Catalog catalog,
      RankedItem hit,
      Nearest nearest,
      Map<String, ItemLookup.Item> liked,
      Set<String> untelling,
      CatalogSample sample) {
    Neighbour best = nearest.to(hit.id(), hit.vector());
    if (best == null || !isAlike(sample, hit, liked.get(best.id()))) {
      return null;
    }
    Map<String, Object> other = liked.get(best.id()).source();
    return new Reason.BecauseYouLiked(
        best.id(),
        catalog.title(other, best.id()),
        rounded(best.cosine()),
        shared(catalog, hit.source(), other, untelling));
  }

  private static boolean isAlike(CatalogSample sample, RankedItem hit, ItemLookup.Item liked) {
    return new Nearness(sample, hit.vector()).of(liked.vector()) >= Nearness.ALIKE;
  }

  /**
   * What most of the liked items and most of the hits have in common (their language, say) tells
   * nothing about one pair of them. What most of the liked ones share alone (their director) does.
   */
  private static Set<String> common(
      Catalog catalog, Map<String, ItemLookup.Item> liked, List<RankedItem> hits) {
    Set<String> common =
        frequent(catalog, liked.values().stream().map(ItemLookup.Item::source).toList());
    common.retainAll(frequent(catalog, hits.stream().map(RankedItem::source).toList()));
    return common;
  }

  private static Set<String> frequent(Catalog catalog, Collection<Map<String, Object>> sources) {
    Map<String, Integer> counts = new HashMap<>();
    for (Map<String, Object> source : sources) {
      for (String field : catalog.filterFields()) {
        texts(catalog.value(source, field)).forEach(text -> counts.merge(text, 1, Integer::sum));
      }
    }
    int half = sources.size() / 2;
    counts.values().removeIf(count -> sources.size() < FEW || count <= half);
    return counts.keySet();
  }

  /** That a hit is like an item that was asked for more of. */
  public static Reason similarTo(
      Catalog catalog,
      RankedItem hit,
      String otherId,
      Map<String, Object> other,
      double similarity) {
    return new Reason.SimilarTo(
        otherId,
        catalog.title(other, otherId),
        rounded(similarity),
        shared(catalog, hit.source(), other, Set.of()));
  }

  /** Thousandths are all that a likeness is worth. */
  static double rounded(double similarity) {
    return Math.round(similarity * 1000) / 1000.0;
  }

  /** Values of filter fields that both have; numbers are left out, equal years say little. */
  private static Map<String, List<String>> shared(
      Catalog catalog, Map<String, Object> one, Map<String, Object> other, Set<String> untelling) {
    Map<String, List<String>> shared = new LinkedHashMap<>();
    for (String field : catalog.filterFields()) {
      Set<String> both = new LinkedHashSet<>(texts(catalog.value(one, field)));
      both.retainAll(texts(catalog.value(other, field)));
      both.removeAll(untelling);
      if (!both.isEmpty()) {
        shared.put(field, List.copyOf(both));
      }
    }
    return shared;
  }

  private static List<String> texts(@Nullable Object value) {
    if (value instanceof String text) {
      return List.of(text);
    }
    return value instanceof Collection<?> many
        ? many.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }

  /** The pivot is the popularity that one item in ten reaches. */
  static Optional<Reason.Popular> popularity(Catalog catalog, RankedItem hit) {
    if (catalog.popularityField() != null
        && catalog.value(hit.source(), catalog.popularityField()) instanceof Number popularity
        && popularity.doubleValue() >= catalog.popularityPivot()) {
      return Optional.of(new Reason.Popular(popularity, null));
    }
    return Optional.empty();
  }
}
