package org.chatrec.people.experiment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.catalog.support.StateIndex;
import org.jspecify.annotations.Nullable;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.admin.indices.refresh.RefreshAction;
import org.opensearch.action.admin.indices.refresh.RefreshRequest;
import org.opensearch.action.bulk.BulkAction;
import org.opensearch.action.bulk.BulkItemResponse;
import org.opensearch.action.bulk.BulkRequest;
import org.opensearch.action.delete.DeleteRequest;
import org.opensearch.action.search.SearchAction;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.search.aggregations.AggregationBuilders;
import org.opensearch.search.aggregations.bucket.composite.CompositeAggregation;
import org.opensearch.search.aggregations.bucket.composite.CompositeAggregationBuilder;
import org.opensearch.search.aggregations.bucket.composite.TermsValuesSourceBuilder;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.threadpool.Scheduler;
import org.opensearch.threadpool.ThreadPool;

/**
 * Removes what is kept of experiments that are over: another took their place, they were ended, or
 * their catalogue is gone. What is over never comes back, so a sweep that ends half-way is taken up
 * by the next, and so is an answer that was on its way when its experiment ended.
 */
public final class ExperimentSweeper {

  /** How often; an answer is kept at most so much longer than its experiment. */
  static final TimeValue INTERVAL = TimeValue.timeValueHours(1);

  private static final Logger LOG = LogManager.getLogger(ExperimentSweeper.class);
  private static final int PAGE = 2_000;
  private static final String RUNS = "runs";
  private static final String CATALOG = "catalog";
  private static final String EXPERIMENT = "experiment";

  private final StateClient state;
  private final ExperimentStore store;
  private final CatalogStore catalogs;
  private final BooleanSupplier here;

  /**
   * @param here whether this node is the one to do it now and then
   */
  public ExperimentSweeper(
      StateClient state, ExperimentStore store, CatalogStore catalogs, BooleanSupplier here) {
    this.state = state;
    this.store = store;
    this.catalogs = catalogs;
    this.here = here;
  }

  /** An experiment of which something is kept. */
  private record Run(String catalog, String experiment) {}

  /** Sweeps now and then, until cancelled. */
  public Scheduler.Cancellable start(ThreadPool threads, String pool) {
    return threads.scheduleWithFixedDelay(this::sweepHere, INTERVAL, pool);
  }

  private void sweepHere() {
    if (here.getAsBoolean()) {
      sweep(null);
    }
  }

  /**
   * Removes what is over. What cannot be done of one catalogue does not keep others from it.
   *
   * @param catalog whose experiments; null for all
   * @return how many documents
   */
  long sweep(@Nullable String catalog) {
    long swept = 0;
    Set<String> failed = new HashSet<>();
    try {
      for (Run run : runs(catalog)) {
        if (!failed.contains(run.catalog())) {
          swept += swept(run, failed);
        }
      }
    } catch (RuntimeException e) {
      LOG.warn("experiments that are over could not be looked for: {}", e.getClass().getName());
      LOG.debug("experiments that are over could not be looked for", e);
    }
    return swept;
  }

  private long swept(Run run, Set<String> failed) {
    try {
      return isOver(run) ? remove(run) : 0;
    } catch (RuntimeException e) {
      failed.add(run.catalog());
      LOG.warn(
          "answers of an experiment of catalogue [{}] stay until the next sweep: {}",
          run.catalog(),
          e.getClass().getName());
      LOG.debug("answers of an experiment stay until the next sweep", e);
      return 0;
    }
  }

  private boolean isOver(Run run) {
    boolean goesOn =
        store.get(run.catalog()).filter(now -> now.id().equals(run.experiment())).isPresent();
    return !goesOn || isGone(run.catalog());
  }

  private boolean isGone(String catalog) {
    // without that index all would be gone, to be restored perhaps
    return state.exists(StateIndex.CATALOGS) && catalogs.known(catalog).isEmpty();
  }

  private List<Run> runs(@Nullable String catalog) {
    List<Run> runs = new ArrayList<>();
    if (!state.exists(StateIndex.EXPERIMENTS)) {
      return runs;
    }
    refresh();
    QueryBuilder which =
        catalog == null ? QueryBuilders.matchAllQuery() : QueryBuilders.termQuery(CATALOG, catalog);
    Map<String, Object> after = null;
    do {
      CompositeAggregation found = page(which, after);
      for (CompositeAggregation.Bucket bucket : found.getBuckets()) {
        Map<String, Object> key = bucket.getKey();
        runs.add(new Run((String) key.get(CATALOG), (String) key.get(EXPERIMENT)));
      }
      after = found.getBuckets().size() < PAGE ? null : found.afterKey();
    } while (after != null);
    return runs;
  }

  private CompositeAggregation page(QueryBuilder which, @Nullable Map<String, Object> after) {
    CompositeAggregationBuilder runs =
        AggregationBuilders.composite(
                RUNS,
                List.of(
                    new TermsValuesSourceBuilder(CATALOG).field(CATALOG),
                    new TermsValuesSourceBuilder(EXPERIMENT).field(EXPERIMENT)))
            .size(PAGE);
    if (after != null) {
      runs.aggregateAfter(after);
    }
    return search(new SearchSourceBuilder().query(which).aggregation(runs).size(0))
        .getAggregations()
        .get(RUNS);
  }

  private long remove(Run run) {
    BoolQueryBuilder of =
        QueryBuilders.boolQuery()
            .filter(QueryBuilders.termQuery(CATALOG, run.catalog()))
            .filter(QueryBuilders.termQuery(EXPERIMENT, run.experiment()));
    long removed = 0;
    long now;
    do {
      refresh();
      SearchHit[] found =
          search(
                  new SearchSourceBuilder()
                      .query(of)
                      .fetchSource(false)
                      .seqNoAndPrimaryTerm(true)
                      .size(PAGE))
              .getHits()
              .getHits();
      now = found.length == 0 ? 0 : delete(found);
      removed += now;
    } while (now > 0);
    return removed;
  }

  /** A definition that has become another since it was found stays. */
  private long delete(SearchHit[] found) {
    BulkRequest bulk = new BulkRequest();
    for (SearchHit hit : found) {
      bulk.add(
          new DeleteRequest(StateIndex.EXPERIMENTS.name(), hit.getId())
              .setIfSeqNo(hit.getSeqNo())
              .setIfPrimaryTerm(hit.getPrimaryTerm()));
    }
    long removed = 0;
    for (BulkItemResponse item : state.call(BulkAction.INSTANCE, bulk).getItems()) {
      if (item.isFailed() && item.status() != RestStatus.CONFLICT) {
        throw new OpenSearchStatusException(
            "not all answers could be removed", RestStatus.SERVICE_UNAVAILABLE);
      }
      removed += item.isFailed() ? 0 : 1;
    }
    return removed;
  }

  private void refresh() {
    state.call(RefreshAction.INSTANCE, new RefreshRequest(StateIndex.EXPERIMENTS.name()));
  }

  private SearchResponse search(SearchSourceBuilder source) {
    return state.call(
        SearchAction.INSTANCE,
        // what a shard that is away holds must not be taken for nothing
        new SearchRequest(StateIndex.EXPERIMENTS.name())
            .source(source.trackTotalHits(false))
            .allowPartialSearchResults(false));
  }
}
