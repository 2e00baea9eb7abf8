package org.chatrec.conversation.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What people often ask for in Chinese, in the words of catalogues whose texts are English: neither
 * words nor a model of English find anything by the Chinese ones. What is not in the list stays as
 * it is.
 */
public final class Topics {
  private static final Pattern HAN = Pattern.compile("\\p{IsHan}+");

  /** How much of a run has to be known for certain, in terms of more than one character. */
  private static final double KNOWN = 0.5;

  private final Map<String, String> english = new HashMap<>();
  private int longest = 1;

  /** The list that travels with chatrec. */
  public static Topics builtIn() {
    Topics topics = new Topics();
    Resources.lines("languages/zh/topics.txt").forEach(topics::add);
    return topics;
  }

  private Topics() {}

  private void add(String line) {
    String[] sides = line.split("=>", 2);
    for (String spoken : sides[0].split(",")) {
      english.put(spoken.strip(), sides[1].strip());
      longest = Math.max(longest, spoken.strip().length());
    }
  }

  /** Characters of the longest term. */
  public int longest() {
    return longest;
  }

  public boolean has(String term) {
    return english.containsKey(term);
  }

  /**
   * The text with its Chinese in English, run by run; a run of which too much is not known is a
   * name perhaps ("海上钢琴师") and stays.
   */
  public String inEnglish(String text) {
    return HAN.matcher(text)
        .replaceAll(run -> Matcher.quoteReplacement(" " + translated(run.group()) + " "))
        .replaceAll(" +", " ")
        .strip();
  }

  private String translated(String run) {
    List<String> parts = parts(run);
    int known = parts.stream().filter(english::containsKey).mapToInt(String::length).sum();
    boolean whole = known == run.length();
    int certain =
        parts.stream()
            .filter(part -> part.length() > 1 && english.containsKey(part))
            .mapToInt(String::length)
            .sum();
    return whole || certain >= KNOWN * run.length()
        ? parts.stream()
            .filter(part -> part.length() > 1 || english.containsKey(part))
            .map(part -> whole || part.length() > 1 ? english.getOrDefault(part, part) : part)
            .collect(Collectors.joining(" "))
        : run;
  }

  /** The longest terms from left to right, and what is between them. */
  private List<String> parts(String run) {
    List<String> parts = new ArrayList<>();
    StringBuilder unknown = new StringBuilder();
    int at = 0;
    while (at < run.length()) {
      String term = termAt(run, at);
      if (term == null) {
        unknown.append(run.charAt(at++));
      } else {
        flush(unknown, parts);
        parts.add(term);
        at += term.length();
      }
    }
    flush(unknown, parts);
    return parts;
  }

  private static void flush(StringBuilder unknown, List<String> parts) {
    if (!unknown.isEmpty()) {
      parts.add(unknown.toString());
      unknown.setLength(0);
    }
  }

  private @Nullable String termAt(String text, int at) {
    for (int end = Math.min(text.length(), at + longest); end > at; end--) {
      String term = text.substring(at, end);
      if (english.containsKey(term)) {
        return term;
      }
    }
    return null;
  }
}
