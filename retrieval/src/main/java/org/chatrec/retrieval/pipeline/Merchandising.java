package org.chatrec.retrieval.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.rules.BusinessRule;
import org.chatrec.catalog.rules.BusinessRules;
import org.chatrec.catalog.rules.RuleEffects;
import org.chatrec.retrieval.Promotions;
import org.chatrec.search.Blend;
import org.chatrec.search.HybridCandidates;
import org.chatrec.search.PersonalOptions;
import org.chatrec.search.QueryText;
import org.chatrec.search.SideSearch;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.pipeline.PipelineProcessingContext;
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

  private static final Logger LOGGER = LogManager.getLogger(Merchandising.class);

  /** Of neural-search; it is taken only as the whole of a query. */
  private static final String HYBRID = "hybrid";

  /**
   * What the rules come to for a search.
   *
   * @param person by the stored name; null for nobody
   */
  RuleEffects effects(SearchRequest request, PersonalOptions options, @Nullable String person) {
    if (rules.byId().isEmpty()) {
      return RuleEffects.NONE;
    }
    String typed =
        options.text() != null
            ? options.text()
            : request.source() == null ? "" : QueryText.of(request.source().query());
    return rules.on(
        new BusinessRule.Occasion(typed, person, options.audience(), clock.getAsLong()));
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

  /**
   * Answers with the promoted items, once it is known which they are; with the ranking as it was
   * where that cannot be found out, which the answer says.
   */
  void promote(
      SearchRequest request,
      RuleEffects effects,
      @Nullable QueryBuilder conditions,
      Promoted ranking,
      PipelineProcessingContext context,
      ActionListener<Promoted> listener) {
    QueryBuilder words = request.source().query();
    QueryBuilder candidates =
        words == null || ranking.near().isEmpty()
            ? words
            : HybridCandidates.query(words, ranking.near());
    SearchSourceBuilder wanted = Promotions.search(effects, candidates, conditions);
    if (wanted == null) {
      listener.onResponse(ranking);
      return;
    }
    SideSearch.run(
        client,
        SideSearch.of(request, wanted),
        "promoted items",
        ActionListener.wrap(
            found -> listener.onResponse(promoted(effects, conditions, ranking, found)),
            e -> {
              LOGGER.debug("a search goes on without what rules promote", e);
              DegradedNote.add(context, RuleEffects.PART, "failed");
              listener.onResponse(ranking);
            }));
  }

  private static Promoted promoted(
      RuleEffects effects,
      @Nullable QueryBuilder conditions,
      Promoted ranking,
      SearchResponse found) {
    List<QueryBuilder> near = new ArrayList<>(ranking.near());
    if (!effects.pins().isEmpty()) {
      near.add(Promotions.pinned(effects, conditions));
    }
    return new Promoted(near, Promotions.blend(ranking.blend(), effects, found));
  }
}
