package org.chatrec.people.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.catalog.support.StateIndex;
import org.chatrec.ranking.experiment.InversePropensity;
import org.chatrec.ranking.profile.EventType;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.admin.indices.refresh.RefreshAction;
import org.opensearch.action.admin.indices.refresh.RefreshRequest;
import org.opensearch.action.get.MultiGetAction;
import org.opensearch.action.get.MultiGetItemResponse;
import org.opensearch.action.get.MultiGetRequest;
import org.opensearch.action.search.SearchAction;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.aggregations.AggregationBuilders;
import org.opensearch.search.aggregations.bucket.composite.CompositeAggregation;
import org.opensearch.search.aggregations.bucket.composite.CompositeAggregationBuilder;
import org.opensearch.search.aggregations.bucket.composite.CompositeValuesSourceBuilder;
import org.opensearch.search.aggregations.bucket.composite.TermsValuesSourceBuilder;
import org.opensearch.search.aggregations.bucket.terms.Terms;
import org.opensearch.search.builder.SearchSourceBuilder;

/**
 * Counts what came of the answers of an experiment: events that speak for an item and have the
 * {@code query_id} of an answer. The events themselves are counted, so an event that is sent twice
 * counts once, and one that is forgotten counts no more.
 */
public final class OutcomeReader {

  private static final int PAGE = 2_000;

  /** A million rewards; an experiment that has more has an interval that is narrow enough. */
  private static final int MOST_PAGES = 500;

  /** By how much a browser's clock may be behind: an event has the time that it says. */
  private static final Duration CLOCKS_DIFFER = Duration.ofHours(24);

  private static final String ANSWERS = "answers";
  private static final String PAIRS = "pairs";
  private static final String ARM = "arm";
  private static final String PROPENSITY = "propensity";
  private static final String QUERY = "query_id";
  private static final String ITEM = "item_id";

  /** What is a success: whatever speaks for an item by more than looking at it. */
  private static final String[] REWARDS =
      Arrays.stream(EventType.values())
          .filter(type -> !type.needsValue() && type.preference(null) >= reward())
          .map(EventType::wireName)
          .toArray(String[]::new);

  private final StateClient state;

  public OutcomeReader(StateClient state) {
    this.state = state;
  }

  private static double reward() {
    return EventType.CLICK.preference(null);
  }

  /** Counts. */
  Outcomes read(String catalog, Experiment experiment) {
    return read(catalog, experiment, false);
  }

  /** Counts, and weighs each answer of one arm by how likely it was. */
  Outcomes weighted(String catalog, Experiment experiment) {
    return read(catalog, experiment, true);
  }

  private Outcomes read(String catalog, Experiment experiment, boolean weighs) {
    if (!state.exists(StateIndex.EXPERIMENTS)) {
      return Outcomes.none();
    }
    refresh(StateIndex.EXPERIMENTS);
    Counting counting = new Counting(catalog, experiment);
    counting.answers();
    if (weighs) {
      counting.weights();
    }
    if (state.exists(StateIndex.EVENTS)) {
      refresh(StateIndex.EVENTS);
      counting.rewards();
    }
    return counting.outcomes();
  }

  private void refresh(StateIndex index) {
    state.call(RefreshAction.INSTANCE, new RefreshRequest(index.name()));
  }

  private SearchResponse search(StateIndex index, SearchSourceBuilder source) {
    return state.call(
        SearchAction.INSTANCE,
        // what a shard that is away holds must not be taken for nothing
        new SearchRequest(index.name())
            .source(source.size(0).trackTotalHits(true))
            .allowPartialSearchResults(false));
  }

  private final class Counting {
    private final String catalog;
    private final Experiment experiment;
    private final Map<String, Outcomes.Arm> arms = new LinkedHashMap<>();
    private final Map<String, Long> credits = new HashMap<>();
    private final Map<String, InversePropensity> weighted = new HashMap<>();
    private @Nullable String query;
    private double propensity;
    private long answers;
    private long ties;
    private boolean whole = true;

    Counting(String catalog, Experiment experiment) {
      this.catalog = catalog;
      this.experiment = experiment;
      experiment.names().forEach(arm -> arms.put(arm, Outcomes.Arm.NONE));
    }

    private boolean interleaves() {
      return experiment.mode() == Experiment.Mode.INTERLEAVE;
    }

    private BoolQueryBuilder given() {
      return QueryBuilders.boolQuery()
          .filter(QueryBuilders.termQuery("kind", ExperimentStore.ANSWER))
          .filter(QueryBuilders.termQuery("catalog", catalog))
          .filter(QueryBuilders.termQuery("experiment", experiment.id()));
    }

    void answers() {
      SearchResponse found =
          search(
              StateIndex.EXPERIMENTS,
              new SearchSourceBuilder()
                  .query(given())
                  .aggregation(AggregationBuilders.terms(ANSWERS).field(ARM).size(Arms.MOST)));
      if (interleaves()) {
        answers = Objects.requireNonNull(found.getHits().getTotalHits()).value();
        arms.replaceAll((arm, counted) -> counted.plusAnswers(answers));
        return;
      }
      Terms counted = found.getAggregations().get(ANSWERS);
      for (Terms.Bucket bucket : counted.getBuckets()) {
        arms.computeIfPresent(
            bucket.getKeyAsString(), (arm, known) -> known.plusAnswers(bucket.getDocCount()));
      }
    }

