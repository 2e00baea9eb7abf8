package org.chatrec.benchmarks.relevance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chatrec.benchmarks.search.Films;
import org.chatrec.benchmarks.search.Viewer;
import org.chatrec.demo.Dataset;

/** The catalogues that are evaluated, from the files of a folder of data. */
final class Sources {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Map<String, String> TEXT = Map.of("type", "text");
  private static final Map<String, String> KEYWORD = Map.of("type", "keyword");
  private static final Map<String, String> INTEGER = Map.of("type", "integer");
  private static final Map<String, String> CHINESE = Map.of("type", "text", "analyzer", "cjk");
  private static final Dataset.Examples NONE = new Dataset.Examples("", "", "", "");
  private static final int BOOKS = 4_000;

  private Sources() {}

  static Dataset films(Films films, String model) {
    return films("films-topics", films, model);
  }

  static Dataset films(String name, Films films, String model) {
    List<ObjectNode> past = new ArrayList<>();
    for (Viewer viewer : films.viewers()) {
      past.addAll(viewer.past());
    }
    ObjectNode declaration =
        Declaration.of(name, model, "en")
            .learned()
            .fields("text_fields", List.of("title^3", "overview"))
            .fields("filter_fields", List.of("genres", "year"))
            .fields("embed_fields", List.of("title", "genres", "overview"))
            .mapping(
                Map.of(
                    "title",
                    TEXT,
                    "overview",
                    TEXT,
                    "genres",
                    KEYWORD,
                    "cast",
                    KEYWORD,
                    "year",
                    INTEGER))
            .body();
    return new Dataset(name, declaration, films.items(), past, NONE);
  }

  /** Books with title, authors and year: no text to speak of, so that names are all there is. */
  static Dataset books(Path folder, String model) {
    List<Dataset.Item> items = new ArrayList<>();
    for (Map<String, String> row : rows(folder.resolve("goodbooks-10k/books.csv"))) {
      if (items.size() < BOOKS) {
        ObjectNode book = JSON.createObjectNode().put("title", row.get("title"));
        book.put("author", row.get("authors")).put("original", row.get("original_title"));
        items.add(new Dataset.Item(String.valueOf(row.get("book_id")), book));
      }
    }
    ObjectNode declaration =
        Declaration.of("books", model, "en")
            .fields("text_fields", List.of("title^3", "author"))
            .fields("embed_fields", List.of("title", "author"))
            .mapping(
                Map.of(
                    "title",
                    TEXT,
                    "author",
                    TEXT,
                    "original",
                    Map.of("type", "keyword", "index", "false")))
            .body();
    return new Dataset("books", declaration, items, List.of(), NONE);
  }

  /** By the book's own title without its series, and by author and title. */
  static List<KnownItem> bookQueries(Dataset books, Split split) {
    List<KnownItem> queries = new ArrayList<>();
    for (Dataset.Item book : books.items()) {
      String title = book.source().path("original").asText("");
      if (split.has(book.id()) && !title.isBlank() && !title.equals("null")) {
        String author = book.source().path("author").asText().split(",")[0];
        queries.add(new KnownItem("titles", title, book.id()));
        queries.add(new KnownItem("author and title", author + " " + title, book.id()));
      }
    }
    return queries;
  }

  /** Programs described in Chinese. */
  static Dataset packages(Path folder, String model) {
    List<Dataset.Item> items = new ArrayList<>();
    for (JsonNode row : lines(folder.resolve("debian-zh/packages_zh_en.jsonl"))) {
      ObjectNode program = JSON.createObjectNode();
      program.set("title", row.path("title_zh"));
      program.set("text", row.path("text_zh"));
      program.put("name", row.path("id").asText());
      program.set("english", row.path("title_en"));
      items.add(new Dataset.Item(row.path("id").asText(), program));
    }
    ObjectNode declaration =
        Declaration.of("packages", model, "zh")
            .fields("text_fields", List.of("title^3", "text", "name"))
            .fields("embed_fields", List.of("title", "text"))
            .mapping(Map.of("title", CHINESE, "text", CHINESE, "name", TEXT, "english", TEXT))
            .body();
    return new Dataset("packages", declaration, items, List.of(), NONE);
  }

  static List<KnownItem> packageQueries(Dataset packages, Split split) {
    List<KnownItem> queries = new ArrayList<>();
    for (Dataset.Item program : packages.items()) {
      if (split.has(program.id())) {
        String title = program.source().path("title").asText("");
        if (!title.isBlank()) {
          queries.add(new KnownItem("Chinese titles", title, program.id()));
        }
        queries.add(new KnownItem("names", program.id(), program.id()));
      }
    }
    return queries;
  }

  private static List<Map<String, String>> rows(Path file) {
    try (MappingIterator<Map<String, String>> rows =
        new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(file.toFile())) {
      return rows.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static List<JsonNode> lines(Path file) {
    try {
      List<JsonNode> rows = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        rows.add(JSON.readTree(line));
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
