package org.chatrec.fuzz;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What came back; filled by many clients at once. */
public final class FuzzReport {
  private static final int KIND = 160;

  private final Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();
  private final Map<String, Integer> kinds = new ConcurrentHashMap<>();
  private final Map<String, Long> slowest = new ConcurrentHashMap<>();
  private final List<Finding> findings = new CopyOnWriteArrayList<>();

  /**
   * An answer that should not be.
   *
   * @param route that was asked
   * @param answer what came back, or why nothing did
   * @param request that brings it about
   */
  public record Finding(String route, String answer, String request) {}

  void answered(String route, int status, long millis) {
    statuses.merge(status, 1, Integer::sum);
    slowest.merge(route, millis, Math::max);
  }

  /** Keeps the first of a kind, which is a route and the beginning of what it answered. */
  void found(String route, String answer, FuzzRequest request) {
    String kind = route + " " + answer.substring(0, Math.min(KIND, answer.length()));
    if (kinds.merge(kind, 1, Integer::sum) == 1) {
      findings.add(new Finding(route, answer, request.toString()));
    }
  }

  /** How many answers had each status. */
  public Map<Integer, Integer> statuses() {
    return Map.copyOf(statuses);
  }

  /** By route, the longest that an answer took, in milliseconds. */
  public Map<String, Long> slowest() {
    return Map.copyOf(slowest);
  }

  /** How many requests were answered at all. */
  public int answers() {
    return statuses.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** One of each kind. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }
}
