package org.chatrec.benchmarks.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chatrec.demo.Dataset;

/**
 * MovieLens as this evaluation uses it. Each user's first 80 % of ratings, in order of time or by
 * chance, are the past; of the rest, ratings of four stars and more are what the user likes later.
 * Each user's history is moved in time as a whole, so that its last past event is of the day of the
 * run: the data span 22 years and recency means something within a user only. Tags are not indexed,
 * because they are the queries.
 *
 * @param items films without their tags
 * @param viewers all users, by id
 * @param byTag films by tag, of tags that at least two people gave and at least five films have
 */
public record Films(
    List<Dataset.Item> items, List<Viewer> viewers, Map<String, Set<String>> byTag) {

  private static final double PAST = 0.8;
  private static final double LIKED = 4;
  private static final int FEWEST_FILMS = 5;
  private static final int FEWEST_PEOPLE = 2;

  private static final Pattern TAG_ROW = Pattern.compile("(\\d+),(\\d+),\"?(.*?)\"?,(\\d+)");

  /** Reads the folder. */
  public static Films read(Path folder, Instant today) {
    return read(folder, today, Integer.MAX_VALUE);
  }

  /** Reads the folder as if there were no films but those that most people rated. */
  public static Films read(Path folder, Instant today, int most) {
    return read(folder, today, most, HeldOutRatings.NEWEST);
  }

  /** Reads the folder with other ratings held out. */
  public static Films read(Path folder, Instant today, HeldOutRatings heldOut) {
    return read(folder, today, Integer.MAX_VALUE, heldOut);
  }

  private static Films read(Path folder, Instant today, int most, HeldOutRatings heldOut) {
    Dataset data = Dataset.movieLens(folder);
    data.items().forEach(item -> item.source().remove("tags"));
    Map<String, Integer> ratings = new HashMap<>();
    data.events().forEach(event -> ratings.merge(item(event), 1, Integer::sum));
    List<Dataset.Item> items =
        data.items().stream()
            .sorted(Comparator.comparingInt(film -> -ratings.getOrDefault(film.id(), 0)))
            .limit(most)
            .toList();
    Set<String> ids = items.stream().map(Dataset.Item::id).collect(Collectors.toSet());
    Map<String, List<ObjectNode>> byUser = new TreeMap<>();
    for (ObjectNode event : data.events()) {
      if (ids.contains(item(event))) {
        byUser.computeIfAbsent(event.path("user_id").asText(), u -> new ArrayList<>()).add(event);
      }
    }
    List<Viewer> viewers = new ArrayList<>();
    byUser.forEach((user, events) -> viewers.add(viewer(user, heldOut.order(user, events), today)));
    return new Films(items, viewers, tags(folder));
  }

  private static String item(JsonNode event) {
    return event.path("item_id").asText();
  }

  private static Viewer viewer(String user, List<ObjectNode> ordered, Instant today) {
    int split = (int) (PAST * ordered.size());
    List<ObjectNode> past = ordered.subList(0, split);
    Set<String> seen = new HashSet<>();
    past.forEach(event -> seen.add(event.path("item_id").asText()));
    Set<String> likes = new LinkedHashSet<>();
    for (ObjectNode event : ordered.subList(split, ordered.size())) {
      if (event.path("value").asDouble() >= LIKED) {
        likes.add(event.path("item_id").asText());
      }
    }
    Instant last = past.stream().map(Films::time).max(Comparator.naturalOrder()).orElse(today);
    Duration shift = Duration.between(last, today);
    past.forEach(event -> event.put("timestamp", time(event).plus(shift).toString()));
    return new Viewer(user, List.copyOf(past), Set.copyOf(seen), likes);
  }

  static Instant time(JsonNode event) {
    return Instant.parse(event.path("timestamp").asText());
  }

  private static Map<String, Set<String>> tags(Path folder) {
    Map<String, Set<String>> films = new TreeMap<>();
    Map<String, Set<String>> people = new HashMap<>();
    for (String line : lines(folder.resolve("tags.csv"))) {
      Matcher row = TAG_ROW.matcher(line);
      if (row.matches()) {
        String tag = row.group(3).replace("\"\"", "\"").strip().toLowerCase(Locale.ROOT);
        films.computeIfAbsent(tag, t -> new LinkedHashSet<>()).add(row.group(2));
        people.computeIfAbsent(tag, t -> new HashSet<>()).add(row.group(1));
      }
    }
    films
        .entrySet()
        .removeIf(
            tag ->
                tag.getValue().size() < FEWEST_FILMS
                    || people.get(tag.getKey()).size() < FEWEST_PEOPLE);
    return new LinkedHashMap<>(films);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
