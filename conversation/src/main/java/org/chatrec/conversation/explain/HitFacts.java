package org.chatrec.conversation.explain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.state.ShownItem;

/**
 * All that may be said of a hit.
 *
 * @param breakdown the score's parts, weight × part by name
 * @param metFilters filters of the executed query, after relaxation
 * @param matchedText per field, the passages that matched, as plain text
 * @param words what was searched for in the text; may be empty
 */
public record HitFacts(
    ShownItem item,
    Map<String, Double> breakdown,
    List<Reason> reasons,
    List<Filter> metFilters,
    Map<String, List<String>> matchedText,
    String words) {

  public HitFacts {
    breakdown = Collections.unmodifiableMap(new LinkedHashMap<>(breakdown));
    reasons = List.copyOf(reasons);
    metFilters = List.copyOf(metFilters);
    matchedText = Collections.unmodifiableMap(new LinkedHashMap<>(matchedText));
  }
}
