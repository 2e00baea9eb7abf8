package org.chatrec.people.experiment;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogWeights;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.catalog.support.Body;
import org.chatrec.catalog.support.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Weights to compare, by name: as arms of an experiment on those who use a catalogue, or offline on
 * what they did before. What an arm leaves out is the catalogue's.
 *
 * @param weights by the arm's name, in the order of names
 */
public record Arms(Map<String, Map<String, Double>> weights) {

  /** No arms. */
  public static final Arms NONE = new Arms(Map.of());

  static final int MOST = 8;
  private static final double MAX_WEIGHT = 1_000;

  /** Copies the weights. */
  public Arms {
    Map<String, Map<String, Double>> copy = new TreeMap<>();
    weights.forEach((arm, each) -> copy.put(arm, Map.copyOf(each)));
    weights = Collections.unmodifiableMap(copy);
  }

  /**
   * Reads the field {@code arms} of a body.
   *
   * @param given null where the body has none
   * @param least how many there must be
   * @throws IllegalArgumentException naming the field and what it accepts
   */
  public static Arms of(@Nullable Map<String, Object> given, int least) {
    int size = given == null ? 0 : given.size();
    if (size < least || size > MOST) {
      throw new IllegalArgumentException(
          "[arms] must have " + least + " to " + MOST + " arms, has " + size);
    }
    Map<String, Map<String, Double>> arms = new TreeMap<>();
    if (given != null) {
      Body all = Body.of("arms", given);
      for (String name : given.keySet()) {
        Map<String, Object> weights = all.object(Ids.require("arms", name));
        arms.put(name, weights("arms." + name, weights == null ? Map.of() : weights));
      }
    }
    return new Arms(arms);
  }

  private static Map<String, Double> weights(String path, Map<String, Object> given) {
    Body body = Body.of(path, given);
    Map<String, Double> weights = new TreeMap<>();
    for (String name : SignalWeights.NAMES) {
      if (body.has(name)) {
        weights.put(name, body.number(name, 0, 0, MAX_WEIGHT));
      }
    }
    body.done();
    return weights;
  }

  /** Their names, in order. */
  public List<String> names() {
    return List.copyOf(weights.keySet());
  }

  /** A catalogue as an arm ranks it; as it is for an arm that is not there. */
  public Catalog in(Catalog catalog, String arm) {
    SignalWeights changed = catalog.weights().values().with(weights.getOrDefault(arm, Map.of()));
    return catalog.withWeights(
        new CatalogWeights(changed, CatalogWeights.Source.DECLARED, Map.of()));
  }
}
