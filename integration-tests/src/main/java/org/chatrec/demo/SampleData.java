package org.chatrec.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the sample data that comes with the project, from beside this class. */
final class SampleData {
  private static final JsonMapper JSON = new JsonMapper();

  private SampleData() {}

  /** The items of a file with one on each line. */
  static List<Dataset.Item> items(String resource) {
    return lines(resource).stream().map(SampleData::item).toList();
  }

  private static Dataset.Item item(ObjectNode source) {
    String id = source.remove("id").asText();
    return new Dataset.Item(id, source);
  }

  /** The objects of a file with one on each line. */
  static List<ObjectNode> lines(String resource) {
    return text(resource)
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> (ObjectNode) parse(line))
        .toList();
  }

  /** A file that is one JSON value. */
  static JsonNode json(String resource) {
    return parse(text(resource));
  }

  private static String text(String resource) {
    try (InputStream stream = SampleData.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("the sample data is missing from this build: " + resource);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("not JSON: " + json, e);
    }
  }
}
