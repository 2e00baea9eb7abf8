package org.chatrec.rest.operations;

import static org.chatrec.rest.operations.HealthProblem.Severity.RED;
import static org.chatrec.rest.operations.HealthProblem.Severity.YELLOW;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the figures of a node say of its health: models, the LLM, and queues. */
final class NodeHealth {

  /** A queue as full as this refuses requests soon. */
  private static final double NEARLY_FULL = 0.9;

  private NodeHealth() {}

  /**
   * @param node its name
   * @param parts its figures, as in {@code GET /stats}
   * @param used models that catalogues are of
   */
  static List<HealthProblem> of(String node, Map<String, Object> parts, Set<String> used) {
    List<HealthProblem> found = new ArrayList<>();
    models(map(parts.get("embedding")), used, found);
    llm(map(parts.get("llm")), found);
    pools(map(parts.get("pools")), found);
    return found.stream().map(problem -> problem.onNode(node)).toList();
  }

  private static void models(Map<?, ?> embedding, Set<String> used, List<HealthProblem> found) {
    if (embedding.get("models_error") != null) {
      found.add(
          HealthProblem.of(
              RED,
              "the folder of models cannot be read: " + embedding.get("models_error"),
              "give the node's user the right to read it, or set chatrec.models.path"));
    }
    if (embedding.get("models") instanceof List<?> models) {
      models.forEach(model -> model(map(model), used, found));
    }
  }

  private static void model(Map<?, ?> model, Set<String> used, List<HealthProblem> found) {
    if (model.get("error") != null && model.get("name") instanceof String name) {
      found.add(
          HealthProblem.of(
              used.contains(name) ? RED : YELLOW,
              "model [" + name + "] cannot be used: " + model.get("error"),
              "mend or remove its folder; it is read again when it is next needed"));
    }
  }

  private static void llm(Map<?, ?> llm, List<HealthProblem> found) {
    Map<?, ?> last = map(llm.get("last_error"));
    Object error = last.get("message") == null ? last.get("reason") : last.get("message");
    if ("open".equals(llm.get("breaker"))) {
      found.add(
          HealthProblem.of(
              YELLOW,
              "the LLM is left alone after failures" + (error == null ? "" : ": " + error),
              "see whether chatrec.llm.base_url answers; chats are answered by rules meanwhile"));
    }
  }

  private static void pools(Map<?, ?> pools, List<HealthProblem> found) {
    pools.forEach(
        (name, figures) -> {
          double queued = number(map(figures).get("queue"));
          double capacity = number(map(figures).get("capacity"));
          if (capacity > 0 && queued >= NEARLY_FULL * capacity) {
            found.add(
                HealthProblem.of(
                    YELLOW,
                    "the queue of pool ["
                        + name
                        + "] is nearly full: "
                        + (long) queued
                        + " of "
                        + (long) capacity,
                    "add nodes or send less; what does not fit is answered 429"));
          }
        });
  }

  private static double number(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : 0;
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }
}
