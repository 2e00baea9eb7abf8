package org.chatrec.retrieval.variants;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chatrec.catalog.words.CatalogWords;
import org.chatrec.catalog.words.Wording;
import org.chatrec.ranking.vector.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * An item, as far as it tells whether it is a variant of another one.
 *
 * @param declared the value that variants share, in catalogues that declare a field for it, else
 *     null
 * @param words of its title
 * @param stem those of them that variants share: no numbers, no sizes, none of its own values
 * @param vector of its text; of length 0 where it has none
 * @param titlesAlone whether that text is the title, so that the vector tells no more than the
 *     words
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Member(
    @Nullable String declared,
    Set<String> words,
    Set<String> stem,
    float[] vector,
    boolean titlesAlone) {

  /**
   * Cosine from which two texts whose titles have one stem are those of variants. Twelve colours of
   * a shirt have .83 and more with either of the models that come with the plugin; two parts of a
   * series of films, which tell different stories, .65 to .7.
   */
  static final double ALIKE = 0.8;

  private static final Set<String> SIZES =
      Set.of("xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl", "small", "medium", "large");

  private static final Set<String> COLOURS = colours();
  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");

  /**
   * Reads a title.
   *
   * @param words how the catalogue reads words
   * @param values of the fields that variants differ by
   * @param titlesAlone whether the title is all that is known of it in words; then colours are
   *     values, too, though no field has them
   */
  public static Member of(
      CatalogWords words,
      @Nullable String declared,
      String title,
      Collection<String> values,
      float[] vector,
      boolean titlesAlone) {
    Set<String> all = words(words.named(title));
    Set<String> own =
        values.stream()
            .flatMap(value -> words(words.named(value)).stream())
            .collect(Collectors.toSet());
    Set<String> stem =
        (titlesAlone ? words(words.named(colourless(title))) : all)
            .stream()
                .filter(word -> !own.contains(word) && !SIZES.contains(word) && !hasDigit(word))
                .collect(Collectors.toSet());
    return new Member(declared, all, stem, vector, titlesAlone);
  }

  /** The words that say something of what a text asks for. */
  public static Set<String> words(CatalogWords words, String text) {
    return words(words.read(text));
  }

  private static Set<String> words(Wording wording) {
    Set<String> found = new HashSet<>();
    wording
        .terms()
        .forEach(
            term -> {
              Set<String> names = term.forms().isEmpty() ? term.phrases() : term.forms();
              // whichever of its forms was typed, a word is the same
              found.add(Collections.min(names).toLowerCase(Locale.ROOT));
            });
    return found;
  }

  private static String colourless(String title) {
    return NO_LETTERS
        .splitAsStream(title)
        .filter(word -> !COLOURS.contains(word.toLowerCase(Locale.ROOT)))
        .collect(Collectors.joining(" "));
  }

  private static Set<String> colours() {
    try (InputStream in = Member.class.getResourceAsStream("colours.txt")) {
      String all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return all.lines()
          .filter(line -> !line.startsWith("#"))
          .flatMap(line -> Arrays.stream(line.split(" ")))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean hasDigit(String word) {
    return word.chars().anyMatch(Character::isDigit);
  }

  boolean isVariantOf(Member other) {
    if (declared != null || other.declared != null) {
      return declared != null && declared.equals(other.declared);
    }
    if (stem.isEmpty() || !stem.equals(other.stem)) {
      return false;
    }
    if (titlesAlone && other.titlesAlone) {
      return true;
    }
    return vector.length > 0 && vector.length == other.vector.length
        ? Vectors.cosine(vector, other.vector) >= ALIKE
        : words.equals(other.words);
  }
}
