package org.chatrec.retrieval;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chatrec.catalog.rules.RuleEffects;
import org.chatrec.search.Blend;
import org.chatrec.search.ScoresSpec;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;

/**
 * What rules of the business add to a ranking: a part {@code rule} of the scores of boosted and of
 * pinned items, and the pinned items as candidates. Which items a boost is for is found once, on
 * the coordinator, so that shards get constants.
 */
public final class Promotions {

  /** More than all other parts together: pinned items come first, in the order of their places. */
  static final double PINNED = 1_000;

  private static final int LAST = 1_000;

  /** Items that boosts are for, the best that fit; there are more only where very many do. */
  private static final int MOST = 1_000;

  /** More than candidates score. */
  private static final float FIRST = 1e12f;

  private Promotions() {}

  /**
   * What finds whom the effects concern; null where they concern nobody.
   *
   * @param candidates of the search that is to be ranked: of boosted items, the best of them count
   * @param conditions what pinned items have to fulfil, too, which need not be candidates
   */
  public static @Nullable SearchSourceBuilder search(
      RuleEffects effects, @Nullable QueryBuilder candidates, @Nullable QueryBuilder conditions) {
    if (!effects.ranks()) {
      return null;
    }
    BoolQueryBuilder query = QueryBuilders.boolQuery().minimumShouldMatch(1);
    if (!effects.boosts().isEmpty()) {
      query.should(
          QueryBuilders.boolQuery()
              .must(candidates == null ? QueryBuilders.matchAllQuery() : candidates)
              .filter(boosted(effects)));
    }
    if (!effects.pins().isEmpty()) {
      query.should(pinned(effects, conditions).boost(FIRST));
    }
    return new SearchSourceBuilder()
        .query(query)
        .size(MOST + effects.pins().size())
        .fetchSource(false);
  }

  private static BoolQueryBuilder boosted(RuleEffects effects) {
    BoolQueryBuilder any = QueryBuilders.boolQuery().minimumShouldMatch(1);
    for (int i = 0; i < effects.boosts().size(); i++) {
      any.should(
          QueryBuilders.boolQuery().filter(effects.boosts().get(i).query()).queryName(name(i)));
    }
    return any;
  }

  private static String name(int boost) {
    return "boost" + boost;
  }

  /** The pinned items, with one score for all. */
  public static QueryBuilder pinned(RuleEffects effects, @Nullable QueryBuilder conditions) {
    BoolQueryBuilder pinned =
        QueryBuilders.boolQuery()
            .must(
                QueryBuilders.constantScoreQuery(
                    QueryBuilders.idsQuery()
                        .addIds(effects.pins().values().toArray(String[]::new))));
    return conditions == null ? pinned : pinned.filter(conditions);
  }

  /** The blend with the part of the rules. */
  public static Blend blend(Blend blend, RuleEffects effects, SearchResponse found) {
    Map<String, Map<String, Double>> raw = new HashMap<>();
    double most = 0;
    for (SearchHit hit : found.getHits()) {
      double counts = counts(effects, hit);
      most = Math.max(most, counts);
      raw.computeIfAbsent(hit.getIndex(), index -> new HashMap<>()).put(hit.getId(), counts);
    }
    if (most == 0) {
      return blend;
    }
    double greatest = most;
    raw.values().forEach(scores -> scores.replaceAll((id, counts) -> counts / greatest));
    return blend.with(new ScoresSpec(RuleEffects.PART, raw, greatest));
  }

  private static double counts(RuleEffects effects, SearchHit hit) {
    double counts = 0;
    List<String> matched = List.of(hit.getMatchedQueries());
    for (int i = 0; i < effects.boosts().size(); i++) {
      counts += matched.contains(name(i)) ? effects.boosts().get(i).weight() : 0;
    }
    Integer place = place(effects, hit.getId());
    return place == null ? counts : PINNED + LAST - place;
  }

  /** Whether a hit has its score for being pinned: nothing takes its place. */
  public static boolean isPinned(double score) {
    return score >= PINNED;
  }

  private static @Nullable Integer place(RuleEffects effects, String id) {
    return effects.pins().entrySet().stream()
        .filter(pin -> pin.getValue().equals(id))
        .map(Map.Entry::getKey)
        .min(Integer::compare)
        .orElse(null);
  }

  /** Items in their order, the pinned ones in their places. */
  static List<RankedItem> placed(List<RankedItem> items, RuleEffects effects) {
    Map<Integer, RankedItem> pinned = new TreeMap<>();
    List<RankedItem> placed = new ArrayList<>();
    for (RankedItem item : items) {
      Integer place = place(effects, item.id());
      if (place == null) {
        placed.add(item);
      } else {
        pinned.put(place, item);
      }
    }
    pinned.forEach((place, item) -> placed.add(Math.min(place - 1, placed.size()), item));
    return placed;
  }
}
