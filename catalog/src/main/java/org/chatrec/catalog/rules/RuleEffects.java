package org.chatrec.catalog.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.support.Queries;
import org.jspecify.annotations.Nullable;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;

/**
 * What the rules that hold for a request do.
 *
 * @param hidden matches what is not shown; null where that is nothing
 * @param boosts queries for what counts more, with what it counts
 * @param pins ids by position, from 1
 */
public record RuleEffects(
    @Nullable QueryBuilder hidden, List<Boost> boosts, Map<Integer, String> pins) {

  /** The name of what rules contribute to a score. */
  public static final String PART = "rule";

  /** Nothing. */
  public static final RuleEffects NONE = new RuleEffects(null, List.of(), Map.of());

  /** Items that count more. */
  public record Boost(QueryBuilder query, double weight) {}

  static RuleEffects of(List<BusinessRule> rules) {
    BoolQueryBuilder hidden = QueryBuilders.boolQuery();
    List<Boost> boosts = new ArrayList<>();
    Map<Integer, String> pins = new LinkedHashMap<>();
    for (BusinessRule rule : rules) {
      if (!rule.hiddenIds().isEmpty()) {
        String[] ids = rule.hiddenIds().toArray(String[]::new);
        hidden.should(within(rule, QueryBuilders.idsQuery().addIds(ids)));
      }
      if (rule.hidden() != null) {
        hidden.should(within(rule, Queries.of(rule.hidden())));
      }
      if (rule.boosted() != null) {
        boosts.add(new Boost(within(rule, Queries.of(rule.boosted())), rule.weight()));
      }
      rule.pins().forEach((id, position) -> pins.putIfAbsent(position, id));
    }
    return new RuleEffects(hidden.hasClauses() ? hidden.minimumShouldMatch(1) : null, boosts, pins);
  }

  /** A rule with a filter is about the items that match it. */
  private static QueryBuilder within(BusinessRule rule, QueryBuilder query) {
    return rule.filter() == null
        ? query
        : QueryBuilders.boolQuery().filter(query).filter(Queries.of(rule.filter()));
  }

  /** The same for a page of that many items, on which later places do not count. */
  public RuleEffects onPage(int size) {
    Map<Integer, String> shown = new LinkedHashMap<>(pins);
    shown.keySet().removeIf(place -> place > size);
    return new RuleEffects(hidden, boosts, shown);
  }

  /** Whether any item counts more, or has a place. */
  public boolean ranks() {
    return !boosts.isEmpty() || !pins.isEmpty();
  }
}
