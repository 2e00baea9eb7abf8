package org.chatrec.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.apache.lucene.search.TotalHits;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldValue;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.admin.indices.mapping.get.GetMappingsAction;
import org.opensearch.action.search.SearchAction;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.search.aggregations.AggregationBuilders;
import org.opensearch.search.aggregations.Aggregations;
import org.opensearch.search.aggregations.bucket.terms.Terms;
import org.opensearch.search.aggregations.metrics.Stats;
import org.opensearch.search.builder.SearchSourceBuilder;

/**
 * What planners may know of each catalogue: its filter fields with their values and ranges, from
 * one aggregation. A card is read again at once where the number of items has changed by more than
 * one in a hundred, and beside the chat where it is a minute old. It is the same for all callers;
 * the search that a plan becomes is each caller's own.
 */
public final class CatalogCards {

  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final double CHANGED = 0.01;
  private static final int MAX_CARDS = 100;
  private static final TimeValue TIMEOUT = TimeValue.timeValueSeconds(30);

  /** Values known per field, the most frequent; a person may name any director. */
  private static final int MAX_VALUES = 5_000;

  private final StateClient state;
  private final Executor pool;
  private final LongSupplier clock;
  private final Map<String, Catalog> last = new ConcurrentHashMap<>();
  private final Set<Catalog> refreshing = ConcurrentHashMap.newKeySet();
  private final Cache<Catalog, Kept> cards =
      Caffeine.newBuilder().maximumSize(MAX_CARDS).expireAfterAccess(Duration.ofHours(1)).build();

  /**
   * @param pool where cards that have grown old are read again
   * @param clock milliseconds
   */
  public CatalogCards(StateClient state, Executor pool, LongSupplier clock) {
    this.state = state;
    this.pool = pool;
    this.clock = clock;
  }

  private record Kept(CatalogCard card, long items, long readMillis) {}

  /** The catalogue's card; a changed declaration has a new one at once. */
  public CatalogCard get(Catalog catalog) {
    return get(catalog, Counting.NOTHING);
  }

  /** A catalogue's items are being counted, by what was last known of it. */
  public record Counting(@Nullable Catalog catalog, PlainActionFuture<SearchResponse> answer) {
    private static final Counting NOTHING = new Counting(null, PlainActionFuture.newFuture());
  }

  /** Begins to count, while the declaration itself is still being read. */
  public Counting begin(String name) {
    Catalog known = last.get(name);
    if (known == null) {
      return Counting.NOTHING;
    }
    PlainActionFuture<SearchResponse> answer = PlainActionFuture.newFuture();
    state.call(SearchAction.INSTANCE, count(known), answer);
    return new Counting(known, answer);
  }

  /** The card, with a count that holds if the declaration is the one that it was begun with. */
  public CatalogCard get(Catalog catalog, Counting counting) {
    long items =
        catalog.equals(counting.catalog())
            ? total(counting.answer().actionGet(TIMEOUT))
            : total(state.call(SearchAction.INSTANCE, count(catalog)));
    if (last.size() >= MAX_CARDS) {
      last.clear();
    }
    last.put(catalog.name(), catalog);
    Kept kept = cards.get(catalog, key -> read(key, items));
    if (Math.abs(items - kept.items()) > CHANGED * kept.items()) {
      kept =
          Objects.requireNonNull(
              cards
                  .asMap()
                  .compute(
                      catalog,
                      (key, old) -> old != null && old.items() == items ? old : read(key, items)));
    } else if (clock.getAsLong() - kept.readMillis() > FRESH.toMillis()) {
      refresh(catalog, items);
    }
    return kept.card();
  }

  private void refresh(Catalog catalog, long items) {
    if (!refreshing.add(catalog)) {
      return;
    }
    try {
      pool.execute(
          () -> {
            try {
              cards.put(catalog, read(catalog, items));
            } finally {
              refreshing.remove(catalog);
            }
          });
    } catch (RejectedExecutionException e) { // busy: the old card serves until the next chat
      refreshing.remove(catalog);
    }
  }

  /** Answered from the shards' request cache unless the index has changed. */
  private static SearchRequest count(Catalog catalog) {
    return new SearchRequest(catalog.index())
        .source(new SearchSourceBuilder().size(0).trackTotalHits(true));
  }

  private static long total(SearchResponse counted) {
    TotalHits total = counted.getHits().getTotalHits();
    return total == null ? 0 : total.value();
  }

  private Kept read(Catalog catalog, long items) {
    return new Kept(read(catalog), items, clock.getAsLong());
  }

  private CatalogCard read(Catalog catalog) {
    Map<String, Map<String, Object>> mapping =
        IndexFields.of(catalog.index(), request -> state.call(GetMappingsAction.INSTANCE, request));
    SearchSourceBuilder source = new SearchSourceBuilder().size(0).trackTotalHits(false);
    for (String field : catalog.filterFields()) {
      FieldKind kind = kind(mapping.get(field));
      if (kind == FieldKind.KEYWORD || kind == FieldKind.BOOLEAN) {
        source.aggregation(AggregationBuilders.terms(field).field(field).size(MAX_VALUES));
      } else if (kind != null && kind.isOrdered()) {
        source.aggregation(AggregationBuilders.stats(field).field(field));
      }
    }
    Aggregations found =
        state
            .call(SearchAction.INSTANCE, new SearchRequest(catalog.index()).source(source))
            .getAggregations();
    List<CardField> fields = new ArrayList<>();
    for (String field : catalog.filterFields()) {
      FieldKind kind = kind(mapping.get(field));
      if (kind != null) {
        fields.add(field(field, kind, found));
      }
    }
    return new CatalogCard(catalog.name(), catalog.language(), catalog.titleField(), fields);
  }

  private static CardField field(String name, FieldKind kind, @Nullable Aggregations found) {
    if (found != null && found.get(name) instanceof Terms terms) {
      List<FieldValue> values = new ArrayList<>();
      for (Terms.Bucket bucket : terms.getBuckets()) {
        values.add(new FieldValue(bucket.getKeyAsString(), bucket.getDocCount()));
      }
      return new CardField(name, kind, values, null, null);
    }
    if (found != null && found.get(name) instanceof Stats stats && stats.getCount() > 0) {
      return new CardField(name, kind, List.of(), stats.getMin(), stats.getMax());
    }
    return new CardField(name, kind, List.of(), null, null);
  }

  /** What a mapping's type is to a plan; null for what cannot be filtered on. */
  private static @Nullable FieldKind kind(@Nullable Map<String, Object> definition) {
    return switch (definition == null ? "" : String.valueOf(definition.get("type"))) {
      case "keyword", "constant_keyword", "wildcard" -> FieldKind.KEYWORD;
      case "text", "match_only_text" -> FieldKind.TEXT;
      case "byte", "short", "integer", "long", "unsigned_long" -> FieldKind.INTEGER;
      case "half_float", "float", "double", "scaled_float" -> FieldKind.DECIMAL;
      case "date", "date_nanos" -> FieldKind.DATE;
      case "boolean" -> FieldKind.BOOLEAN;
      default -> null;
    };
  }
}
