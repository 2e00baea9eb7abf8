package org.chatrec.benchmarks.relevance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.chatrec.ranking.evaluation.ListQuality;

/**
 * Tries weights on one set of candidates. A part of a score is a function of document and request
 * alone, so that the parts of the first {@value #CANDIDATES} hits are asked for once and every
 * table of weights is a sum in this program. Only for the half that constants are chosen on.
 */
final class WeightChoice {

  private static final int CANDIDATES = 500;
  private static final int SHOWN = 10;
  private static final int LINES = 12;
  private static final List<String> PARTS =
      List.of("lexical", "semantic", "content", "collaborative", "popularity");

  /** Nearness in meaning counts 1; all else is for that. */
  private static final double[][] TRIED = {
    {.1, .2, .25, .3, .4, .5, .7, 1},
    {1},
    {0, .05, .1, .15, .2, .3, .4},
    {0, .1, .15, .2, .25, .3, .4, .5, .7},
    {.1, .2, .25, .3, .35, .4, .5, .7}
  };

  /** What people's topic has to keep of nobody's. */
  private static final double TOPIC_KEPT = 1;

  private final Shop shop;
  private final List<Topic> topics;
  private final List<Question> questions;
  private final PrintStream out;

  WeightChoice(Shop shop, List<Topic> topics, List<Question> questions, PrintStream out) {
    this.shop = shop;
    this.topics = topics;
    this.questions = questions;
    this.out = out;
  }

  /** A hit's parts in the order of {@link #PARTS}, the personal ones times the share. */
  private record Candidate(String id, double[] parts) {

    double score(double[] weights) {
      double score = 0;
      for (int i = 0; i < parts.length; i++) {
        score += weights[i] * parts[i];
      }
      return score;
    }
  }

  private record Asked(List<Candidate> candidates, Set<String> relevant) {

    double ndcg(double[] weights) {
      List<String> ranked =
          candidates.stream()
              .sorted(
                  Comparator.comparingDouble((Candidate c) -> -c.score(weights))
                      .thenComparing(Candidate::id))
              .limit(SHOWN)
              .map(Candidate::id)
              .toList();
      return ListQuality.of(ranked, relevant, SHOWN).ndcg();
    }
  }

  private record Tried(double[] weights, double topic, double people, double later) {

