package org.chatrec.catalog;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.chatrec.catalog.models.ModelGuard;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.catalog.support.StateIndex;
import org.chatrec.embedding.EmbeddingBusyException;
import org.chatrec.embedding.EmbeddingService;
import org.chatrec.embedding.FieldModels;
import org.chatrec.embedding.ModelInfo;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.ActionRunnable;
import org.opensearch.action.search.SearchAction;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.action.support.ContextPreservingActionListener;
import org.opensearch.action.support.IndicesOptions;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.concurrency.OpenSearchRejectedExecutionException;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.search.SearchHit;
import org.opensearch.threadpool.ThreadPool;

/**
 * The models that catalogues declare for the vector fields of their indices, held against what the
 * mappings record. Two names of one model, by its fingerprint, are one model.
 */
public final class DeclaredModels implements ModelGuard {

  private final StateClient state;
  private final ClusterService cluster;
  private final IndexNameExpressionResolver names;
  private final EmbeddingService embeddings;
  private final FieldModels fields;
  private final ThreadPool threads;

  public DeclaredModels(
      StateClient state,
      ClusterService cluster,
      IndexNameExpressionResolver names,
      EmbeddingService embeddings,
      FieldModels fields,
      ThreadPool threads) {
    this.state = state;
    this.cluster = cluster;
    this.names = names;
    this.embeddings = embeddings;
    this.fields = fields;
    this.threads = threads;
  }

  @Override
  public void model(
      String[] indices, String field, @Nullable String asked, ActionListener<String> listener) {
    if (!state.exists(StateIndex.CATALOGS)) {
      decide(indices, field, Set.of(), asked, listener);
      return;
    }
    state.call(
        SearchAction.INSTANCE,
        CatalogStore.all(),
        ActionListener.wrap(
            found -> decide(indices, field, declared(found, indices, field), asked, listener),
            listener::onFailure));
  }

  @Override
  public @Nullable QueryBuilder conditions(String... indices) {
    return new AliasFilters(cluster::state, names).of(indices);
  }

  private Set<String> declared(SearchResponse found, String[] indices, String field) {
    Set<String> searched = concrete(indices);
    Set<String> models = new LinkedHashSet<>();
    for (SearchHit hit : found.getHits()) {
      Catalog catalog = CatalogParser.stored(hit.getSourceAsMap());
      boolean covers =
          indices.length == 0 || concrete(catalog.index()).stream().anyMatch(searched::contains);
      if (covers && catalog.vectorField().equals(field)) {
        models.add(catalog.model());
      }
    }
    return models;
  }

  private Set<String> concrete(String... indices) {
    ClusterState now = cluster.state();
    return Set.of(names.concreteIndexNames(now, IndicesOptions.lenientExpandOpen(), indices));
  }

  private void decide(
      String[] indices,
      String field,
      Set<String> declared,
      @Nullable String asked,
      ActionListener<String> listener) {
    if (asked != null) {
      compare(indices, field, declared, asked, listener);
    } else if (declared.size() == 1) {
      compare(indices, field, declared, declared.iterator().next(), listener);
    } else {
      listener.onFailure(undecided(field, declared));
    }
  }

  private static IllegalArgumentException undecided(String field, Collection<String> declared) {
    return new IllegalArgumentException(
        "[model] is missing: "
            + (declared.isEmpty()
                ? "no catalogue declares the field [" + field + "] of what is searched"
                : "the field [" + field + "] has one of " + declared));
  }

  private void compare(
      String[] indices,
      String field,
      Set<String> declared,
      String asked,
      ActionListener<String> listener) {
    // the answer may come on a thread that serves others
    ActionListener<String> back =
        new ContextPreservingActionListener<>(
            threads.getThreadContext().newRestorableContext(false), listener);
    CompletionStage<Boolean> same =
        embeddings
            .describe(asked)
            .thenCompose(
                wanted -> {
                  fields.require(wanted, field, indices);
                  return fits(wanted, declared);
                });
    var unused =
        same.whenComplete(
            (like, failure) ->
                threads
                    .executor(ThreadPool.Names.SEARCH)
                    .execute(
                        ActionRunnable.supply(
                            back, () -> accepted(field, declared, asked, like, failure))));
  }

  private CompletionStage<Boolean> fits(ModelInfo wanted, Set<String> declared) {
    return declared.isEmpty() || declared.contains(wanted.name())
        ? CompletableFuture.completedStage(true)
        : anyLike(wanted, declared.stream().map(embeddings::describe).toList());
  }

  private static CompletionStage<Boolean> anyLike(
      ModelInfo wanted, List<CompletionStage<ModelInfo>> others) {
    CompletionStage<Boolean> any = CompletableFuture.completedStage(false);
    for (CompletionStage<ModelInfo> other : others) {
      any =
          any.thenCombine(
              other, (before, info) -> before || info.fingerprint().equals(wanted.fingerprint()));
    }
    return any;
  }

  private static String accepted(
      String field,
      Set<String> declared,
      String asked,
      @Nullable Boolean like,
      @Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof EmbeddingBusyException) {
      throw new OpenSearchRejectedExecutionException(String.valueOf(cause.getMessage()), false);
    }
    if (cause != null) {
      throw new IllegalArgumentException("[model] " + cause.getMessage(), cause);
    }
    if (!Boolean.TRUE.equals(like)) {
      throw new IllegalArgumentException(
          "[model] the vectors of the field ["
              + field
              + "] are by "
              + declared
              + " and cannot be compared with those of ["
              + asked
              + "]");
    }
    return asked;
  }
}
