package org.chatrec.rest.train;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.chatrec.ranking.popularity.PopularityCounter;
import org.chatrec.ranking.profile.EventType;
import org.chatrec.rest.catalog.Catalog;
import org.chatrec.rest.catalog.CatalogStore;
import org.chatrec.rest.events.EventStore;
import org.chatrec.rest.support.StateClient;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.admin.indices.refresh.RefreshAction;
import org.opensearch.action.admin.indices.refresh.RefreshRequest;
import org.opensearch.action.bulk.BulkAction;
import org.opensearch.action.bulk.BulkItemResponse;
import org.opensearch.action.bulk.BulkRequest;
import org.opensearch.action.update.UpdateRequest;
import org.opensearch.core.rest.RestStatus;

/**
 * Learns from all events of a catalogue and writes what was learned into its items: the popularity
 * of each item, and into the catalogue the popularity that one item in ten reaches. Items are
 * changed by partial updates, which no ingest pipeline sees, so nothing is embedded again.
 */
public final class TrainService {

  private static final Duration HALF_LIFE = Duration.ofDays(90);
  private static final double POPULAR_SHARE = 0.9;
  private static final int BULK = 1_000;

  private final CatalogStore catalogs;
  private final EventStore events;
  private final StateClient state;
  private final LongSupplier clock;
  private final Set<String> running = ConcurrentHashMap.newKeySet();

  public TrainService(
      CatalogStore catalogs, EventStore events, StateClient state, LongSupplier clock) {
    this.catalogs = catalogs;
    this.events = events;
    this.state = state;
    this.clock = clock;
  }

  /** The answer of {@code POST /catalogs/{c}/train}. */
  Map<String, Object> train(String name) {
    Catalog catalog = catalogs.get(name);
    if (!running.add(name)) {
      throw new OpenSearchStatusException(
          "catalogue [{}] is being trained already; wait for that to end",
          RestStatus.CONFLICT,
          name);
    }
    try {
      return run(catalog);
    } finally {
      running.remove(name);
    }
  }

  private Map<String, Object> run(Catalog catalog) {
    long started = System.nanoTime();
    long now = clock.getAsLong();
    PopularityCounter counter = new PopularityCounter(HALF_LIFE.toMillis());
    long[] seen = new long[1];
    events.ofCatalog(
        catalog.name(),
        event -> {
          seen[0]++;
          count(counter, event, now);
        });
    Map<String, Double> popularity = counter.counts();
    Updated updated = write(catalog, popularity);
    double pivot = pivot(popularity);
    if (!popularity.isEmpty()) {
      catalogs.put(catalogs.get(catalog.name()).withPopularityPivot(pivot));
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("catalog", catalog.name());
    answer.put("events", seen[0]);
    answer.put("items", updated.items());
    answer.put("unknown_items", updated.unknown());
    answer.put("popularity_pivot", pivot);
    answer.put("took", Duration.ofNanos(System.nanoTime() - started).toMillis());
    return answer;
  }

  private static void count(PopularityCounter counter, Map<String, Object> event, long now) {
    if (event.get("item_id") instanceof String item) {
      counter.add(
          item,
          (String) event.get("user_id"),
          EventType.of((String) event.get("type")),
          event.get("value") instanceof Number value ? value.doubleValue() : null,
          now - ((Number) event.get("timestamp")).longValue());
    }
  }

  private record Updated(int items, int unknown) {}

  private Updated write(Catalog catalog, Map<String, Double> popularity) {
    String field = catalog.popularityField();
    if (field == null) {
      return new Updated(0, 0);
    }
    int items = 0;
    int unknown = 0;
    List<String> ids = popularity.keySet().stream().sorted().toList();
    for (int from = 0; from < ids.size(); from += BULK) {
      BulkRequest bulk = new BulkRequest();
      for (String id : ids.subList(from, Math.min(ids.size(), from + BULK))) {
        bulk.add(
            new UpdateRequest(catalog.index(), id)
                .doc(Map.of(field, popularity.get(id).floatValue()))
                .retryOnConflict(3));
      }
      for (BulkItemResponse item : state.call(BulkAction.INSTANCE, bulk).getItems()) {
        if (!item.isFailed()) {
          items++;
        } else if (item.status() == RestStatus.NOT_FOUND) {
          unknown++;
        } else {
          throw new OpenSearchStatusException(
              "the popularity of item [{}] could not be written",
              item.status(),
              item.getFailure().getCause(),
              item.getId());
        }
      }
    }
    state.call(RefreshAction.INSTANCE, new RefreshRequest(catalog.index()));
    return new Updated(items, unknown);
  }

  private static double pivot(Map<String, Double> popularity) {
    double[] sorted = popularity.values().stream().mapToDouble(Double::doubleValue).toArray();
    if (sorted.length == 0) {
      return Catalog.DEFAULT_POPULARITY_PIVOT;
    }
    Arrays.sort(sorted);
    return sorted[(int) (POPULAR_SHARE * (sorted.length - 1))];
  }
}
