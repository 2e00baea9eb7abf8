package org.chatrec.benchmarks.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Looks for weights on viewers who are not those that figures are reported of. The candidates of
 * each query are fetched once with the parts of their scores; blends are then tried without
 * searching again.
 */
public final class Tuning {

  private static final double[] BOOSTS = {1, 2, 4, 8};
  private static final double[] CONTENT = {0, 0.05, 0.1, 0.15, 0.3, 0.6};
  private static final double[] COLLABORATIVE = {0, 0.15, 0.3, 0.6, 1, 1.5, 2, 3};
  private static final double[] POPULARITY = {0, 0.025, 0.05, 0.1, 0.2, 0.3};
  private static final double[] PIVOTS = {5, 10, 20, 40, 80};
  private static final double LEXICAL = 0.5;
  private static final double TITLE_LOSS = 0.005;
  private static final int SHOWN = 12;

  private final FilmNode node;
  private final List<Query> tags;
  private final List<Query> titles;
  private final PrintStream out;

  public Tuning(FilmNode node, List<Query> tags, List<Query> titles, PrintStream out) {
    this.node = node;
    this.tags = tags;
    this.titles = titles;
    this.out = out;
  }

  /** Tries all and prints the best. */
  public void run(Mix start) {
    out.printf("validation: %d tag queries, %d title queries%n", tags.size(), titles.size());
    out.printf(
        "words: tags %.4f, titles %.4f%n", ndcg(tags, node::words), ndcg(titles, node::words));
    for (double boost : BOOSTS) {
      for (int k : new int[] {100}) {
        Mix mix = new Mix(k, boost);
        out.printf(
            "hybrid k %d boost %.0f: tags %.4f, titles %.4f%n",
            k,
            boost,
            ndcg(tags, query -> node.hybrid(query, mix)),
            ndcg(titles, query -> node.hybrid(query, mix)));
      }
    }
    blends(start);
  }

  private interface Form {
    ObjectNode of(Query query);
  }

  private double ndcg(List<Query> queries, Form form) {
    List<JsonNode> found = node.search(queries.stream().map(form::of).toList());
    double sum = 0;
    for (int i = 0; i < found.size(); i++) {
      List<String> ids = new ArrayList<>();
      found.get(i).forEach(hit -> ids.add(hit.path("_id").asText()));
      sum += Ndcg.at(10, ids, queries.get(i).relevant());
    }
    return sum / found.size();
  }

  /** A candidate: the first-pass score, and likeness, taste and popularity from 0 to 1. */
  private record Candidate(
      String id, double first, double content, double collaborative, double popularity) {

    double score(Weights w) {
      return w.lexical() * first / (first + w.pivot())
          + w.content() * content
          + w.collaborative() * collaborative
          + w.popularity() * popularity;
    }
  }

  private List<List<Candidate>> candidates(List<Query> queries, Mix mix) {
    List<List<Candidate>> all = new ArrayList<>();
    List<ObjectNode> bodies = queries.stream().map(query -> node.parts(query, mix)).toList();
    for (JsonNode hits : node.search(bodies)) {
      List<Candidate> candidates = new ArrayList<>();
      for (JsonNode hit : hits) {
        JsonNode parts = hit.at("/fields/_chatrec/0");
        double lexical = parts.path("lexical").asDouble();
        candidates.add(
            new Candidate(
                hit.path("_id").asText(),
                lexical * Weights.ONES.pivot() / (1 - lexical),
                parts.path("content").asDouble(),
                parts.path("collaborative").asDouble(),
                parts.path("popularity").asDouble()));
      }
      all.add(candidates);
    }
    return all;
  }

  private record Tried(Weights weights, double tags, double titles) {}

  private void blends(Mix mix) {
    List<List<Candidate>> ofTags = candidates(tags, mix);
    List<List<Candidate>> ofTitles = candidates(titles, mix);
    Weights none = new Weights(1, 0, 0, 0, 10);
    double titlesBefore = ndcg(titles, ofTitles, none);
    out.printf(
        "within the first %d candidates, unchanged order: tags %.4f, titles %.4f%n",
        Mix.WINDOW, ndcg(tags, ofTags, none), titlesBefore);
    List<Tried> tried = new ArrayList<>();
    for (double pivot : PIVOTS) {
      for (double content : CONTENT) {
        for (double collaborative : COLLABORATIVE) {
          for (double popularity : POPULARITY) {
            Weights weights = new Weights(LEXICAL, content, collaborative, popularity, pivot);
            double title = ndcg(titles, ofTitles, weights);
            if (title >= (1 - TITLE_LOSS) * titlesBefore) {
              tried.add(new Tried(weights, ndcg(tags, ofTags, weights), title));
            }
          }
        }
      }
    }
    tried.sort(Comparator.comparingDouble(one -> -one.tags()));
    tried.stream()
        .limit(SHOWN)
        .forEach(
            one ->
                out.printf("tags %.4f titles %.4f %s%n", one.tags(), one.titles(), one.weights()));
    for (Weights weights :
        List.of(
            new Weights(.5, .15, .3, .05, 10),
            new Weights(.5, .15, 0, 0, 10),
            new Weights(.5, 0, .3, 0, 10),
            new Weights(.5, 0, 0, .05, 10))) {
      out.printf(
          "%s: tags %.4f titles %.4f%n",
          weights, ndcg(tags, ofTags, weights), ndcg(titles, ofTitles, weights));
    }
  }

  private static double ndcg(List<Query> queries, List<List<Candidate>> all, Weights weights) {
    double sum = 0;
    for (int i = 0; i < queries.size(); i++) {
      sum += Ndcg.at(10, best(all.get(i), weights, 10), queries.get(i).relevant());
    }
    return sum / queries.size();
  }

  private static List<String> best(List<Candidate> candidates, Weights weights, int size) {
    double[] scores = candidates.stream().mapToDouble(one -> one.score(weights)).toArray();
    List<String> best = new ArrayList<>(size);
    for (int place = 0; place < Math.min(size, scores.length); place++) {
      int top = 0;
      for (int i = 1; i < scores.length; i++) {
        top = scores[i] > scores[top] ? i : top;
      }
      best.add(candidates.get(top).id());
      scores[top] = Double.NEGATIVE_INFINITY;
    }
    return best;
  }
}
