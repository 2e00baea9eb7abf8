package org.chatrec.catalog.rules;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.chatrec.catalog.support.Body;
import org.chatrec.catalog.support.Checks;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue's rules by id, in the order of their ids: where two pin to one place, the first has
 * it.
 */
public record BusinessRules(Map<String, BusinessRule> byId) {

  /** Name in stored declarations and in pipelines. */
  public static final String NAME = "rules";

  /** No rules. */
  public static final BusinessRules NONE = new BusinessRules(Map.of());

  private static final int MOST = 200;

  /** They stand in the cluster's state, which every node has in memory. */
  private static final int MOST_IDS = 20_000;

  /** Sorts them. */
  public BusinessRules {
    byId = Collections.unmodifiableMap(new TreeMap<>(byId));
  }

  /** Reads what {@link #toMap} gave. */
  public static BusinessRules parse(@Nullable Map<String, Object> stored) {
    if (stored == null || stored.isEmpty()) {
      return NONE;
    }
    Body body = Body.of(NAME, stored);
    Map<String, BusinessRule> rules = new LinkedHashMap<>();
    for (String id : stored.keySet()) {
      Map<String, Object> rule = body.object(id);
      rules.put(id, BusinessRule.parse(rule == null ? Map.of() : rule));
    }
    return new BusinessRules(rules);
  }

  /** The same with one more, or another one of that id. */
  public BusinessRules with(String id, BusinessRule rule) {
    Map<String, BusinessRule> more = new LinkedHashMap<>(byId);
    more.put(id, rule);
    Checks.atMost(NAME, more.size(), MOST);
    int ids = more.values().stream().mapToInt(BusinessRule::ids).sum();
    if (ids > MOST_IDS) {
      throw new IllegalArgumentException(
          "[pin], [hide] and [when.user_in] of all rules of a catalogue may name "
              + MOST_IDS
              + " ids and would name "
              + ids
              + "; hide by a query, or keep people apart by audience");
    }
    return new BusinessRules(more);
  }

  /** The same without one. */
  public BusinessRules without(String id) {
    Map<String, BusinessRule> fewer = new LinkedHashMap<>(byId);
    fewer.remove(id);
    return new BusinessRules(fewer);
  }

  /** What they come to for a request. */
  public RuleEffects on(BusinessRule.Occasion occasion) {
    return RuleEffects.of(byId.values().stream().filter(rule -> rule.holds(occasion)).toList());
  }

  /** As stored. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    byId.forEach((id, rule) -> map.put(id, rule.toMap()));
    return map;
  }
}
