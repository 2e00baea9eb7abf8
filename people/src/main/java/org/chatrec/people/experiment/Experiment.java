package org.chatrec.people.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogWeights;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.catalog.support.Body;
import org.chatrec.catalog.support.Ids;
import org.jspecify.annotations.Nullable;

/**
 * An experiment of a catalogue: ways of weighing that are compared on those who use it.
 *
 * @param id of this run; another definition is another run
 * @param startedMillis milliseconds since the epoch
 * @param arms weights by the arm's name, in the order of names; what an arm leaves out is the
 *     catalogue's own
 * @param policy who gets which arm
 * @param mode whether somebody gets one arm, or a list made of all
 */
public record Experiment(
    String id,
    long startedMillis,
    Map<String, Map<String, Double>> arms,
    Policy policy,
    Mode mode) {

  /** Fewest arms that can be compared. */
  static final int LEAST_ARMS = 2;

  /** Most arms. */
  static final int MOST_ARMS = 8;

  private static final double MAX_WEIGHT = 1_000;

  /** How often each arm is chosen. */
  public enum Policy {
    /** All alike. */
    FIXED,
    /** Each as likely as it is to be the best by what is known. */
    THOMPSON
  }

  /** What somebody gets. */
  public enum Mode {
    /** The list of one arm. */
    SPLIT,
    /** One list, to which the arms contribute in turn. */
    INTERLEAVE
  }

  /** Sorts the arms. */
  public Experiment {
    arms = new TreeMap<>(arms);
  }

  /**
   * Reads a definition.
   *
   * @throws IllegalArgumentException naming the field and what it accepts
   */
  public static Experiment of(String id, long startedMillis, Map<String, Object> definition) {
    Body body = Body.of("", definition);
    Map<String, Map<String, Double>> arms = arms(body.object("arms"));
    Policy policy =
        Policy.valueOf(upper(body.oneOf("policy", "fixed", List.of("fixed", "thompson"))));
    Mode mode = Mode.valueOf(upper(body.oneOf("mode", "split", List.of("split", "interleave"))));
    body.done();
    if (policy == Policy.THOMPSON && mode == Mode.INTERLEAVE) {
      throw new IllegalArgumentException(
          "[policy] must be [fixed] where [mode] is [interleave]: everybody gets all arms");
    }
    return new Experiment(id, startedMillis, arms, policy, mode);
  }

  private static Map<String, Map<String, Double>> arms(@Nullable Map<String, Object> given) {
    if (given == null || given.size() < LEAST_ARMS || given.size() > MOST_ARMS) {
      throw new IllegalArgumentException(
          "[arms] must have "
              + LEAST_ARMS
              + " to "
              + MOST_ARMS
              + " arms, has "
              + (given == null ? 0 : given.size()));
    }
    Map<String, Map<String, Double>> arms = new TreeMap<>();
    Body all = Body.of("arms", given);
    for (String name : given.keySet()) {
      Map<String, Object> weights = all.object(Ids.require("arms", name));
      arms.put(name, weights("arms." + name, weights == null ? Map.of() : weights));
    }
    return arms;
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

  /** The names of the arms. */
  public List<String> names() {
    return new ArrayList<>(arms.keySet());
  }

  /** A catalogue as an arm ranks it. */
  Catalog in(Catalog catalog, String arm) {
    SignalWeights weights = catalog.weights().values().with(arms.getOrDefault(arm, Map.of()));
    return catalog.withWeights(
        new CatalogWeights(weights, CatalogWeights.Source.DECLARED, Map.of()));
  }

  /** Whether both compare the same in the same way. */
  boolean isLike(Experiment other) {
    return arms.equals(other.arms) && policy == other.policy && mode == other.mode;
  }

  /** The definition, which {@link #of} reads. */
  public Map<String, Object> definition() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("arms", arms);
    map.put("policy", policy.name().toLowerCase(Locale.ROOT));
    map.put("mode", mode.name().toLowerCase(Locale.ROOT));
    return map;
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }
}
