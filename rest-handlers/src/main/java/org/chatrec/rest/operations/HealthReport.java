package org.chatrec.rest.operations;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.rest.operations.HealthProblem.Severity;

/**
 * The answer of {@code GET /health}: one word, what is wrong and what to do, and what could not be
 * looked at in time.
 *
 * @param problems what was found
 * @param notAnswered what did not answer in time, by name
 */
record HealthReport(List<HealthProblem> problems, List<String> notAnswered) {

  /** Where the checks did not end in time. */
  static final HealthReport LATE = new HealthReport(List.of(), List.of("checks"));

  /** The worst first; the same each time that nothing has changed. */
  private static final Comparator<HealthProblem> WORST_FIRST =
      Comparator.comparing(HealthProblem::severity)
          .reversed()
          .thenComparing(problem -> String.valueOf(problem.catalog()))
          .thenComparing(problem -> String.valueOf(problem.node()))
          .thenComparing(HealthProblem::what);

  /** Of what is not known nobody can say that it is well. */
  String status() {
    Severity worst =
        problems.stream().map(HealthProblem::severity).max(Comparator.naturalOrder()).orElse(null);
    if (worst == Severity.RED) {
      return "red";
    }
    return worst == null && notAnswered.isEmpty() ? "green" : "yellow";
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("status", status());
    map.put(
        "problems",
        problems.stream().distinct().sorted(WORST_FIRST).map(HealthProblem::toMap).toList());
    if (!notAnswered.isEmpty()) {
      map.put("not_answered", notAnswered);
    }
    return map;
  }
}
