package org.chatrec.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.catalog.support.StateIndex;
import org.jspecify.annotations.Nullable;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.action.delete.DeleteAction;
import org.opensearch.action.delete.DeleteRequest;
import org.opensearch.action.delete.DeleteResponse;
import org.opensearch.action.get.GetAction;
import org.opensearch.action.get.GetRequest;
import org.opensearch.action.get.GetResponse;
import org.opensearch.action.index.IndexAction;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.action.search.SearchAction;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.support.WriteRequest.RefreshPolicy;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.engine.VersionConflictEngineException;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.sort.SortOrder;

/**
 * The catalogues' index. Reads by name are real-time, so a declaration counts on every node as soon
 * as it is answered. Writes carry the version that they were made from.
 */
public final class CatalogStore {

  /** More catalogues than one cluster will ever hold; the list is not paged. */
  private static final int MAX_CATALOGS = 10_000;

  private static final int MAX_ROUNDS = 20;

  private static final String IDENTITY = "identity";

  private final StateClient state;

  public CatalogStore(StateClient state) {
    this.state = state;
  }

  /** The catalogue of that name, or a 404 that names it. */
  public Catalog get(String name) {
    return declared(name).catalog();
  }

  /**
   * A declaration as it was read.
   *
   * @param identity made when the name was declared, kept when the declaration is changed: a
   *     catalogue that was deleted and declared anew is another one
   */
  public record Declared(Catalog catalog, String identity, long seqNo, long primaryTerm) {

    /** Whether the other one is of the same catalogue, over the same index and learned fields. */
    public boolean learnsInto(Declared other) {
      return identity.equals(other.identity)
          && catalog.index().equals(other.catalog.index())
          && Objects.equals(catalog.collaborativeField(), other.catalog.collaborativeField())
          && Objects.equals(catalog.popularityField(), other.catalog.popularityField());
    }
  }

  /** The declaration of that name, or a 404 that names it. */
  public Declared declared(String name) {
    Declared found = find(name);
    if (found == null) {
      throw missing(name);
    }
    return found;
  }

  private @Nullable Declared find(String name) {
    if (!state.exists(StateIndex.CATALOGS)) {
      return null;
    }
    GetResponse found =
        state.call(GetAction.INSTANCE, new GetRequest(StateIndex.CATALOGS.name(), name));
    return found.isExists()
        ? new Declared(
            parse(found),
            // declarations did not always have one
            String.valueOf(found.getSourceAsMap().getOrDefault(IDENTITY, "")),
            found.getSeqNo(),
            found.getPrimaryTerm())
        : null;
  }

  /** The catalogue of that name, if it is declared. */
  public Optional<Catalog> known(String name) {
    return Optional.ofNullable(find(name)).map(Declared::catalog);
  }

  /** All catalogues by name. */
  public List<Catalog> list() {
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
  public void prepare() {
    StateIndex.ALL.forEach(state::ensure);
  }

  /** Writes a catalogue over what was there. */
  public void put(Catalog catalog) {
    put(catalog.name(), before -> catalog);
  }

  /**
   * Declares a catalogue, or changes its declaration, on top of what is there by then.
   *
   * @param change is handed what is there, or null; may be called again
   * @return what was there and what is there now
   */
  public Change put(String name, UnaryOperator<@Nullable Catalog> change) {
    state.ensure(StateIndex.CATALOGS);
    return untilNobodyElse(
        name,
        () -> {
          Declared before = find(name);
          Catalog after =
              Objects.requireNonNull(change.apply(before == null ? null : before.catalog()));
          String identity = before == null ? UUID.randomUUID().toString() : before.identity();
          write(after, identity, before);
          return new Change(before == null ? null : before.catalog(), after);
        });
  }

  /** What a declaration was, if there was one, and what it has become. */
  public record Change(@Nullable Catalog before, Catalog after) {}

  /**
   * Changes a declaration, if it is still the same catalogue's; a 404 if it is not.
   *
   * @param known the declaration that the change was made for
   */
  public void change(Declared known, UnaryOperator<Catalog> change) {
    Change unused =
        untilNobodyElse(
            known.catalog().name(),
            () -> {
              Declared now = declared(known.catalog().name());
              if (!now.learnsInto(known)) {
                throw missing(known.catalog().name());
              }
              Catalog after = change.apply(now.catalog());
              write(after, now.identity(), now);
              return new Change(now.catalog(), after);
            });
  }

  private static <T> T untilNobodyElse(String name, Supplier<T> attempt) {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      try {
        return attempt.get();
      } catch (VersionConflictEngineException e) {
        // somebody else was faster: once more, on top of theirs
      }
    }
    throw new OpenSearchStatusException(
        "catalogue [{}] is being changed by others; try again", RestStatus.CONFLICT, name);
  }

  private void write(Catalog catalog, String identity, @Nullable Declared before) {
    Map<String, Object> source = new HashMap<>(catalog.toMap());
    source.put(IDENTITY, identity);
    IndexRequest request =
        new IndexRequest(StateIndex.CATALOGS.name())
            .id(catalog.name())
            .source(source)
            .setRefreshPolicy(RefreshPolicy.IMMEDIATE);
    if (before == null) {
      request.create(true);
    } else {
      request.setIfSeqNo(before.seqNo()).setIfPrimaryTerm(before.primaryTerm());
    }
    state.call(IndexAction.INSTANCE, request);
  }

  /** Removes the declaration; the items stay. */
  public void delete(String name) {
    DeleteResponse unused =
        untilNobodyElse(
            name,
            () -> {
              Declared now = declared(name);
              return state.call(
                  DeleteAction.INSTANCE,
                  new DeleteRequest(StateIndex.CATALOGS.name(), name)
                      .setIfSeqNo(now.seqNo())
                      .setIfPrimaryTerm(now.primaryTerm())
                      .setRefreshPolicy(RefreshPolicy.IMMEDIATE));
            });
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
