package org.chatrec.benchmarks.eval;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.chatrec.node.Rest;

/**
 * Who likes what, by the factors that training left in the items, found without the code that
 * speaks of it. Two items have like audiences if, of all items with factors, at most one in ten is
 * nearer to one of them than the other is.
 */
final class Audiences {

  /** "Near" is a matter of rank: how large a cosine is, depends on the number of factors. */
  private static final double NEAREST = 0.1;

  private static final Pattern CLAIM =
      Pattern.compile("People who like “([^”]*)” tend to|喜欢“([^”]*)”的人往往|Wem „([^“]*)“ gefällt");

  private final Map<String, List<double[]>> factorsByTitle;

  /**
   * @param factorsByTitle several items may have one title
   */
  Audiences(Map<String, List<double[]>> factorsByTitle) {
    this.factorsByTitle = factorsByTitle;
  }

  /** Those of a catalogue of up to 10,000 items. */
  static Audiences of(Rest rest, String index) {
    JsonNode all =
        rest.post(
                "/" + index + "/_search",
                "{\"size\":10000,\"_source\":[\"title\",\"cf_vector\"],\"query\":{\"exists\":{\"field\":\"cf_vector\"}}}")
            .orFail();
    Map<String, List<double[]>> factors = new TreeMap<>();
    for (JsonNode hit : all.path("hits").path("hits")) {
      JsonNode source = hit.path("_source");
      factors
          .computeIfAbsent(source.path("title").asText(), title -> new ArrayList<>())
          .add(factors(source.path("cf_vector")));
    }
    return new Audiences(factors);
  }

  /** The last coordinate brings all items to one length and says nothing of who likes them. */
  private static double[] factors(JsonNode vector) {
    double[] factors = new double[vector.size() - 1];
    Arrays.setAll(factors, i -> vector.get(i).asDouble());
    return factors;
  }

  /** The titles that an explanation compares its item's audience with. */
  List<String> claimed(String explanation) {
    return CLAIM.matcher(explanation).results().map(Audiences::title).toList();
  }

  private static String title(MatchResult claim) {
    return IntStream.rangeClosed(1, claim.groupCount())
        .mapToObj(claim::group)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  /** Whether the same people like both. */
  boolean areAlike(String title, String other) {
    return factorsByTitle.getOrDefault(title, List.of()).stream()
        .anyMatch(
            one ->
                factorsByTitle.getOrDefault(other, List.of()).stream()
                    .anyMatch(two -> isNear(one, two)));
  }

  private boolean isNear(double[] one, double[] two) {
    double likeness = cosine(one, two);
    long all = factorsByTitle.values().stream().mapToLong(List::size).sum();
    long nearer =
        factorsByTitle.values().stream()
            .flatMap(List::stream)
            .filter(third -> third != one && cosine(one, third) > likeness)
            .count();
    return likeness > 0 && nearer <= NEAREST * all;
  }

  private static double cosine(double[] a, double[] b) {
    double dot = 0;
    double squaresOfA = 0;
    double squaresOfB = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
      squaresOfA += a[i] * a[i];
      squaresOfB += b[i] * b[i];
    }
    return squaresOfA == 0 || squaresOfB == 0 ? 0 : dot / Math.sqrt(squaresOfA * squaresOfB);
  }
}
