package org.chatrec.benchmarks.relevance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that films are about: a tag that somebody gave them. Tags are not indexed.
 *
 * @param text the tag in the spelling that most taggers use
 * @param films that have it in any spelling
 */
public record Topic(String text, Set<String> films) {

  private static final int FEWEST = 5;
  private static final int MOST = 80;
  private static final Pattern ROW = Pattern.compile("(\\d+),(\\d+),\"?(.*?)\"?,(\\d+)");

  /** Tags that say what the tagger does or thinks with a film, not what it is about. */
  private static final Set<String> NOT_ABOUT =
      Set.of("innetflixqueue", "imdbtop250", "bad", "beautiful", "classic", "ownedondvd");

  /**
   * The topics of a folder in the format of MovieLens "latest", by name.
   *
   * @param catalog ids of the films that there are
   */
  public static List<Topic> read(Path folder, Set<String> catalog) {
    Map<String, Set<String>> films = new TreeMap<>();
    Map<String, Map<String, Integer>> spellings = new HashMap<>();
    for (String line : lines(folder.resolve("tags.csv"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches() && catalog.contains(row.group(2))) {
        String tag = row.group(3).replace("\"\"", "\"").strip().toLowerCase(Locale.ROOT);
        films.computeIfAbsent(key(tag), k -> new LinkedHashSet<>()).add(row.group(2));
        spellings.computeIfAbsent(key(tag), k -> new TreeMap<>()).merge(tag, 1, Integer::sum);
      }
    }
    List<Topic> topics = new ArrayList<>();
    films.forEach(
        (key, about) -> {
          if (about.size() >= FEWEST && about.size() <= MOST && !NOT_ABOUT.contains(key)) {
            topics.add(new Topic(usual(spellings.getOrDefault(key, Map.of())), about));
          }
        });
    return topics;
  }

  /** One for all spellings: "Time-Travel", "time travel" and "timetravel"; robot and robots. */
  static String key(String tag) {
    String letters = tag.replaceAll("[^\\p{L}\\p{N}]+", "");
    return letters.length() > 3 && letters.endsWith("s") && !letters.endsWith("ss")
        ? letters.substring(0, letters.length() - 1)
        : letters;
  }

  private static String usual(Map<String, Integer> spellings) {
    return Collections.max(spellings.entrySet(), Comparator.comparingInt(Map.Entry::getValue))
        .getKey();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
