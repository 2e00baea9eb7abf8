package org.chatrec.people.train;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.IndexFields;
import org.chatrec.catalog.ItemPaths;
import org.chatrec.catalog.support.CallerClient;
import org.jspecify.annotations.Nullable;
import org.opensearch.ExceptionsHelper;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.RoutingMissingException;
import org.opensearch.action.admin.indices.mapping.get.GetMappingsAction;
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
import org.opensearch.cluster.block.ClusterBlockException;
import org.opensearch.common.document.DocumentField;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.mapper.IndexFieldMapper;
import org.opensearch.index.mapper.RoutingFieldMapper;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.pipeline.SearchPipelineService;

/**
 * Writes what was learned into the items, by partial updates: no ingest pipeline sees them, so
 * nothing is embedded again. Beside each collaborative vector stands the generation it is of.
 */
final class ItemWriter {

  private static final int BULK = 500;

  /** A sweep that finds the same items again and again is ended. */
  private static final int MAX_SWEEPS = 10_000;

  private final CallerClient items;
  private final Catalog catalog;
  private final Learned learned;
  private final Consumer<String> progress;
  private int written;
  private int unknown;

  ItemWriter(CallerClient items, Catalog catalog, Learned learned, Consumer<String> progress) {
    this.items = items;
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

  /** Whether there is a field to write into. */
  boolean writes() {
    return catalog.learnedMetaField() != null;
  }

  /**
   * Makes the field that holds the generation, where the index has none: since the declaration saw
   * to it, that is an index that was made anew. Who trains need not be permitted to change
   * mappings.
   */
  void prepare() {
    if (IndexFields.of(catalog.index(), request -> items.call(GetMappingsAction.INSTANCE, request))
        .containsKey(generationField())) {
      return;
    }
    items.call(
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
   * @param generation of what was learned
   */
  void write(long generation) {
    List<String> ids = List.copyOf(learned.items());
    for (int from = 0; from < ids.size(); from += BULK) {
      progress.accept("writing items, " + from + " of " + ids.size());
      update(ids.subList(from, Math.min(ids.size(), from + BULK)), generation);
    }
    refresh();
  }

  /**
   * Gives every item that was learned in another generation what this one knows of it, or nothing:
   * items that nobody likes any more, items whose events were erased, and items that were indexed
   * anew while this was running and brought what was known before along.
   */
  void sweep(long generation) {
    Set<String> blocked = new HashSet<>();
    for (int round = 0; round < MAX_SWEEPS; round++) {
      progress.accept("looking for what earlier trainings learned");
      SearchHit[] stale = stale(generation, blocked);
      if (stale.length == 0) {
        return;
      }
      long unused = writeWhereTheyAre(stale, generation, blocked);
      refresh();
    }
  }

  private SearchHit[] stale(long generation, Collection<String> blocked) {
    BoolQueryBuilder query =
        QueryBuilders.boolQuery()
            .mustNot(QueryBuilders.termQuery(generationField(), generation))
            .mustNot(QueryBuilders.termsQuery(IndexFieldMapper.NAME, blocked))
            .should(QueryBuilders.existsQuery(generationField()))
            .minimumShouldMatch(1);
    if (catalog.collaborativeField() != null) {
      query.should(QueryBuilders.existsQuery(catalog.collaborativeField()));
    }
    return search(query, BULK);
  }

  private SearchHit[] search(QueryBuilder query, int size) {
    SearchRequest search =
        new SearchRequest(catalog.index())
            .source(
                new SearchSourceBuilder()
                    .query(query)
                    .size(size)
                    .trackTotalHits(false)
                    .fetchSource(false))
            .pipeline(SearchPipelineService.NOOP_PIPELINE_ID)
            .allowPartialSearchResults(false);
    return items.call(SearchAction.INSTANCE, search).getHits().getHits();
  }

  private void update(Collection<String> ids, long generation) {
    BulkRequest bulk = new BulkRequest();
    for (String id : ids) {
      bulk.add(update(catalog.index(), id, generation));
    }
    List<String> missed = new ArrayList<>();
    for (BulkItemResponse item : items.call(BulkAction.INSTANCE, bulk).getItems()) {
      if (item.isFailed()) {
        missed.add(item.getId());
        if (!isOutOfReach(item)) {
          throw unwritten(item);
        }
      }
    }
    int reached = ids.size() - missed.size() + (missed.isEmpty() ? 0 : find(missed, generation));
    written += reached;
    unknown += ids.size() - reached;
  }

  private UpdateRequest update(String index, String id, long generation) {
    return new UpdateRequest(index, id).doc(change(id, generation)).retryOnConflict(5);
  }

  /** Not there, or behind a routing, or in another of an alias' indices. */
  private static boolean isOutOfReach(BulkItemResponse item) {
    return item.status() == RestStatus.NOT_FOUND
        || ExceptionsHelper.unwrapCause(item.getFailure().getCause())
            instanceof RoutingMissingException;
  }

  /** Writes items where a search finds them; returns how many. */
  private int find(List<String> ids, long generation) {
    QueryBuilder these = QueryBuilders.idsQuery().addIds(ids.toArray(String[]::new));
    return writeWhereTheyAre(search(these, ids.size()), generation, new HashSet<>());
  }

  /**
   * Writes items into the very index that each was found in: while an index is moved, an item is in
   * two of an alias, and the one that is left may be blocked already.
   *
   * @param blocked gets the names of indices that take no writes
   * @return how many were written
   */
  private int writeWhereTheyAre(SearchHit[] hits, long generation, Set<String> blocked) {
    if (hits.length == 0) {
      return 0;
    }
    BulkRequest bulk = new BulkRequest();
    for (SearchHit hit : hits) {
      DocumentField routing = hit.field(RoutingFieldMapper.NAME);
      UpdateRequest update = update(hit.getIndex(), hit.getId(), generation);
      bulk.add(
          routing == null ? update : update.routing(String.valueOf((Object) routing.getValue())));
    }
    int found = 0;
    for (BulkItemResponse item : items.call(BulkAction.INSTANCE, bulk).getItems()) {
      if (isBlocked(item)) {
        blocked.add(item.getIndex());
      } else if (item.isFailed() && item.status() != RestStatus.NOT_FOUND) {
        throw unwritten(item);
      }
      found += item.isFailed() ? 0 : 1;
    }
    return found;
  }

  /** One that is not the catalogue's own alone: that one was written before. */
  private boolean isBlocked(BulkItemResponse item) {
    return item.isFailed()
        && !item.getIndex().equals(catalog.index())
        && ExceptionsHelper.unwrapCause(item.getFailure().getCause())
            instanceof ClusterBlockException;
  }

  private static OpenSearchStatusException unwritten(BulkItemResponse item) {
    return new OpenSearchStatusException(
        "what was learned of item [{}] could not be written: {}",
        item.status(),
        item.getFailure().getCause(),
        item.getId(),
        item.getFailureMessage());
  }

  /** Null takes away what was there. */
  private Map<String, @Nullable Object> change(String id, long generation) {
    Map<String, @Nullable Object> change = new HashMap<>();
    if (catalog.popularityField() != null) {
      Double popularity = learned.popularity().get(id);
      ItemPaths.put(
          change, catalog.popularityField(), popularity == null ? null : popularity.floatValue());
    }
    if (catalog.collaborativeField() != null) {
      ItemPaths.put(change, catalog.collaborativeField(), learned.vectors().get(id));
    }
    ItemPaths.put(change, metaField(), Map.of(Catalog.GENERATION, generation));
    return change;
  }

  private String metaField() {
    return Objects.requireNonNull(catalog.learnedMetaField());
  }

  private String generationField() {
    return metaField() + "." + Catalog.GENERATION;
  }

  private void refresh() {
    items.call(RefreshAction.INSTANCE, new RefreshRequest(catalog.index()));
  }
}
