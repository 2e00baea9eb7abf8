package org.chatrec.people.train;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.support.StateClient;
import org.jspecify.annotations.Nullable;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.admin.indices.mapping.put.PutMappingAction;
import org.opensearch.action.admin.indices.mapping.put.PutMappingRequest;
import org.opensearch.action.admin.indices.refresh.RefreshAction;
import org.opensearch.action.admin.indices.refresh.RefreshRequest;
import org.opensearch.action.bulk.BulkAction;
import org.opensearch.action.bulk.BulkItemResponse;
import org.opensearch.action.bulk.BulkRequest;
import org.opensearch.action.search.SearchAction;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.update.UpdateRequest;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;

/**
 * Writes what was learned into the items, by partial updates: no ingest pipeline sees them, so
 * nothing is embedded again. Beside each collaborative vector stands the generation it is of.
 */
final class ItemWriter {

  private static final int BULK = 500;

  /** A sweep that finds the same items again and again is ended. */
  private static final int MAX_SWEEPS = 10_000;

  private final StateClient state;
  private final Catalog catalog;
  private final Learned learned;
  private final Consumer<String> progress;
  private int written;
  private int unknown;

  ItemWriter(StateClient state, Catalog catalog, Learned learned, Consumer<String> progress) {
    this.state = state;
    this.catalog = catalog;
    this.learned = learned;
    this.progress = progress;
  }

  int written() {
    return written;
  }

  int unknown() {
    return unknown;
  }

  /** Makes the field that holds the generation, where the index has none. */
  void prepare() {
    state.call(
        PutMappingAction.INSTANCE,
        new PutMappingRequest(catalog.index())
            .source(
                Map.of(
                    "properties",
                    Map.of(
                        metaField(),
                        Map.of(
                            "properties", Map.of(Catalog.GENERATION, Map.of("type", "long")))))));
  }

  /**
   * Writes all items and makes the change visible.
   *
   * @param generation of the collaborative vectors; 0 where there are none
   */
  void write(long generation) {
    List<String> ids = List.copyOf(learned.items());
    for (int from = 0; from < ids.size(); from += BULK) {
      progress.accept("writing items, " + from + " of " + ids.size());
      update(ids.subList(from, Math.min(ids.size(), from + BULK)), generation, true);
    }
    refresh();
  }

  /**
   * Gives every item that still has a vector of another generation its own of this one, or none:
   * items that nobody likes any more, and items that were indexed anew while this was running and
   * brought their old vector along.
   */
  void sweep(long generation) {
    for (int round = 0; round < MAX_SWEEPS; round++) {
      progress.accept("looking for vectors of earlier trainings");
      List<String> stale = stale(generation);
      if (stale.isEmpty()) {
        return;
      }
      update(stale, generation, false);
      refresh();
    }
  }

  private List<String> stale(long generation) {
    QueryBuilder query =
        QueryBuilders.boolQuery()
            .filter(QueryBuilders.existsQuery(collaborativeField()))
            .mustNot(QueryBuilders.termQuery(metaField() + "." + Catalog.GENERATION, generation));
    SearchRequest search =
        new SearchRequest(catalog.index())
            .source(new SearchSourceBuilder().query(query).size(BULK).fetchSource(false))
            .allowPartialSearchResults(false);
    List<String> ids = new ArrayList<>();
    for (SearchHit hit : state.call(SearchAction.INSTANCE, search).getHits()) {
      ids.add(hit.getId());
    }
    return ids;
  }

  private void update(Collection<String> ids, long generation, boolean count) {
    BulkRequest bulk = new BulkRequest();
    for (String id : ids) {
      bulk.add(
          new UpdateRequest(catalog.index(), id).doc(change(id, generation)).retryOnConflict(5));
    }
    for (BulkItemResponse item : state.call(BulkAction.INSTANCE, bulk).getItems()) {
      if (item.isFailed() && item.status() != RestStatus.NOT_FOUND) {
        throw new OpenSearchStatusException(
            "what was learned of item [{}] could not be written: {}",
            item.status(),
            item.getFailure().getCause(),
            item.getId(),
            item.getFailureMessage());
      }
      written += count && !item.isFailed() ? 1 : 0;
      unknown += count && item.isFailed() ? 1 : 0;
    }
  }

  private Map<String, @Nullable Object> change(String id, long generation) {
    Map<String, @Nullable Object> change = new HashMap<>();
    Double popularity = learned.popularity().get(id);
    if (catalog.popularityField() != null && popularity != null) {
      change.put(catalog.popularityField(), popularity.floatValue());
    }
    if (generation > 0) {
      change.put(collaborativeField(), learned.vectors().get(id)); // null takes the old one away
      change.put(metaField(), Map.of(Catalog.GENERATION, generation));
    }
    return change;
  }

  private String collaborativeField() {
    return Objects.requireNonNull(catalog.collaborativeField());
  }

  private String metaField() {
    return Objects.requireNonNull(catalog.collaborativeMetaField());
  }

  private void refresh() {
    state.call(RefreshAction.INSTANCE, new RefreshRequest(catalog.index()));
  }
}