    double kept() {
      return people / topic;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s: topic of nobody %.4f, of people %.4f, likes %.4f",
          Arrays.toString(weights),
          topic,
          people,
          later);
    }
  }

  /** Tries all and prints the best, and what each weight alone does. */
  void run() {
    List<Asked> nobody = nobody();
    List<Asked> people = people(false);
    List<Asked> later = people(true);
    double[] best = shipped();
    out.printf("weights of %s, personal ones times the share%n", PARTS);
    out.println("as shipped   " + tried(best, nobody, people, later));
    for (boolean better = true; better; ) {
      better = false;
      for (int part = 0; part < best.length; part++) {
        double[] next = step(best, part, nobody, people, later);
        better |= !Arrays.equals(next, best);
        best = next;
      }
    }
    out.println("chosen       " + tried(best, nobody, people, later));
  }

  /** The best value of one weight while the others stay. */
  private double[] step(
      double[] from, int part, List<Asked> nobody, List<Asked> people, List<Asked> later) {
    List<Tried> tried = new ArrayList<>();
    for (double value : TRIED[part]) {
      double[] weights = from.clone();
      weights[part] = value;
      tried.add(tried(weights, nobody, people, later));
    }
    ToDoubleFunction<Tried> gain = one -> one.topic() + one.later() - lost(one);
    tried.stream()
        .sorted(Comparator.comparingDouble(gain).reversed())
        .limit(LINES)
        .forEach(one -> out.printf("%-13s%s%n", PARTS.get(part), one));
    Tried best = tried.stream().max(Comparator.comparingDouble(gain)).orElseThrow();
    return best.weights();
  }

  private static double lost(Tried one) {
    return 10 * Math.max(0, TOPIC_KEPT - one.kept());
  }

  private static Tried tried(
      double[] weights, List<Asked> nobody, List<Asked> people, List<Asked> later) {
    double[] none = weights.clone();
    none[PARTS.indexOf("content")] = 0;
    none[PARTS.indexOf("collaborative")] = 0;
    return new Tried(
        weights,
        mean(nobody, none),
        mean(people, weights) / mean(people, none) * mean(nobody, none),
        mean(later, weights));
  }

  private static double mean(List<Asked> asked, double[] weights) {
    return asked.stream().mapToDouble(one -> one.ndcg(weights)).average().orElse(0);
  }

  private double[] shipped() {
    Map<String, Double> weights = shop.weights();
    return PARTS.stream().mapToDouble(part -> weights.getOrDefault(part, 0.0)).toArray();
  }

  private List<Asked> nobody() {
    List<ObjectNode> bodies =
        topics.stream().map(t -> parts(t.text(), Shop.NOBODY, Set.of(), ones())).toList();
    List<JsonNode> hits = shop.hits(bodies);
    List<Asked> asked = new ArrayList<>();
    for (int i = 0; i < hits.size(); i++) {
      asked.add(new Asked(candidates(hits.get(i), 0), topics.get(i).films()));
    }
    return asked;
  }

  private List<Asked> people(boolean newOnly) {
    List<JsonNode> ones = shop.hits(bodies(newOnly, ones()));
    List<JsonNode> shares = shop.hits(bodies(newOnly, Map.of()));
    double weight = shop.weights().getOrDefault("collaborative", 0.0);
    List<Asked> asked = new ArrayList<>();
    for (int i = 0; i < ones.size(); i++) {
      Question question = questions.get(i);
      double share = share(ones.get(i), shares.get(i), weight);
      asked.add(
          new Asked(
              candidates(ones.get(i), share),
              newOnly ? question.later() : question.topic().films()));
    }
    return asked;
  }

  private List<ObjectNode> bodies(boolean newOnly, Map<String, Double> weights) {
    return questions.stream()
        .map(
            q ->
                parts(
                    q.topic().text(),
                    q.viewer().id(),
                    newOnly ? q.viewer().seen() : Set.of(),
                    weights))
        .toList();
  }

  private ObjectNode parts(
      String text, String user, Set<String> without, Map<String, Double> weights) {
    ObjectNode body =
        weights.isEmpty()
            ? shop.hybrid(text, user, without)
            : shop.hybrid(text, user, without, weights);
    ((ObjectNode) body.at("/ext/chatrec")).put("breakdown", true);
    return body.put("size", CANDIDATES);
  }

  /** What the default weight of taste is multiplied by, as one hit of both answers tells. */
  private static double share(JsonNode ones, JsonNode shares, double weight) {
    Map<String, Double> plain = new HashMap<>();
    ones.forEach(hit -> plain.put(hit.path("_id").asText(), part(hit, "collaborative")));
    for (JsonNode hit : shares) {
      double one = plain.getOrDefault(hit.path("_id").asText(), 0.0);
      if (one > 0) {
        return part(hit, "collaborative") / one / weight;
      }
    }
    return 0;
  }

  private static List<Candidate> candidates(JsonNode hits, double share) {
    List<Candidate> candidates = new ArrayList<>();
    for (JsonNode hit : hits) {
      double[] parts = PARTS.stream().mapToDouble(name -> part(hit, name)).toArray();
      parts[PARTS.indexOf("content")] *= share;
      parts[PARTS.indexOf("collaborative")] *= share;
      candidates.add(new Candidate(hit.path("_id").asText(), parts));
    }
    return candidates;
  }

  private static double part(JsonNode hit, String name) {
    return hit.at("/fields/_chatrec/0").path(name).asDouble();
  }

  private static Map<String, Double> ones() {
    Map<String, Double> ones = new HashMap<>();
    PARTS.forEach(part -> ones.put(part, 1.0));
    return ones;
  }
}
