package org.chatrec.fuzz;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request as it should be, from which wrong ones are made.
 *
 * @param method of HTTP
 * @param path with its parameters
 * @param type of the body
 * @param body its documents: none, one, or one on each line
 */
public record Seed(String method, String path, String type, List<JsonNode> body) {
  /** Writes what is nested deeper than anybody reads, too. */
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamWriteConstraints(
                      StreamWriteConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build())
                  .build())
          .build();

  private static final String FILE = "requests.ndjson";

  /**
   * One of each route, query, rescorer and processor.
   *
   * @param catalog and its index
   * @param item the id of one of its items
   */
  public static List<Seed> all(String catalog, String item) {
    try (InputStream stream = Seed.class.getResourceAsStream(FILE)) {
      if (stream == null) {
        throw new IllegalStateException(FILE + " is missing from this build");
      }
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      String filled = text.replace("{catalog}", catalog).replace("{item}", item);
      return filled.lines().map(Seed::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FILE, e);
    }
  }

  private static Seed parse(String line) {
    try {
      JsonNode seed = JSON.readTree(line);
      List<JsonNode> body = new ArrayList<>();
      seed.path("lines").forEach(body::add);
      if (seed.has("body")) {
        body.add(seed.get("body"));
      }
      return new Seed(
          seed.get("method").asText(),
          seed.get("path").asText(),
          seed.path("type").asText("application/json"),
          List.copyOf(body));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("not JSON: " + line, e);
    }
  }

  /** The method and the path without its parameters, by which findings are grouped. */
  String route() {
    return method + " " + path.replaceFirst("[?].*", "");
  }

  /** The request as it is sent where nothing is changed. */
  FuzzRequest request() {
    return request(path, body);
  }

  /** The same with another path and body. */
  FuzzRequest request(String otherPath, List<JsonNode> otherBody) {
    StringBuilder text = new StringBuilder();
    boolean lines = type.contains("ndjson");
    otherBody.forEach(document -> text.append(written(document)).append(lines ? "\n" : ""));
    return new FuzzRequest(
        method, otherPath, type, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String written(JsonNode document) {
    try {
      return JSON.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot be written", e);
    }
  }
}
