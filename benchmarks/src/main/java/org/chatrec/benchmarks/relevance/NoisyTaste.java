package org.chatrec.benchmarks.relevance;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.benchmarks.search.Films;
import org.chatrec.benchmarks.search.HeldOutRatings;
import org.chatrec.benchmarks.search.Viewer;
import org.chatrec.ranking.collaborative.AlsSettings;
import org.chatrec.ranking.collaborative.ImplicitAls;
import org.chatrec.ranking.collaborative.ItemFactors;
import org.chatrec.ranking.evaluation.ListQuality;

/**
 * What noise on people's collaborative vectors would cost, in memory: a fifth of each person's
 * ratings is drawn and held out, and all films that they did not rate are ranked by their vector
 * with more or less noise. The plugin adds none (decision 68).
 */
public final class NoisyTaste {

  private static final int SHOWN = 5;
  private static final double DELTA = 1e-5;
  private static final double[] EPSILONS = {1_000, 100, 10, 1};

  /** Stars above these speak for a film. */
  private static final double MIDDLE = 2.5;

  private final Path folder;
  private final Map<String, List<Double>> qualities = new HashMap<>();
  private final List<String> people = new ArrayList<>();

  /**
   * @param folder with MovieLens' files
   */
  public NoisyTaste(Path folder) {
    this.folder = folder;
  }

  /** Measures with splits drawn by so many seeds. */
  public void measure(int seeds, Report report) {
    for (int seed = 1; seed <= seeds; seed++) {
      split(seed);
    }
    Figures figures = new Figures("collaborative vectors with noise", "NDCG@5", people);
    figures.put("none", values("none"));
    for (double epsilon : EPSILONS) {
      figures.put(name(epsilon), values(name(epsilon)));
    }
    figures.report(report);
  }

  private static String name(double epsilon) {
    return "epsilon " + Math.round(epsilon);
  }

  private double[] values(String noise) {
    return qualities.getOrDefault(noise, List.of()).stream().mapToDouble(value -> value).toArray();
  }

  private void split(int seed) {
    Films films = Films.read(folder, Instant.now(), HeldOutRatings.drawn(seed));
    Map<String, Map<String, Double>> past = new HashMap<>();
    films.viewers().forEach(viewer -> past.put(viewer.id(), confidences(viewer)));
    ItemFactors factors = new ImplicitAls(AlsSettings.DEFAULT).train(past);
    Map<String, float[]> items = factors.cosineVectors();
    Random random = new Random(seed);
    for (Viewer viewer : films.viewers()) {
      if (!viewer.laterLikes().isEmpty()) {
        people.add(viewer.id());
        float[] taste = factors.cosineUser(factors.user(confidences(viewer)));
        add("none", viewer, items, GaussianNoise.NONE.on(taste, random));
        for (double epsilon : EPSILONS) {
          float[] noisy = GaussianNoise.of(epsilon, DELTA).on(taste, random);
          add(name(epsilon), viewer, items, noisy);
        }
      }
    }
  }

  private static Map<String, Double> confidences(Viewer viewer) {
    Map<String, Double> confidences = new HashMap<>();
    viewer
        .past()
        .forEach(
            event ->
                confidences.put(
                    event.path("item_id").asText(),
                    (event.path("value").asDouble() - MIDDLE) / MIDDLE));
    return confidences;
  }

  private void add(String noise, Viewer viewer, Map<String, float[]> items, float[] taste) {
    Map<String, Double> scores = new HashMap<>();
    items.forEach((id, vector) -> scores.put(id, dot(taste, vector)));
    List<String> best = Offline.best(scores, scores.keySet(), viewer.seen(), SHOWN);
    qualities
        .computeIfAbsent(noise, name -> new ArrayList<>())
        .add(ListQuality.of(best, viewer.laterLikes(), SHOWN).ndcg());
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
