package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.chatrec.node.Rest;

/** Reads answers of searches and of the plugin, and checks what holds for all of them. */
public final class Answers {
  /** What the contract allows between a score and the sum of its parts. */
  static final double TOLERANCE = 1e-5;

  private Answers() {}

  /** The hits of a search. */
  public static List<JsonNode> hits(JsonNode search) {
    return list(search.at("/hits/hits"));
  }

  /** The ids of a search's hits, in order. */
  public static List<String> ids(JsonNode search) {
    return hits(search).stream().map(hit -> hit.path("_id").asText()).toList();
  }

  /** The scores of a search's hits by id, in order. */
  public static Map<String, Double> scores(JsonNode search) {
    Map<String, Double> scores = new LinkedHashMap<>();
    hits(search)
        .forEach(hit -> scores.put(hit.path("_id").asText(), hit.path("_score").asDouble()));
    return scores;
  }

  /** The ids of recommended or similar items, in order. */
  public static List<String> itemIds(JsonNode answer) {
    return list(answer.path("items")).stream().map(item -> item.path("id").asText()).toList();
  }

  /** The elements of an array. */
  public static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  /** Every hit of the search carries a breakdown that sums to its score. */
  public static void assertBreakdowns(JsonNode search) {
    assertThat(hits(search))
        .isNotEmpty()
        .allSatisfy(hit -> assertSum(hit.at("/fields/_chatrec/0"), hit.path("_score").asDouble()));
  }

  /** Every item of the answer has a breakdown that sums to its score. */
  public static void assertItemBreakdowns(JsonNode answer) {
    assertThat(list(answer.path("items")))
        .isNotEmpty()
        .allSatisfy(item -> assertSum(item.path("breakdown"), item.path("score").asDouble()));
  }

  /** The request was refused with a 400 whose reasons name the field. */
  public static void assertRefused(Rest.Answer answer, String field) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(400);
    assertThat(answer.body().path("error").findValuesAsText("reason"))
        .anySatisfy(reason -> assertThat(reason).contains(field));
  }

  /** The request asked for what is not there, and the reason names it. */
  public static void assertMissing(Rest.Answer answer, String name) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(404);
    assertThat(answer.body().at("/error/reason").asText()).contains(name);
  }

  private static void assertSum(JsonNode breakdown, double score) {
    assertThat(list(breakdown)).isNotEmpty().allMatch(JsonNode::isNumber);
    double sum = list(breakdown).stream().mapToDouble(JsonNode::asDouble).sum();
    assertThat(sum).isCloseTo(score, within(TOLERANCE));
  }
}
