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
 * @param source the item's fields as they are stored, without vectors and what was learned
 * @param labels what the catalogue calls its fields
 * @param ordered fields that the hits are ordered by
 */
public record HitFacts(
    ShownItem item,
    Map<String, Double> breakdown,
    List<Reason> reasons,
    List<Filter> metFilters,
    Map<String, List<String>> matchedText,
    String words,
    Map<String, Object> source,
    Labels labels,
    List<String> ordered) {

  /** Of an item of which nothing is known but what filters may ask for, called as it is named. */
  public HitFacts(
      ShownItem item,
      Map<String, Double> breakdown,
      List<Reason> reasons,
      List<Filter> metFilters,
      Map<String, List<String>> matchedText,
      String words) {
    this(
        item,
        breakdown,
        reasons,
        metFilters,
        matchedText,
        words,
        item.fields(),
        Labels.NONE,
        List.of());
  }

  public HitFacts {
    breakdown = Collections.unmodifiableMap(new LinkedHashMap<>(breakdown));
    reasons = List.copyOf(reasons);
    metFilters = List.copyOf(metFilters);
    matchedText = Collections.unmodifiableMap(new LinkedHashMap<>(matchedText));
    ordered = List.copyOf(ordered);
    source = Collections.unmodifiableMap(new LinkedHashMap<>(source));
  }
}
