package org.chatrec.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chatrec.node.LaunchException;

/**
 * A folder in the format of MovieLens "latest": {@code movies.csv}, {@code ratings.csv}, {@code
 * tags.csv}, and beside them, where there is one, {@code wiki_extracts_by_movieId.jsonl} with an
 * encyclopedia's lead text and cast.
 */
final class MovieLens {
  private static final JsonMapper JSON = new JsonMapper();
  private static final CsvMapper CSV = new CsvMapper();
  private static final Pattern TITLE =
      Pattern.compile("(.*?)(?:, (The|A|An))?\\s*\\((\\d{4})\\)\\s*");

  private static final String NO_GENRES = "(no genres listed)";

  private final Path folder;

  private MovieLens(Path folder) {
    this.folder = folder;
  }

  static Dataset read(Path folder) {
    MovieLens reader = new MovieLens(folder);
    return new Dataset(
        "movielens",
        Definitions.films(
            "movielens",
            List.of("title^3", "overview", "cast^2", "tags"),
            List.of("genres", "cast", "tags", "year"),
            List.of("title", "genres", "overview")),
        reader.items(),
        reader.events(),
        new Dataset.Examples(
            "a tense science fiction film from the nineties, not a comedy", "1", "414", "space"));
  }

  private List<Dataset.Item> items() {
    Map<String, JsonNode> extracts = extracts();
    Map<String, Set<String>> tags = tags();
    List<Dataset.Item> items = new ArrayList<>();
    for (Map<String, String> row : rows("movies.csv")) {
      String id = cell(row, "movieId");
      ObjectNode film = film(row);
      if (tags.containsKey(id)) {
        film.set("tags", Definitions.strings(List.copyOf(tags.get(id))));
      }
      if (extracts.containsKey(id)) {
        film.set("overview", extracts.get(id).path("extract"));
        film.set("cast", extracts.get(id).path("cast"));
      }
      items.add(new Dataset.Item(id, film));
    }
    return items;
  }

  private static ObjectNode film(Map<String, String> row) {
    ObjectNode film = JSON.createObjectNode();
    Matcher title = TITLE.matcher(cell(row, "title"));
    if (title.matches()) {
      String article = title.group(2) == null ? "" : title.group(2) + " ";
      film.put("title", article + title.group(1));
      film.put("year", Integer.parseInt(title.group(3)));
    } else {
      film.put("title", cell(row, "title").strip());
    }
    String genres = cell(row, "genres");
    film.set(
        "genres",
        Definitions.strings(genres.equals(NO_GENRES) ? List.of() : List.of(genres.split("\\|"))));
    return film;
  }

  private List<ObjectNode> events() {
    List<ObjectNode> events = new ArrayList<>();
    for (Map<String, String> row : rows("ratings.csv")) {
      String user = cell(row, "userId");
      String item = cell(row, "movieId");
      events.add(
          JSON.createObjectNode()
              .put("event_id", "rating-" + user + "-" + item)
              .put("user_id", user)
              .put("item_id", item)
              .put("type", "rating")
              .put("value", Double.parseDouble(cell(row, "rating")))
              .put("timestamp", instant(cell(row, "timestamp"))));
    }
    return events;
  }

  private Map<String, Set<String>> tags() {
    Map<String, Set<String>> tags = new TreeMap<>();
    for (Map<String, String> row : rows("tags.csv")) {
      tags.computeIfAbsent(cell(row, "movieId"), id -> new LinkedHashSet<>()).add(cell(row, "tag"));
    }
    return tags;
  }

  private Map<String, JsonNode> extracts() {
    Path file = folder.resolve("wiki_extracts_by_movieId.jsonl");
    Map<String, JsonNode> extracts = new TreeMap<>();
    if (!Files.exists(file)) {
      return extracts;
    }
    try (Stream<String> lines = Files.lines(file)) {
      for (String line : (Iterable<String>) lines::iterator) {
        JsonNode node = JSON.readTree(line);
        extracts.put(node.path("movieId").asText(), node);
      }
    } catch (IOException e) {
      throw new LaunchException("cannot read " + file, e);
    }
    return extracts;
  }

  private List<Map<String, String>> rows(String name) {
    Path file = folder.resolve(name);
    if (!Files.isReadable(file)) {
      throw new LaunchException("--data must be a MovieLens folder; it has no " + file);
    }
    try (MappingIterator<Map<String, String>> rows =
        CSV.readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(file.toFile())) {
      return rows.readAll();
    } catch (IOException e) {
      throw new LaunchException("cannot read " + file, e);
    }
  }

  private static String cell(Map<String, String> row, String column) {
    String value = row.get(column);
    if (value == null) {
      throw new LaunchException("a row has no column [" + column + "]: " + row);
    }
    return value;
  }

  private static String instant(String seconds) {
    return Instant.ofEpochSecond(Long.parseLong(seconds)).toString();
  }
}
