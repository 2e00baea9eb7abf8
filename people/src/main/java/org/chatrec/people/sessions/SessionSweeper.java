package org.chatrec.people.sessions;

import java.util.function.BooleanSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.catalog.support.StateIndex;
import org.opensearch.action.bulk.BulkAction;
import org.opensearch.action.bulk.BulkItemResponse;
import org.opensearch.action.bulk.BulkRequest;
import org.opensearch.action.delete.DeleteRequest;
import org.opensearch.action.search.SearchAction;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.threadpool.Scheduler;
import org.opensearch.threadpool.ThreadPool;

/**
 * Removes sessions that are over, on one node of the cluster. One that somebody has gone on with
 * since it was found stays. Requests do not wait for it: to them, what is over is gone already.
 */
public final class SessionSweeper {

  /** How often; a session is kept at most so much longer than it is said to be. */
  static final TimeValue INTERVAL = TimeValue.timeValueHours(1);

  private static final Logger LOG = LogManager.getLogger(SessionSweeper.class);
  private static final int PAGE = 1_000;

  private final StateClient state;
  private final SessionAge age;
  private final BooleanSupplier here;

  /**
   * @param here whether this node is the one to do it
   */
  public SessionSweeper(StateClient state, SessionAge age, BooleanSupplier here) {
    this.state = state;
    this.age = age;
    this.here = here;
  }

  /** Sweeps now and then, until cancelled. */
  public Scheduler.Cancellable start(ThreadPool threads, String pool) {
    return threads.scheduleWithFixedDelay(this::sweepHere, INTERVAL, pool);
  }

  /** Sweeps if this node is the one to do it; called as well when what is kept has changed. */
  public void sweepHere() {
    if (!here.getAsBoolean()) {
      return;
    }
    try {
      LOG.debug("{} sessions were over", sweep());
    } catch (RuntimeException e) {
      LOG.warn(
          "sessions that are over could not be removed; this is tried again: {}",
          e.getClass().getName());
      LOG.debug("sessions that are over could not be removed; this is tried again", e);
    }
  }

  /** Removes what is over; returns how many sessions. */
  long sweep() {
    long swept = 0;
    while (state.exists(StateIndex.SESSIONS)) {
      SearchHit[] over = over();
      long removed = over.length == 0 ? 0 : remove(over);
      swept += removed;
      if (over.length < PAGE || removed == 0) {
        break;
      }
    }
    return swept;
  }

  private SearchHit[] over() {
    SearchSourceBuilder source =
        new SearchSourceBuilder()
            .query(QueryBuilders.rangeQuery("updated").gt(0).lt(age.since()))
            .fetchSource(false)
            .seqNoAndPrimaryTerm(true)
            .size(PAGE);
    return state
        .call(SearchAction.INSTANCE, new SearchRequest(StateIndex.SESSIONS.name()).source(source))
        .getHits()
        .getHits();
  }

  private long remove(SearchHit[] over) {
    BulkRequest bulk = new BulkRequest().setRefreshPolicy("true");
    for (SearchHit hit : over) {
      bulk.add(
          new DeleteRequest(StateIndex.SESSIONS.name(), hit.getId())
              .setIfSeqNo(hit.getSeqNo())
              .setIfPrimaryTerm(hit.getPrimaryTerm()));
    }
    long removed = 0;
    for (BulkItemResponse item : state.call(BulkAction.INSTANCE, bulk).getItems()) {
      removed += item.isFailed() || item.status() == RestStatus.NOT_FOUND ? 0 : 1;
    }
    return removed;
  }
}
