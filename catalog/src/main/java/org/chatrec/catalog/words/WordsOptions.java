package org.chatrec.catalog.words;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.chatrec.catalog.support.Body;
import org.jspecify.annotations.Nullable;

/**
 * How the words of free text are looked for: the object {@code words} of a declaration.
 *
 * @param minimumMatch how many of the words that count must be there, as OpenSearch writes it
 * @param stopWords what a stop word counts beside a word that says something
 * @param phrase what all words in their order count, beside the words themselves
 * @param pairs the same of two words that follow one another
 * @param tieBreaker what further fields with a word count beside the best one
 * @param forms whether a plural is found by its singular, and the other way round
 * @param fieldBoosts how far a field's boost counts for one word of several, from 0, not at all, to
 *     1; for a text of one word and for words that stand together it counts whole
 * @param kind what the items are called ("movies"), beside which a question is embedded; {@link
 *     #NO_KIND} for nothing, null where nobody says
 */
public record WordsOptions(
    String minimumMatch,
    double stopWords,
    double phrase,
    double pairs,
    double tieBreaker,
    boolean forms,
    double fieldBoosts,
    @Nullable String kind) {

  /** The best over all data sets at hand; docs/relevance.md has the figures. */
  public static final WordsOptions DEFAULT = new WordsOptions("40%", 0.1, 1, 0.3, 0, true, 0);

  /** Name in declarations. */
  public static final String NAME = "words";

  /** The {@code kind} of items that shall be called nothing, whatever the catalogue's name. */
  public static final String NO_KIND = "none";

  /** With ten steps at most: each repetition of a group is a frame of the stack. */
  private static final Pattern MINIMUM =
      Pattern.compile("-?\\d{1,3}%?|\\d{1,3}<-?\\d{1,3}%?( \\d{1,3}<-?\\d{1,3}%?){0,9}");

  private static final double MOST = 100;
  private static final int LONGEST_KIND = 100;

  /** Of items that are called nothing. */
  public WordsOptions(
      String minimumMatch,
      double stopWords,
      double phrase,
      double pairs,
      double tieBreaker,
      boolean forms,
      double fieldBoosts) {
    this(minimumMatch, stopWords, phrase, pairs, tieBreaker, forms, fieldBoosts, null);
  }

  /**
   * With what the items are called where nobody says: as names tell, if they do.
   *
   * @param names of the catalogue and its index
   * @param fields names of its fields
   */
  public WordsOptions named(Collection<String> names, Collection<String> fields) {
    return kind != null
        ? this
        : new WordsOptions(
            minimumMatch,
            stopWords,
            phrase,
            pairs,
            tieBreaker,
            forms,
            fieldBoosts,
            ItemKind.of(names, fields).orElse(null));
  }

  /** Reads what is given; what is not given is as in {@link #DEFAULT}. */
  public static WordsOptions parse(@Nullable Map<String, Object> given) {
    Body body = Body.of(NAME, given == null ? Map.of() : given);
    WordsOptions options =
        new WordsOptions(
            minimum(body.optionalString("minimum_should_match")),
            body.number("stop_words", DEFAULT.stopWords, 0, 1),
            body.number("phrase", DEFAULT.phrase, 0, MOST),
            body.number("pairs", DEFAULT.pairs, 0, MOST),
            body.number("tie_breaker", DEFAULT.tieBreaker, 0, 1),
            body.bool("forms", DEFAULT.forms),
            body.number("field_boosts", DEFAULT.fieldBoosts, 0, 1),
            kind(body.optionalString("kind")));
    body.done();
    return options;
  }

  private static @Nullable String kind(@Nullable String given) {
    if (given != null && given.length() > LONGEST_KIND) {
      throw new IllegalArgumentException(
          "[words.kind] must be what the items are called, such as [movies], of at most "
              + LONGEST_KIND
              + " characters");
    }
    return given == null ? null : given.strip();
  }

  private static String minimum(@Nullable String given) {
    if (given == null) {
      return DEFAULT.minimumMatch;
    }
    if (!MINIMUM.matcher(given).matches()) {
      throw new IllegalArgumentException(
          "[words.minimum_should_match] must be like [2], [50%], [-1] or [2<75%], was ["
              + given
              + "]");
    }
    return given;
  }

  /** As in declarations. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("minimum_should_match", minimumMatch);
    map.put("stop_words", stopWords);
    map.put("phrase", phrase);
    map.put("pairs", pairs);
    map.put("tie_breaker", tieBreaker);
    map.put("forms", forms);
    map.put("field_boosts", fieldBoosts);
    if (kind != null) {
      map.put("kind", kind);
    }
    return map;
  }
}
