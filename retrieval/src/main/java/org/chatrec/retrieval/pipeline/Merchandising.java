package org.chatrec.retrieval.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.chatrec.catalog.rules.BusinessRule;
import org.chatrec.catalog.rules.BusinessRules;
import org.chatrec.catalog.rules.RuleEffects;
import org.chatrec.retrieval.Promotions;
import org.chatrec.search.Blend;
import org.chatrec.search.PersonalOptions;
import org.chatrec.search.QueryText;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.transport.client.Client;

/**
 * What the owner of a catalogue wants of every search through its pipeline: the filter that always
 * holds, and the rules that hide, boost and pin.
 *
 * @param filter of the catalogue, or null
 * @param client finds boosted items, as the caller
 * @param clock says which rules are in force, in milliseconds since 1970
 */
record Merchandising(
    @Nullable QueryBuilder filter, BusinessRules rules, Client client, LongSupplier clock) {

  /** Of neural-search; it is taken only as the whole of a query. */
  private static final String HYBRID = "hybrid";

  /** What the rules come to for a search. */
  RuleEffects effects(SearchRequest request, PersonalOptions options) {
    if (rules.byId().isEmpty()) {
      return new RuleEffects(null, List.of(), java.util.Map.of());
    }
    String typed =
        options.text() != null
            ? options.text()
            : request.source() == null ? "" : QueryText.of(request.source().query());
    return rules.on(
        new BusinessRule.Occasion(typed, options.userId(), options.audience(), clock.getAsLong()));
  }

  /** The search without what may not be shown; the same where that is nothing. */
  SearchRequest allowed(SearchRequest request, RuleEffects effects) {
    // a scroll goes through all there is: copies and updates of the index must miss nothing
    if (filter == null && effects.hidden() == null || request.scroll() != null) {
      return request;
    }
    SearchSourceBuilder source =
        request.source() == null ? new SearchSourceBuilder() : request.source().shallowCopy();
    QueryBuilder asked = source.query() == null ? QueryBuilders.matchAllQuery() : source.query();
    if (asked.getWriteableName().equals(HYBRID)) {
      BoolQueryBuilder after = restricted(effects);
      source.postFilter(source.postFilter() == null ? after : after.filter(source.postFilter()));
    } else {
      source.query(restricted(effects).must(asked));
    }
    // whoever sent the request may send its source again
    return new SearchRequest(request).source(source);
  }

  private BoolQueryBuilder restricted(RuleEffects effects) {
    BoolQueryBuilder query = QueryBuilders.boolQuery();
    if (filter != null) {
      query.filter(filter);
    }
    return effects.hidden() == null ? query : query.mustNot(effects.hidden());
  }

  /**
   * A ranking and its further candidates with what the rules promote.
   *
   * @param near candidates beside what the query matches
   */
  record Promoted(List<QueryBuilder> near, Blend blend) {}

  /** Answers with the promoted items, once it is known which they are. */
  void promote(
      SearchRequest request,
      RuleEffects effects,
      @Nullable QueryBuilder conditions,
      Promoted ranking,
      ActionListener<Promoted> listener) {
    SearchRequest wanted = Promotions.search(effects, conditions, request.indices());
    if (wanted == null) {
      listener.onResponse(ranking);
      return;
    }
    client.search(
        wanted,
        ActionListener.map(
            listener,
            found -> {
              List<QueryBuilder> near = new ArrayList<>(ranking.near());
              if (!effects.pins().isEmpty()) {
                BoolQueryBuilder pinned =
                    QueryBuilders.boolQuery().must(Promotions.pinned(effects));
                near.add(conditions == null ? pinned : pinned.filter(conditions));
              }
              return new Promoted(near, Promotions.blend(ranking.blend(), effects, found));
            }));
  }
}
