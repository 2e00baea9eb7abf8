package org.chatrec.benchmarks.relevance;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.chatrec.benchmarks.search.Viewer;

/**
 * How likely each person is to like each film, as the loop takes it to be. A film that the person
 * rated is liked or not as they rated it; of any other, EASE over all ratings of everybody says how
 * far it stands out among the films for this person. The product knows neither.
 */
final class TrueTaste {

  /** One film in ten or so that nobody asked about is liked. */
  private static final double USUAL = -2.2;

  private static final double RATED_WELL = 0.9;
  private static final double RATED_BADLY = 0.05;

  private final Map<String, Map<String, Double>> likely = new HashMap<>();

  TrueTaste(Iterable<Viewer> people, Ratings all) {
    Ease ease = new Ease(all, Ease.REGULARISATION);
    for (Viewer person : people) {
      likely.put(person.id(), of(all, all.of(person), ease));
    }
  }

  /** The probability that a person likes a film, in [0,1]. */
  double of(String person, String film) {
    Map<String, Double> films = likely.get(person);
    if (films == null) {
      throw new IllegalArgumentException("nothing is known of " + person);
    }
    return films.getOrDefault(film, 1 / (1 + Math.exp(-USUAL)));
  }

  private static Map<String, Double> of(Ratings all, Ratings.Row row, Ease ease) {
    double[] scores = ease.scores(row);
    double mean = Arrays.stream(scores).average().orElse(0);
    double spread =
        Math.sqrt(Arrays.stream(scores).map(s -> (s - mean) * (s - mean)).average().orElse(0));
    double[] likely =
        Arrays.stream(scores)
            .map(score -> 1 / (1 + Math.exp(-USUAL - (score - mean) / Math.max(spread, 1e-9))))
            .toArray();
    for (int n = 0; n < row.columns().length; n++) {
      likely[row.columns()[n]] = row.likes(n) ? RATED_WELL : RATED_BADLY;
    }
    return all.byItem(likely);
  }
}
