package org.chatrec.people.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.Catalog;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.ValueIndex;
import org.chatrec.conversation.catalog.ValueIndexes;
import org.chatrec.conversation.catalog.ValueMatch;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.text.Tokenizer;
import org.chatrec.people.preferences.Preferences;
import org.chatrec.ranking.profile.Interest;
import org.chatrec.ranking.profile.InterestProfile;

/**
 * Makes stated preferences count in a search. Likes are interests: the vectors of their words,
 * ahead of what was learned. Dislikes that name values of the catalogue rule those out; other
 * dislikes are vectors to be far from.
 */
public final class Wishes {

  private static final Logger LOG = LogManager.getLogger(Wishes.class);

  /** Likes embedded per search, the latest; one text each, for a mean of all is none of them. */
  private static final int MAX_VECTORS = 8;

  private final ValueIndexes indexes;
  private final Meaning meaning;

  /** The vectors of words. */
  @FunctionalInterface
  public interface Meaning {
    /** Vectors in the texts' order; empty where none can be had in time. */
    List<float[]> of(String model, List<String> texts);
  }

  /**
   * @param indexes of the values of catalogues, which planners use as well
   */
  public Wishes(ValueIndexes indexes, Meaning meaning) {
    this.indexes = indexes;
    this.meaning = meaning;
  }

  /** The same for somebody who waits for vectors until another time. */
  public Wishes with(Meaning within) {
    return new Wishes(indexes, within);
  }

  /**
   * What one user states.
   *
   * @param unwanted filters that rule out
   */
  public record Stated(UserProfile profile, List<Filter> unwanted) {

    /** Those that the search does not ask for itself, by a filter or in words. */
    public List<Filter> unwantedBut(List<Filter> asked, String words) {
      Set<String> wanted =
          asked.stream()
              .filter(f -> f.op() == Op.EQ || f.op() == Op.IN)
              .flatMap(f -> f.values().stream())
              .map(value -> Tokenizer.key(String.valueOf(value)))
              .collect(Collectors.toSet());
      String query = " " + Tokenizer.key(words) + " ";
      return unwanted.stream()
          .filter(f -> !wanted.contains(Tokenizer.key(String.valueOf(f.value()))))
          .filter(f -> !query.contains(" " + Tokenizer.key(String.valueOf(f.value())) + " "))
          .toList();
    }
  }

  /**
   * The profile with what the user states in it, and what the user wants never to see.
   *
   * @param card whose values dislikes may name; read only where there are any
   */
  public Stated of(
      Catalog catalog, Supplier<CatalogCard> card, UserProfile profile, Preferences said) {
    if (said.optOut()) {
      return new Stated(UserProfile.unknown(catalog.name(), ""), List.of());
    }
    Map<String, List<Filter>> named =
        said.dislikes().isEmpty() ? Map.of() : named(indexes.of(card.get()), said.dislikes());
    List<Filter> unwanted = named.values().stream().flatMap(List::stream).toList();
    List<String> vague = said.dislikes().stream().filter(d -> named.get(d).isEmpty()).toList();
    InterestProfile interests =
        withVectors(catalog, profile.interests(), latest(said.likes()), latest(vague));
    return new Stated(profile.withInterests(interests), unwanted);
  }

  /**
   * What counts in a plain search, which finds what it matches and leaves nothing out: likes draw,
   * dislikes push away, also those that are values. May wait a moment for the model.
   */
  public InterestProfile inPlainSearch(Catalog catalog, Preferences said, InterestProfile learned) {
    return withVectors(catalog, learned, latest(said.likes()), latest(said.dislikes()));
  }

  /** The values that dislikes name, by dislike. */
  private static Map<String, List<Filter>> named(ValueIndex index, List<String> dislikes) {
    Map<String, List<Filter>> named = new LinkedHashMap<>();
    dislikes.forEach(dislike -> named.put(dislike, filters(index, dislike)));
    return named;
  }

  private static List<Filter> filters(ValueIndex index, String text) {
    return index.find(Tokenizer.key(text)).stream()
        .filter(match -> match.quality() == ValueMatch.Quality.EXACT)
        .map(match -> new Filter(match.field().name(), Op.NOT, match.value()))
        .toList();
  }

  private static List<String> latest(List<String> said) {
    return said.subList(Math.max(0, said.size() - MAX_VECTORS), said.size());
  }

  private InterestProfile withVectors(
      Catalog catalog, InterestProfile learned, List<String> likes, List<String> dislikes) {
    if (likes.isEmpty() && dislikes.isEmpty()) {
      return learned;
    }
    List<String> all = new ArrayList<>(likes);
    all.addAll(dislikes);
    List<float[]> vectors = vectors(catalog, all);
    if (vectors.size() < all.size()) {
      return learned;
    }
    List<Interest> liked = interests(vectors.subList(0, likes.size()));
    liked.addAll(learned.interests());
    List<Interest> disliked = interests(vectors.subList(likes.size(), all.size()));
    disliked.addAll(learned.dislikes());
    return new InterestProfile(liked, disliked);
  }

  /** Without a model, what was stated in words waits; filters hold all the same. */
  private List<float[]> vectors(Catalog catalog, List<String> texts) {
    try {
      return meaning.of(catalog.model(), texts);
    } catch (RuntimeException e) {
      LOG.debug("preferences could not be embedded", e);
      return List.of();
    }
  }

  private static List<Interest> interests(List<float[]> vectors) {
    List<Interest> interests = new ArrayList<>();
    vectors.forEach(vector -> interests.add(new Interest(vector, 1, List.of())));
    return interests;
  }
}
