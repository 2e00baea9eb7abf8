package org.chatrec.catalog.words;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the items of a catalogue are called, as its name tells. Only films are told: there it was
 * measured what the word is worth, and a wrong word costs more than none (decision 75).
 */
final class ItemKind {

  private static final Set<String> FILMS = Set.of("film", "films", "movie", "movies");
  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");

  private ItemKind() {}

  static Optional<String> of(String catalog) {
    return Arrays.stream(NO_LETTERS.split(catalog.toLowerCase(Locale.ROOT)))
            .anyMatch(FILMS::contains)
        ? Optional.of("movies")
        : Optional.empty();
  }
}
