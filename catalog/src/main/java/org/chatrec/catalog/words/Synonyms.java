package org.chatrec.catalog.words;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The synonyms of a catalogue, as lines in the form that OpenSearch's synonym filters read: {@code
 * sofa, couch} finds one by the other, {@code sneaker, trainer => running shoe} finds running shoes
 * by either word, and not the other way round. What was typed is always looked for as well.
 */
public final class Synonyms {

  /** None. */
  public static final Synonyms NONE = new Synonyms(List.of());

  private static final int MOST_LINES = 10_000;
  private static final int LONGEST_LINE = 2_000;

  private final List<String> lines;
  private final Map<List<String>, Set<List<String>>> byKey = new HashMap<>();
  private final int longest;

  /**
   * @param lines as declared
   * @throws IllegalArgumentException naming the line that cannot be read
   */
  public Synonyms(List<String> lines) {
    if (lines.size() > MOST_LINES) {
      throw new IllegalArgumentException(
          "[synonyms] may have at most " + MOST_LINES + " lines, has " + lines.size());
    }
    this.lines = List.copyOf(lines);
    lines.forEach(this::add);
    this.longest = byKey.keySet().stream().mapToInt(List::size).max().orElse(0);
  }

  private void add(String line) {
    String[] sides = line.split("=>", -1);
    if (sides.length > 2 || line.length() > LONGEST_LINE) {
      throw wrong(line);
    }
    List<List<String>> left = terms(sides[0], line);
    List<List<String>> right = sides.length == 1 ? left : terms(sides[1], line);
    if (sides.length == 1 && left.size() < 2) {
      throw wrong(line);
    }
    for (List<String> term : left) {
      Set<List<String>> others = byKey.computeIfAbsent(key(term), key -> new LinkedHashSet<>());
      right.stream().filter(other -> !key(other).equals(key(term))).forEach(others::add);
    }
  }

  private static List<List<String>> terms(String side, String line) {
    List<List<String>> terms = new ArrayList<>();
    for (String term : side.split(",", -1)) {
      List<String> words = Tokens.of(term).stream().map(Tokens.Token::text).toList();
      if (words.isEmpty()) {
        throw wrong(line);
      }
      terms.add(words);
    }
    return terms;
  }

  private static IllegalArgumentException wrong(String line) {
    return new IllegalArgumentException(
        "[synonyms] has ["
            + line
            + "]: expected words with commas between them, as [sofa, couch], or"
            + " [sneaker, trainer => running shoe]");
  }

  private static List<String> key(Collection<String> words) {
    return words.stream().map(Forms::singular).toList();
  }

  /** As declared. */
  public List<String> lines() {
    return lines;
  }

  /** Words of the longest term that has a synonym. */
  int longest() {
    return longest;
  }

  /** What else to look for, each as words in a row. */
  Set<List<String>> of(List<String> words) {
    return byKey.getOrDefault(key(words), Set.of());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Synonyms that && lines.equals(that.lines);
  }

  @Override
  public int hashCode() {
    return lines.hashCode();
  }

  @Override
  public String toString() {
    return lines.toString();
  }
}
