package org.chatrec.people.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.support.Body;

/**
 * An experiment of a catalogue: ways of weighing that are compared on those who use it.
 *
 * @param id of this run; another definition is another run
 * @param startedMillis milliseconds since the epoch
 * @param arms weights to compare
 * @param policy who gets which arm
 * @param mode whether somebody gets one arm, or a list made of all
 */
public record Experiment(String id, long startedMillis, Arms arms, Policy policy, Mode mode) {

  /** Fewest arms that can be compared. */
  static final int LEAST_ARMS = 2;

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

  /**
   * Reads a definition.
   *
   * @throws IllegalArgumentException naming the field and what it accepts
   */
  public static Experiment of(String id, long startedMillis, Map<String, Object> definition) {
    Body body = Body.of("", definition);
    Arms arms = Arms.of(body.object("arms"), LEAST_ARMS);
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

  /** The names of the arms. */
  public List<String> names() {
    return arms.names();
  }

  /** A catalogue as an arm ranks it. */
  Catalog in(Catalog catalog, String arm) {
    return arms.in(catalog, arm);
  }

  /** Whether both compare the same in the same way. */
  boolean isLike(Experiment other) {
    return arms.equals(other.arms) && policy == other.policy && mode == other.mode;
  }

  /** The definition, which {@link #of} reads. */
  public Map<String, Object> definition() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("arms", arms.weights());
    map.put("policy", policy.name().toLowerCase(Locale.ROOT));
    map.put("mode", mode.name().toLowerCase(Locale.ROOT));
    return map;
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }
}
