package org.chatrec.catalog;

import java.util.List;
import java.util.Map;
import org.chatrec.catalog.support.Checks;

/**
 * What each signal counts in the blended score, on the one scale of calibrated parts. Weights need
 * not sum to one.
 *
 * @param lexical the first-pass score of the query
 * @param semantic nearness in meaning to the words searched for
 * @param content likeness of the text to the user's interests
 * @param collaborative liking by people of similar taste
 * @param popularity liking by everybody
 */
public record SignalWeights(
    double lexical, double semantic, double content, double collaborative, double popularity) {

  /** Names in requests and breakdowns. */
  public static final String LEXICAL = "lexical";

  /** See {@link #LEXICAL}. */
  public static final String SEMANTIC = "semantic";

  /** See {@link #LEXICAL}. */
  public static final String CONTENT = "content";

  /** See {@link #LEXICAL}. */
  public static final String COLLABORATIVE = "collaborative";

  /** See {@link #LEXICAL}. */
  public static final String POPULARITY = "popularity";

  /** All names. */
  public static final List<String> NAMES =
      List.of(LEXICAL, SEMANTIC, CONTENT, COLLABORATIVE, POPULARITY);

  /** What a catalogue has that says nothing else. */
  public static final SignalWeights DEFAULT = new SignalWeights(0.2, 1, 0.1, 0.25, 0.35);

  /**
   * Checks that weights are finite and not negative.
   *
   * @throws IllegalArgumentException naming the weight
   */
  public SignalWeights {
    Checks.weight(LEXICAL, lexical);
    Checks.weight(SEMANTIC, semantic);
    Checks.weight(CONTENT, content);
    Checks.weight(COLLABORATIVE, collaborative);
    Checks.weight(POPULARITY, popularity);
  }

  /**
   * These weights with some replaced.
   *
   * @param some by name
   * @throws IllegalArgumentException if a name is unknown or a weight is out of range
   */
  public SignalWeights with(Map<String, Double> some) {
    some.keySet().forEach(name -> Checks.oneOf("weights", name, NAMES));
    return new SignalWeights(
        some.getOrDefault(LEXICAL, lexical),
        some.getOrDefault(SEMANTIC, semantic),
        some.getOrDefault(CONTENT, content),
        some.getOrDefault(COLLABORATIVE, collaborative),
        some.getOrDefault(POPULARITY, popularity));
  }

  /**
   * These weights with less, or more, of what is personal.
   *
   * @param share at least 0
   */
  public SignalWeights withPersonal(double share) {
    return new SignalWeights(lexical, semantic, share * content, share * collaborative, popularity);
  }

  /** The weights by name. */
  public Map<String, Double> asMap() {
    return Map.of(
        LEXICAL,
        lexical,
        SEMANTIC,
        semantic,
        CONTENT,
        content,
        COLLABORATIVE,
        collaborative,
        POPULARITY,
        popularity);
  }
}
