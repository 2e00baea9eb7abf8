package org.chatrec.conversation.catalog;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatrec.conversation.text.Resources;
import org.chatrec.conversation.text.Tokenizer;

/**
 * Words that people use for values that catalogues call differently. Both sides are compared by
 * {@link Tokenizer#key}.
 */
public final class Synonyms {
  private final Map<String, Set<String>> spokenByValue = new HashMap<>();

  private Synonyms(List<String> lines) {
    lines.forEach(this::add);
  }

  /** The list that travels with chatrec. */
  public static Synonyms builtIn() {
    return new Synonyms(Resources.lines("text/synonyms.txt"));
  }

  /** What people may say for a value with this key, as keys. */
  public Set<String> spokenFor(String valueKey) {
    return spokenByValue.getOrDefault(valueKey, Set.of());
  }

  private void add(String line) {
    String[] sides = line.split("=>", 2);
    if (sides.length == 2) {
      connect(keys(sides[0], ","), keys(sides[1], ","));
    } else {
      List<String> group = keys(line, "=");
      connect(group, group);
    }
  }

  private void connect(List<String> spoken, List<String> values) {
    for (String value : values) {
      spokenByValue.computeIfAbsent(value, v -> new LinkedHashSet<>()).addAll(spoken);
    }
  }

  private static List<String> keys(String side, String separator) {
    return Arrays.stream(side.split(separator)).map(Tokenizer::key).distinct().toList();
  }
}
