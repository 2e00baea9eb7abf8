package org.chatrec.benchmarks.relevance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The yardstick: the product's signals, standardised here. Words for the best score of the query,
 * meaning for the query's cosines to a fixed sample of items, popularity for its logarithm over the
 * catalogue, taste (EASE) for the person's scores of the sample's items that are nearest to the
 * query. Every constant is one of query, person and catalogue, so nothing here is out of a
 * product's reach.
 */
final class Offline {

  /** What the parts count; from trials on another data set. */
  record Weights(double words, double meaning, double popularity, double taste) {
    static final Weights NOBODY = new Weights(3, 1, 0.3, 0);

    Weights withTaste(double weight) {
      return new Weights(words, meaning, popularity, weight);
    }
  }

  private static final int SAMPLE = 1_000;
  private static final int NEAR = 30;
  private static final int CANDIDATES = 100;

  private final Map<String, float[]> vectors;
  private final Map<String, Double> popularity;
  private final List<String> sample;

  Offline(Map<String, float[]> vectors, Map<String, Double> likes) {
    this.vectors = vectors;
    this.popularity = standardised(vectors.keySet(), likes);
    List<String> all = new ArrayList<>(vectors.keySet());
    Collections.sort(all);
    Collections.shuffle(all, new Random(1));
    this.sample = List.copyOf(all.subList(0, Math.min(SAMPLE, all.size())));
  }

  private static Map<String, Double> standardised(Set<String> ids, Map<String, Double> likes) {
    Map<String, Double> logs = new HashMap<>();
    ids.forEach(id -> logs.put(id, Math.log1p(likes.getOrDefault(id, 0.0))));
    Moments usual = Moments.of(logs.values().stream().mapToDouble(v -> v).toArray());
    logs.replaceAll((id, log) -> usual.standardised(log));
    return logs;
  }

  /** What is known of one query. */
  record Prepared(Map<String, Double> words, Map<String, Double> meaning, List<String> near) {}

  /**
   * Candidates and constants of a query.
   *
   * @param hits of the words, best first
   */
  Prepared prepare(float[] query, JsonNode hits, Set<String> without) {
    Map<String, Double> words = new HashMap<>();
    double best = hits.isEmpty() ? 1 : hits.get(0).path("_score").asDouble();
    hits.forEach(hit -> words.put(hit.path("_id").asText(), hit.path("_score").asDouble() / best));
    Map<String, Double> cosines = new HashMap<>();
    vectors.forEach((id, vector) -> cosines.put(id, dot(query, vector)));
    Moments usual = Moments.of(sample.stream().mapToDouble(cosines::get).toArray());
    List<String> nearest = best(cosines, vectors.keySet(), without, CANDIDATES);
    Set<String> candidates = new LinkedHashSet<>(words.keySet());
    candidates.addAll(nearest);
    Map<String, Double> meaning = new HashMap<>();
    candidates.stream()
        .filter(id -> !without.contains(id))
        .forEach(
            id ->
                meaning.put(id, cosines.containsKey(id) ? usual.standardised(cosines.get(id)) : 0));
    return new Prepared(words, meaning, best(cosines, sample, Set.of(), NEAR));
  }

  /** The best ten. */
  List<String> rank(Prepared query, Map<String, Double> taste, Weights weights) {
    Moments usual =
        Moments.of(query.near().stream().mapToDouble(id -> taste.getOrDefault(id, 0.0)).toArray());
    Map<String, Double> scores = new HashMap<>();
    query
        .meaning()
        .forEach(
            (id, meaning) ->
                scores.put(
                    id,
                    weights.words() * query.words().getOrDefault(id, 0.0)
                        + weights.meaning() * meaning
                        + weights.popularity() * popularity.getOrDefault(id, 0.0)
                        + weights.taste() * usual.standardised(taste.getOrDefault(id, 0.0))));
    return best(scores, scores.keySet(), Set.of(), 10);
  }

  static List<String> best(
      Map<String, Double> scores, Iterable<String> ids, Set<String> without, int most) {
    List<String> ranked = new ArrayList<>();
    for (String id : ids) {
      if (!without.contains(id)) {
        ranked.add(id);
      }
    }
    ranked.sort(
        Comparator.comparingDouble((String id) -> -scores.getOrDefault(id, 0.0))
            .thenComparing(id -> id));
    return List.copyOf(ranked.subList(0, Math.min(most, ranked.size())));
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Mean and deviation. */
  record Moments(double mean, double deviation) {
    static Moments of(double[] values) {
      double mean = Arrays.stream(values).average().orElse(0);
      double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
      return new Moments(mean, Math.sqrt(variance));
    }

    double standardised(double value) {
      return deviation == 0 ? 0 : (value - mean) / deviation;
    }
  }
}
