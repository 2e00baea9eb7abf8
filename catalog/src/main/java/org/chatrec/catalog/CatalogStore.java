package org.chatrec.catalog;

import java.util.ArrayList;
import java.util.List;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.catalog.support.StateIndex;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.action.delete.DeleteAction;
import org.opensearch.action.delete.DeleteRequest;
import org.opensearch.action.get.GetAction;
import org.opensearch.action.get.GetRequest;
import org.opensearch.action.get.GetResponse;
import org.opensearch.action.index.IndexAction;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.action.search.SearchAction;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.support.WriteRequest.RefreshPolicy;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.sort.SortOrder;

/**
 * The catalogues' index. Reads by name are real-time, so a declaration counts on every node as soon
 * as it is answered.
 */
public final class CatalogStore {

  /** More catalogues than one cluster will ever hold; the list is not paged. */
  private static final int MAX_CATALOGS = 10_000;

  private final StateClient state;

  public CatalogStore(StateClient state) {
    this.state = state;
  }

  /** The catalogue of that name, or a 404 that names it. */
  public Catalog get(String name) {
    if (!state.exists(StateIndex.CATALOGS)) {
      throw missing(name);
    }
    GetResponse found =
        state.call(GetAction.INSTANCE, new GetRequest(StateIndex.CATALOGS.name(), name));
    if (!found.isExists()) {
      throw missing(name);
    }
    return CatalogParser.stored(found.getSourceAsMap());
  }

  /** Whether a catalogue of that name is declared. */
  boolean has(String name) {
    return state.exists(StateIndex.CATALOGS)
        && state
            .call(GetAction.INSTANCE, new GetRequest(StateIndex.CATALOGS.name(), name))
            .isExists();
  }

  /** All catalogues by name. */
  List<Catalog> list() {
    List<Catalog> catalogs = new ArrayList<>();
    if (!state.exists(StateIndex.CATALOGS)) {
      return catalogs;
    }
    for (SearchHit hit : state.call(SearchAction.INSTANCE, all()).getHits()) {
      catalogs.add(CatalogParser.stored(hit.getSourceAsMap()));
    }
    return catalogs;
  }

  /** The search for all catalogues by name. */
  static SearchRequest all() {
    return new SearchRequest(StateIndex.CATALOGS.name())
        .source(new SearchSourceBuilder().size(MAX_CATALOGS).sort("name", SortOrder.ASC));
  }

  /**
   * Makes every index that a catalogue's use will need, so that nobody's first event or chat waits
   * for it.
   */
  void prepare() {
    StateIndex.ALL.forEach(state::ensure);
  }

  /** Writes a catalogue over what was there. */
  public void put(Catalog catalog) {
    state.ensure(StateIndex.CATALOGS);
    state.call(
        IndexAction.INSTANCE,
        new IndexRequest(StateIndex.CATALOGS.name())
            .id(catalog.name())
            .source(catalog.toMap())
            .setRefreshPolicy(RefreshPolicy.IMMEDIATE));
  }

  /** Removes the declaration; the items stay. */
  void delete(String name) {
    get(name);
    state.call(
        DeleteAction.INSTANCE,
        new DeleteRequest(StateIndex.CATALOGS.name(), name)
            .setRefreshPolicy(RefreshPolicy.IMMEDIATE));
  }

  /** Reads a stored declaration that another component fetched. */
  public static Catalog parse(GetResponse response) {
    return CatalogParser.stored(response.getSourceAsMap());
  }

  /** The 404 for a name that is not declared. */
  public static ResourceNotFoundException missing(String name) {
    return new ResourceNotFoundException(
        "catalogue [{}] is not declared; GET /_plugins/_chatrec/catalogs lists those that are",
        name);
  }
}