    /** How many answers of each arm were how likely. */
    void weights() {
      pages(
          StateIndex.EXPERIMENTS,
          given(),
          List.of(ARM, PROPENSITY),
          page ->
              page.forEach(
                  answers ->
                      weighted.merge(
                          String.valueOf(answers.getKey().get(ARM)),
                          InversePropensity.NONE.plusAnswers(
                              answers.getDocCount(), propensity(answers.getKey())),
                          InversePropensity::plus)));
    }

    private static double propensity(Map<String, Object> answer) {
      return ((Number) answer.get(PROPENSITY)).doubleValue();
    }

    /** Pairs of answer and item come in the order of the answers. */
    void rewards() {
      pages(StateIndex.EVENTS, rewarding(), List.of(QUERY, ITEM), this::count);
      credit();
    }

    /** Combinations of the values of two fields, page by page, as far as is worth the time. */
    private void pages(
        StateIndex index,
        BoolQueryBuilder query,
        List<String> fields,
        Consumer<List<? extends CompositeAggregation.Bucket>> page) {
      Map<String, Object> after = null;
      for (int n = 0; n < MOST_PAGES; n++) {
        CompositeAggregation pairs = pairs(index, query, fields, after);
        page.accept(pairs.getBuckets());
        after = pairs.afterKey();
        if (pairs.getBuckets().size() < PAGE || after == null) {
          return;
        }
      }
      whole = false;
    }

    private CompositeAggregation pairs(
        StateIndex index,
        BoolQueryBuilder query,
        List<String> fields,
        @Nullable Map<String, Object> after) {
      List<CompositeValuesSourceBuilder<?>> sources = new ArrayList<>();
      fields.forEach(field -> sources.add(new TermsValuesSourceBuilder(field).field(field)));
      CompositeAggregationBuilder pairs = AggregationBuilders.composite(PAIRS, sources).size(PAGE);
      if (after != null) {
        pairs.aggregateAfter(after);
      }
      return search(index, new SearchSourceBuilder().query(query).aggregation(pairs))
          .getAggregations()
          .get(PAIRS);
    }

    private BoolQueryBuilder rewarding() {
      return QueryBuilders.boolQuery()
          .filter(QueryBuilders.termQuery("catalog", catalog))
          .filter(QueryBuilders.termsQuery("type", REWARDS))
          .filter(
              QueryBuilders.rangeQuery("timestamp")
                  .gte(experiment.startedMillis() - CLOCKS_DIFFER.toMillis()))
          .filter(QueryBuilders.existsQuery(QUERY));
    }

    private void count(List<? extends CompositeAggregation.Bucket> pairs) {
      Set<String> ids = new HashSet<>();
      pairs.forEach(pair -> ids.add(String.valueOf(pair.getKey().get(QUERY))));
      Map<String, Map<String, Object>> given = given(ids);
      for (CompositeAggregation.Bucket pair : pairs) {
        String id = String.valueOf(pair.getKey().get(QUERY));
        Map<String, Object> answer = given.get(id);
        if (answer != null) {
          if (!id.equals(query)) {
            credit();
            query = id;
            propensity = propensity(answer);
          }
          String arm = arm(answer, String.valueOf(pair.getKey().get(ITEM)));
          if (arm != null) {
            credits.merge(arm, 1L, Long::sum);
          }
        }
      }
    }

    /** Who gets what came of an item. */
    private @Nullable String arm(Map<String, Object> answer, String item) {
      return interleaves()
          ? answer.get("items") instanceof Map<?, ?> items && items.get(item) instanceof String arm
              ? arm
              : null
          : (String) answer.get(ARM);
    }

    /** Ends with one answer. */
    private void credit() {
      if (credits.isEmpty()) {
        return;
      }
      long most = credits.values().stream().mapToLong(Long::longValue).max().orElse(0);
      List<String> winners =
          credits.keySet().stream().filter(arm -> credits.get(arm) == most).toList();
      if (winners.size() == 1) {
        arms.computeIfPresent(winners.getFirst(), (arm, known) -> known.rewardedOnce());
        weighted.computeIfPresent(winners.getFirst(), (arm, known) -> known.plusReward(propensity));
      } else {
        ties++;
      }
      credits.clear();
    }

    /** The answers of this experiment among these, by their ids. */
    private Map<String, Map<String, Object>> given(Set<String> ids) {
      Map<String, Map<String, Object>> given = new HashMap<>();
      if (ids.isEmpty()) {
        return given;
      }
      MultiGetRequest request = new MultiGetRequest();
      ids.forEach(
          id -> request.add(StateIndex.EXPERIMENTS.name(), ExperimentStore.answerId(catalog, id)));
      for (MultiGetItemResponse item :
          state.call(MultiGetAction.INSTANCE, request).getResponses()) {
        if (item.isFailed()) {
          whole = false;
        } else if (item.getResponse().isExists()) {
          Map<String, Object> source = item.getResponse().getSourceAsMap();
          if (experiment.id().equals(source.get("experiment"))) {
            given.put((String) source.get(QUERY), source);
          }
        }
      }
      return given;
    }

    Outcomes outcomes() {
      return new Outcomes(arms, ties, whole, weighted);
    }
  }
}
