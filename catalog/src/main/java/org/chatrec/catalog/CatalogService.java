package org.chatrec.catalog;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.models.MappedModels;
import org.chatrec.embedding.EmbeddingBusyException;
import org.chatrec.embedding.EmbeddingService;
import org.chatrec.embedding.ModelInfo;
import org.jspecify.annotations.Nullable;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.core.concurrency.OpenSearchRejectedExecutionException;
import org.opensearch.transport.client.Client;

/** Declares, shows and removes catalogues. */
public final class CatalogService {

  /** What a declaration waits for its model to be loaded; it goes on loading afterwards. */
  private static final Duration LOADING = Duration.ofSeconds(20);

  private static final Logger LOG = LogManager.getLogger(CatalogService.class);

  private final CatalogStore store;
  private final CatalogIndex index;
  private final CatalogProvisioner provisioner;
  private final EmbeddingService embeddings;
  private final MappedModels fields;
  private final CatalogRights rights;
  private final CatalogMapping mapping;
  private final ClusterService cluster;
  private final IndexNameExpressionResolver names;
  private final Consumer<String> forget;

  /**
   * @param forget takes away what is kept of a catalogue beside its declaration
   */
  public CatalogService(
      CatalogStore store,
      Client client,
      ClusterService cluster,
      IndexNameExpressionResolver names,
      EmbeddingService embeddings,
      MappedModels fields,
      Consumer<String> forget) {
    this.store = store;
    this.forget = forget;
    this.index = new CatalogIndex(client);
    this.provisioner = new CatalogProvisioner(client, cluster);
    this.embeddings = embeddings;
    this.fields = fields;
    this.rights = new CatalogRights(client);
    this.mapping = new CatalogMapping(client, fields, rights);
    this.cluster = cluster;
    this.names = names;
  }

  /** Declares a catalogue; answers with it and with what an operator should know. */
  public Map<String, Object> put(PutCatalogRequest.Declaration declaration) throws Exception {
    Catalog catalog = declaration.catalog();
    ModelInfo model = model(catalog.model());
    fields.require(model, catalog.vectorField(), catalog.index());
    requireCrossEncoder(catalog.rerank());
    Catalog declared = store.known(catalog.name()).orElse(null);
    if (declaration.create() != null) {
      provisioner.create(catalog, declaration.create(), model);
    } else {
      requireIndex(catalog);
      takeOver(catalog, declared, model);
    }
    store.prepare();
    CatalogStore.Change change =
        store.put(
            catalog.name(),
            before -> before == null ? catalog : kept(catalog, before, declaration.saysPivot()));
    Map<String, Object> answer = new LinkedHashMap<>(change.after().toMap());
    answer.put("result", change.before() == null ? "created" : "updated");
    return answer;
  }

  /** An index that is there already, with rights and fields that were given to others before. */
  private void takeOver(Catalog catalog, @Nullable Catalog before, ModelInfo model)
      throws Exception {
    rights.require(catalog.index());
    Set<String> mapped = index.check(catalog, model);
    mapping.requireOwn(catalog, before);
    mapping.note(catalog, model, mapped);
  }

  /** Loaded by now, so that nobody's first search waits for it; on a slow node, soon. */
  private ModelInfo model(String name) throws InterruptedException {
    try {
      ModelInfo known = embeddings.model(name);
      embeddings.warm(name).toCompletableFuture().get(LOADING.toMillis(), TimeUnit.MILLISECONDS);
      return known;
    } catch (TimeoutException e) {
      return embeddings.model(name);
    } catch (UncheckedIOException e) {
      throw new IllegalArgumentException("[model] " + e.getMessage(), e);
    } catch (ExecutionException e) {
      throw unusable(name, e.getCause());
    }
  }

  /** One that is lost later stops no search; one that never was there is a mistake. */
  private void requireCrossEncoder(@Nullable Rerank rerank) {
    if (rerank == null) {
      return;
    }
    ModelInfo model;
    try {
      model = embeddings.model(rerank.model());
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new IllegalArgumentException("[rerank.model] " + e.getMessage(), e);
    }
    if (model.dimension() != 0) {
      throw new IllegalArgumentException(
          "[rerank.model] ["
              + rerank.model()
              + "] makes vectors; a model of kind cross-encoder is needed");
    }
  }

  private static RuntimeException unusable(String name, @Nullable Throwable failure) {
    return failure instanceof EmbeddingBusyException
        ? new OpenSearchRejectedExecutionException(String.valueOf(failure.getMessage()), false)
        : new IllegalArgumentException(
            "[model] ["
                + name
                + "] cannot be loaded: "
                + (failure == null ? "" : failure.getMessage()),
            failure);
  }

  /** What a new declaration does not speak of: what training measured, and who made the index. */
  private static Catalog kept(Catalog catalog, Catalog before, boolean saysPivot) {
    Catalog measured = saysPivot ? catalog : catalog.withPopularityPivot(before.popularityPivot());
    if (catalog.weights().source() == CatalogWeights.Source.DEFAULT
        && before.weights().source() == CatalogWeights.Source.LEARNED) {
      measured = measured.withWeights(before.weights());
    }
    return before.created() && before.index().equals(catalog.index())
        ? measured.asCreated()
        : measured;
  }

  private void requireIndex(Catalog catalog) {
    if (!names.hasIndexAbstraction(catalog.index(), cluster.state())) {
      throw new ResourceNotFoundException(
          "[index] there is no index [{}]; create it first, or give [create] to have it made",
          catalog.index());
    }
  }

  public Map<String, Object> get(String name) {
    return store.get(name).toMap();
  }

  public Map<String, Object> list() {
    List<Map<String, Object>> catalogs = new ArrayList<>();
    for (Catalog catalog : store.list()) {
      catalogs.add(catalog.toMap());
    }
    return Map.of("catalogs", catalogs);
  }

  /** The items stay, and go on being embedded; searching them is no longer personal. */
  public Map<String, Object> delete(String name) throws Exception {
    provisioner.detach(store.get(name));
    store.delete(name);
    try {
      forget.accept(name);
    } catch (RuntimeException e) { // the next catalogue of that name draws its own
      LOG.warn("what was kept of catalogue [{}] is still there", name, e);
    }
    return Map.of("name", name, "result", "deleted");
  }
}
