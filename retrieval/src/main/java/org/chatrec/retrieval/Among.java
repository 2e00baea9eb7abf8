package org.chatrec.retrieval;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which items come into question.
 *
 * @param only these, or null
 * @param rejected none of these
 * @param shown nor of these, which an earlier answer has shown: where there are no others, that is
 *     the answer
 * @param leaveOut nor those of what the person knows
 */
public record Among(
    @Nullable List<String> only, Set<String> rejected, Set<String> shown, LeaveOut leaveOut) {

  /** All of them. */
  public static final Among ALL = new Among(null, Set.of(), Set.of(), LeaveOut.NOTHING);

  /** These, whatever is known of them. */
  public static Among these(List<String> ids) {
    return new Among(ids, Set.of(), Set.of(), LeaveOut.NOTHING);
  }

  /** All but some of what the person knows. */
  public static Among without(LeaveOut known) {
    return new Among(null, Set.of(), Set.of(), known);
  }

  /** The same, without that of what the person knows. */
  public Among leavingOut(LeaveOut known) {
    return new Among(only, rejected, shown, known);
  }

  /** The same, shown before or not. */
  Among again() {
    return new Among(only, rejected, Set.of(), leaveOut);
  }

  boolean isGiven() {
    return only != null;
  }
}
