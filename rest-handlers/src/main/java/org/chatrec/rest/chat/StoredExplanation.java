package org.chatrec.rest.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.conversation.explain.ExplainOutcome;
import org.chatrec.conversation.explain.Explanation;
import org.chatrec.conversation.llm.Degraded;
import org.chatrec.conversation.llm.DegradedReason;
import org.chatrec.conversation.llm.Stage;
import org.chatrec.conversation.state.ShownItem;

/**
 * How the hits of one turn were explained, in the form in which it is stored and shown: {@code
 * {"status":"done|pending","due","explainer","hits":[{"id","title","explanation","evidence"}],
 * "degraded","tokens"}}. While it is pending it holds the template's explanations: they are shown
 * where the better ones do not come by {@code due}.
 */
record StoredExplanation(Map<String, Object> content) {

  private static final String STATUS = "status";
  private static final String DUE = "due";
  private static final String DEGRADED = "degraded";

  static StoredExplanation done(List<ShownItem> shown, ExplainOutcome outcome) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put(STATUS, "done");
    content.put("explainer", outcome.explainer());
    List<Map<String, Object>> hits = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      Explanation explanation = outcome.explanations().get(i);
      hits.add(hit(shown.get(i), explanation));
    }
    content.put("hits", hits);
    content.put(DEGRADED, degraded(outcome.degraded()));
    content.put(
        "tokens", Map.of("input", outcome.tokens().input(), "output", outcome.tokens().output()));
    return new StoredExplanation(content);
  }

  /**
   * @param due when nobody is at work on it any more, in milliseconds since 1970
   */
  static StoredExplanation pending(List<ShownItem> shown, ExplainOutcome template, long due) {
    Map<String, Object> content = done(shown, template).toMap();
    content.put(STATUS, "pending");
    content.put(DUE, due);
    return new StoredExplanation(content);
  }

  /** As stored; empty where nothing was. */
  static StoredExplanation of(Map<String, Object> stored) {
    return new StoredExplanation(stored);
  }

  /** Whether better explanations can still come. */
  boolean isPending(long now) {
    return "pending".equals(content.get(STATUS))
        && content.get(DUE) instanceof Number due
        && now < due.longValue();
  }

  /** What is there is final; where it is only the template's, it says why. */
  StoredExplanation settled(List<Degraded> reasons) {
    Map<String, Object> settled = toMap();
    if ("pending".equals(settled.put(STATUS, "done"))) {
      settled.put(DEGRADED, degraded(reasons));
    }
    settled.remove(DUE);
    return new StoredExplanation(settled);
  }

  /** The end of one that was not brought to its end. */
  StoredExplanation overdue() {
    return settled(List.of(new Degraded(Stage.EXPLAIN, DegradedReason.LLM_TIMEOUT)));
  }

  Map<String, Object> toMap() {
    return new LinkedHashMap<>(content);
  }

  private static Map<String, Object> hit(ShownItem item, Explanation explanation) {
    Map<String, Object> hit = new LinkedHashMap<>();
    hit.put("id", item.id());
    hit.put("title", item.title());
    hit.put("explanation", explanation.text());
    hit.put("evidence", ChatAnswer.evidence(explanation));
    return hit;
  }

  private static List<Map<String, Object>> degraded(List<Degraded> reasons) {
    return reasons.stream().map(Degraded::toMap).toList();
  }
}
