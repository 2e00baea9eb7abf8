package org.chatrec.people.events;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.index.query.RangeQueryBuilder;
import org.opensearch.search.aggregations.AggregationBuilders;
import org.opensearch.search.aggregations.BucketOrder;
import org.opensearch.search.aggregations.bucket.terms.Terms;
import org.opensearch.search.builder.SearchSourceBuilder;

/**
 * Cuts all events of a catalogue into ranges of users that have some thousands each. Whoever pages
 * through everything by {@code search_after} alone has each page compared with all that was read
 * before: four times as many events take sixteen times as long.
 */
final class UserRanges {

  private static final String USERS = "users";

  private final Function<SearchSourceBuilder, SearchResponse> search;
  private final BoolQueryBuilder all;
  private final String field;
  private final int size;

  /**
   * @param all what is cut
   * @param field the users' ids, as a keyword
   * @param size events of a range, or more where its last user has more; and users that are counted
   *     at a time
   */
  UserRanges(
      Function<SearchSourceBuilder, SearchResponse> search,
      BoolQueryBuilder all,
      String field,
      int size) {
    this.search = search;
    this.all = all;
    this.field = field;
    this.size = size;
  }

  /** Visits the ranges in the order of ids; there is no gap between them, nor after the last. */
  void forEach(Consumer<BoolQueryBuilder> visitor) {
    String after = null;
    List<? extends Terms.Bucket> users = users(after);
    while (!users.isEmpty()) {
      boolean last = users.size() < size;
      after = visit(users, after, last, visitor);
      users = last ? List.of() : users(after);
    }
  }

  /** Returns where the ranges that were visited end: each user has an event, so there is one. */
  private @Nullable String visit(
      List<? extends Terms.Bucket> users,
      @Nullable String after,
      boolean last,
      Consumer<BoolQueryBuilder> visitor) {
    String from = after;
    long events = 0;
    for (Terms.Bucket user : users) {
      events += user.getDocCount();
      if (events >= size) {
        visitor.accept(range(from, user.getKeyAsString()));
        from = user.getKeyAsString();
        events = 0;
      }
    }
    if (last) {
      visitor.accept(range(from, null));
    }
    return from;
  }

  private List<? extends Terms.Bucket> users(@Nullable String after) {
    SearchSourceBuilder count =
        new SearchSourceBuilder()
            .query(range(after, null))
            .size(0)
            .trackTotalHits(false)
            .aggregation(
                AggregationBuilders.terms(USERS)
                    .field(field)
                    .size(size)
                    .order(BucketOrder.key(true)));
    Terms users = search.apply(count).getAggregations().get(USERS);
    return users.getBuckets();
  }

  private BoolQueryBuilder range(@Nullable String after, @Nullable String to) {
    RangeQueryBuilder range = QueryBuilders.rangeQuery(field);
    if (after != null) {
      range.gt(after);
    }
    if (to != null) {
      range.lte(to);
    }
    return QueryBuilders.boolQuery().filter(all).filter(range);
  }
}
