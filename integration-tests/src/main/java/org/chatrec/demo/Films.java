package org.chatrec.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The sample catalogue that comes with the project: real films, invented viewers. */
final class Films {
  private static final JsonMapper JSON = new JsonMapper();

  private Films() {}

  static Dataset read() {
    List<String> filters =
        List.of("genres", "director", "cast", "country", "language", "year", "runtime");
    return new Dataset(
        "films",
        Definitions.films(
            "films",
            List.of("title^3", "overview", "director^2", "cast^2"),
            filters,
            List.of("title", "genres", "director", "overview")),
        lines("films.jsonl").stream().map(Films::item).toList(),
        lines("events.ndjson"),
        new Dataset.Examples(
            "a tense science fiction film from the nineties, not a comedy",
            "ridley",
            "miyazaki",
            "space"));
  }

  private static Dataset.Item item(ObjectNode film) {
    String id = film.remove("id").asText();
    return new Dataset.Item(id, film);
  }

  private static List<ObjectNode> lines(String resource) {
    try (BufferedReader reader = open(resource)) {
      return reader.lines().filter(line -> !line.isBlank()).map(Films::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }

  private static BufferedReader open(String resource) {
    InputStream stream = Films.class.getResourceAsStream(resource);
    if (stream == null) {
      throw new IllegalStateException("the sample data is missing from this build: " + resource);
    }
    return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  private static ObjectNode parse(String line) {
    try {
      return (ObjectNode) JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("not a JSON object: " + line, e);
    }
  }
}
