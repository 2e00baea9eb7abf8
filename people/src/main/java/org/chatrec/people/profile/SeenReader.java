package org.chatrec.people.profile;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.catalog.support.StateIndex;
import org.chatrec.ranking.profile.EventType;
import org.chatrec.ranking.profile.SeenItems;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.admin.indices.refresh.RefreshAction;
import org.opensearch.action.admin.indices.refresh.RefreshRequest;
import org.opensearch.action.search.SearchAction;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.aggregations.AggregationBuilders;
import org.opensearch.search.aggregations.bucket.composite.CompositeAggregation;
import org.opensearch.search.aggregations.bucket.composite.CompositeAggregationBuilder;
import org.opensearch.search.aggregations.bucket.composite.TermsValuesSourceBuilder;
import org.opensearch.search.builder.SearchSourceBuilder;

/**
 * Finds, in the events themselves, which items a person has seen and which they have had: for
 * people of whom a profile remembers only a part. Without holding a thread, and within a time of
 * its own: an answer that does without says so.
 */
public final class SeenReader {

  /** What a search can leave out without getting slow: a few megabytes of ids. */
  static final int MOST = 50_000;

  private static final int PAGE = 5_000;
  private static final TimeValue PATIENCE = TimeValue.timeValueSeconds(3);

  private static final String ITEMS = "items";
  private static final String ITEM_ID = "item_id";
  private static final String TYPE = "type";

  private static final String[] UNSEEN =
      Arrays.stream(EventType.values())
          .filter(type -> !type.seen())
          .map(EventType::wireName)
          .toArray(String[]::new);

  private final StateClient state;

  public SeenReader(StateClient state) {
    this.state = state;
  }

  /** Answers with the items of one person, also of events of just now. */
  public void find(String catalog, String userId, ActionListener<SeenItems> listener) {
    if (!state.exists(StateIndex.EVENTS)) {
      listener.onResponse(SeenItems.NONE);
      return;
    }
    Reading reading = new Reading(catalog, userId, state.within(PATIENCE, listener));
    // what a profile has forgotten may be an event of just now
    state.call(
        RefreshAction.INSTANCE,
        new RefreshRequest(StateIndex.EVENTS.name()),
        ActionListener.wrap(refreshed -> reading.page(null), reading.listener::onFailure));
  }

  /** One person's items, a page at a time. */
  private final class Reading {
    private final String catalog;
    private final String userId;
    private final ActionListener<SeenItems> listener;
    private final Set<String> seen = new HashSet<>();
    private final Set<String> had = new HashSet<>();

    Reading(String catalog, String userId, ActionListener<SeenItems> listener) {
      this.catalog = catalog;
      this.userId = userId;
      this.listener = listener;
    }

    void page(@Nullable Map<String, Object> after) {
      CompositeAggregationBuilder items =
          AggregationBuilders.composite(
                  ITEMS,
                  List.of(
                      new TermsValuesSourceBuilder(ITEM_ID).field(ITEM_ID),
                      new TermsValuesSourceBuilder(TYPE).field(TYPE)))
              .size(PAGE);
      if (after != null) {
        items.aggregateAfter(after);
      }
      SearchRequest search =
          new SearchRequest(StateIndex.EVENTS.name())
              .source(
                  new SearchSourceBuilder()
                      .query(ofPerson())
                      .size(0)
                      .trackTotalHits(false)
                      .aggregation(items))
              // what a shard that is away holds must not be taken for nothing
              .allowPartialSearchResults(false);
      search.setCancelAfterTimeInterval(PATIENCE);
      state.call(
          SearchAction.INSTANCE, search, ActionListener.wrap(this::take, listener::onFailure));
    }

    private QueryBuilder ofPerson() {
      return QueryBuilders.boolQuery()
          .filter(QueryBuilders.termQuery("catalog", catalog))
          .filter(QueryBuilders.termQuery("user_id", userId))
          .mustNot(QueryBuilders.termsQuery(TYPE, UNSEEN));
    }

    private void take(SearchResponse found) {
      CompositeAggregation page = found.getAggregations().get(ITEMS);
      for (CompositeAggregation.Bucket bucket : page.getBuckets()) {
        String item = String.valueOf(bucket.getKey().get(ITEM_ID));
        seen.add(item);
        if (EventType.of(String.valueOf(bucket.getKey().get(TYPE))).had()) {
          had.add(item);
        }
      }
      boolean all = page.getBuckets().size() < PAGE;
      if (all || seen.size() >= MOST) {
        listener.onResponse(new SeenItems(seen, had, all));
      } else {
        page(page.afterKey());
      }
    }
  }
}
