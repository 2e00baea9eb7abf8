package org.chatrec.rest.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one metric of {@code GET /metrics} is made of: where its values stand in a node's figures.
 *
 * @param name in base units, with {@code _total} where it only grows
 * @param type {@code counter}, {@code gauge} or {@code summary}
 * @param help one line
 * @param series its values
 */
record MetricFamily(String name, String type, String help, List<Series> series) {

  private static final double MILLIS = 1e-3;
  private static final String ANY = "*";

  /**
   * Values of one kind.
   *
   * @param path of keys in the figures; {@code *} stands for each key there, which becomes the
   *     value of a label
   * @param suffix of the family's name, or empty
   * @param label of {@code *}, or of the fixed value
   * @param fixed the label's value where there is no {@code *}
   * @param scale from the figure to the metric's unit
   */
  record Series(
      List<String> path,
      String suffix,
      @Nullable String label,
      @Nullable String fixed,
      double scale) {

    /** The values that a node has: of a key that is not there, none. */
    List<Sample> of(Map<String, Object> figures) {
      List<Sample> samples = new ArrayList<>();
      collect(figures, 0, fixed, samples);
      return samples;
    }

    private void collect(
        @Nullable Object at, int depth, @Nullable String value, List<Sample> samples) {
      if (depth == path.size()) {
        if (at instanceof Number number) {
          samples.add(new Sample(suffix, label, value, number.doubleValue() * scale));
        }
      } else if (at instanceof Map<?, ?> map) {
        if (path.get(depth).equals(ANY)) {
          map.forEach((key, inner) -> collect(inner, depth + 1, String.valueOf(key), samples));
        } else {
          collect(map.get(path.get(depth)), depth + 1, value, samples);
        }
      }
    }
  }

  /** One value, with at most one label beside the node's. */
  record Sample(String suffix, @Nullable String label, @Nullable String labelled, double value) {}

  static MetricFamily counter(String name, String help, String... path) {
    return new MetricFamily(name, "counter", help, List.of(plain("", null, 1, path)));
  }

  static MetricFamily gauge(String name, String help, String... path) {
    return new MetricFamily(name, "gauge", help, List.of(plain("", null, 1, path)));
  }

  /** One value a key: the path has a {@code *}. */
  static MetricFamily by(String label, String type, String name, String help, String... path) {
    return new MetricFamily(name, type, help, List.of(plain("", label, 1, path)));
  }

  /** Seconds, of milliseconds. */
  static MetricFamily seconds(String type, String name, String help, String... path) {
    return new MetricFamily(name, type, help, List.of(plain("", null, MILLIS, path)));
  }

  /**
   * Percentiles in seconds, of milliseconds.
   *
   * @param count where the number of observations stands
   * @param quantiles the key below the path, by quantile
   */
  static MetricFamily summary(
      String name, String help, List<String> count, Map<String, String> quantiles, String... path) {
    List<Series> series = new ArrayList<>();
    quantiles.forEach(
        (quantile, key) -> {
          List<String> keys = new ArrayList<>(List.of(path));
          keys.add(key);
          series.add(new Series(keys, "", "quantile", quantile, MILLIS));
        });
    if (!count.isEmpty()) {
      series.add(new Series(count, "_count", null, null, 1));
    }
    return new MetricFamily(name, "summary", help, series);
  }

  private static Series plain(String suffix, @Nullable String label, double scale, String... path) {
    return new Series(List.of(path), suffix, label, null, scale);
  }
}
