package org.chatrec.catalog.words;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the items of a catalogue are called, as its names and those of its fields tell. Only films
 * are told: there it was measured what the word is worth, and a wrong word costs more than none
 * (decision 75).
 */
final class ItemKind {

  private static final String FILMS = "movies";
  private static final Set<String> NAMES = Set.of("film", "films", "movie", "movies");
  private static final Set<String> DIRECTED = Set.of("director", "directors");

  /** As the best known data of films names its fields; either goes with genres. */
  private static final Set<String> WITH_GENRES = Set.of("runtime", "overview");

  private static final Set<String> GENRES = Set.of("genre", "genres");
  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");

  private ItemKind() {}

  /**
   * What they are called, if that is told.
   *
   * @param names of the catalogue and its index
   * @param fields names of fields
   */
  static Optional<String> of(Collection<String> names, Collection<String> fields) {
    Set<String> called = words(names);
    Set<String> told = words(fields);
    boolean films =
        has(called, NAMES) || has(told, DIRECTED) || has(told, GENRES) && has(told, WITH_GENRES);
    return films ? Optional.of(FILMS) : Optional.empty();
  }

  private static boolean has(Set<String> words, Set<String> any) {
    return any.stream().anyMatch(words::contains);
  }

  private static Set<String> words(Collection<String> names) {
    return names.stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .flatMap(name -> Stream.of(NO_LETTERS.split(name)))
        .collect(Collectors.toUnmodifiableSet());
  }
}
