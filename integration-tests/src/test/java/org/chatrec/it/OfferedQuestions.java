package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chatrec.node.Project;
import org.chatrec.node.Rest;

/**
 * The questions that the page offers for a catalogue of the demo: each with a person, and with what
 * of that person's taste the answer should be full of.
 */
final class OfferedQuestions {
  private static final Path FILE =
      Path.of("rest-handlers", "src", "main", "ui", "src", "compare", "demo.json");

  /** Rows that the page shows of each list. */
  static final int SHOWN = 8;

  private OfferedQuestions() {}

  static List<JsonNode> of(String catalog) {
    try {
      JsonNode demo =
          new JsonMapper().readTree(Files.readString(Project.current().root().resolve(FILE)));
      return Answers.list(demo.path("catalogs")).stream()
          .filter(one -> one.path("name").asText().equals(catalog))
          .flatMap(one -> Answers.list(one.path("offers")).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Otherwise nobody would see in three minutes what a person changes. */
  static void assertThatThePersonHelps(Page page, Rest rest, String catalog) {
    Map<String, JsonNode> items =
        Answers.list(
                rest.post("/" + catalog + "/_search", "{\"size\":1000}").orFail().at("/hits/hits"))
            .stream()
            .collect(Collectors.toMap(hit -> hit.path("_id").asText(), hit -> hit.path("_source")));
    assertThat(of(catalog)).isNotEmpty();
    for (JsonNode offer : of(catalog)) {
      String user = offer.path("user").asText();
      for (String question : inEveryLanguage(offer)) {
        page.compare(catalog, user, question);
        List<String> plain = ids(page, ".column:not(.personal)");
        List<String> personal = ids(page, ".column.personal");
        String name = question + " for " + user;
        assertThat(personal).as(name).hasSize(SHOWN);
        assertThat(liked(offer, personal, items))
            .as("more of what the person likes: " + name + " " + personal)
            .isGreaterThanOrEqualTo(2 + liked(offer, plain, items));
      }
    }
  }

  private static List<String> inEveryLanguage(JsonNode offer) {
    return Stream.concat(
            Stream.of(offer.path("question")), Answers.list(offer.path("translated")).stream())
        .map(JsonNode::asText)
        .toList();
  }

  private static long liked(JsonNode offer, List<String> ids, Map<String, JsonNode> items) {
    String field = offer.at("/taste/field").asText();
    List<String> values =
        Answers.list(offer.at("/taste/values")).stream().map(JsonNode::asText).toList();
    return ids.stream()
        .map(id -> items.get(id).path(field).toString())
        .filter(text -> values.stream().anyMatch(text::contains))
        .count();
  }

  /** Of the cards in a list, all at one moment: lists change while one looks. */
  private static List<String> ids(Page page, String list) {
    String script =
        "return [...document.querySelectorAll(arguments[0] + ' .card')]"
            + ".map(card => card.dataset.item)";
    return ((List<?>) Objects.requireNonNull(page.run(script, list)))
        .stream().map(String::valueOf).toList();
  }
}
