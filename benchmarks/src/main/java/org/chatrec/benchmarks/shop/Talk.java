package org.chatrec.benchmarks.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A conversation with a shop: one message, or several turns.
 *
 * @param id ends with its number
 * @param language of the messages, as a code
 * @param turns what is said, and what a right answer looks like
 */
public record Talk(String id, String language, List<Turn> turns) {

  private static final JsonMapper JSON = new JsonMapper();

  /** One message. */
  record Turn(String message, Check check) {}

  /**
   * Whether whoever builds may look at it: those of odd numbers. What is wrong with the others is
   * never told.
   */
  public boolean mayBeLookedAt() {
    return Integer.parseInt(id.replaceAll("\\D", "")) % 2 == 1;
  }

  /**
   * The single messages.
   *
   * @param set 1; 2 for those of another author; 3 to 5 of a third, in the order in which they were
   *     looked at. All of 2 to 5 may be looked at
   */
  public static List<Talk> messages(int set) {
    return read("shop-messages", set);
  }

  /** The conversations of several turns. */
  public static List<Talk> dialogues(int set) {
    return read("shop-dialogues", set);
  }

  private static List<Talk> read(String name, int set) {
    String resource = name + (set == 1 ? "" : "-" + set) + ".jsonl";
    List<Talk> all = new ArrayList<>();
    try (InputStream in = Talk.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from this build");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          all.add(of(JSON.readTree(line)));
        }
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Talk of(JsonNode line) {
    List<Turn> turns = new ArrayList<>();
    for (JsonNode turn : line.has("turns") ? line.path("turns") : List.of(line)) {
      turns.add(new Turn(turn.path("message").asText(), new Check(turn.path("check"))));
    }
    return new Talk(line.path("id").asText(), line.path("lang").asText(), turns);
  }
}
