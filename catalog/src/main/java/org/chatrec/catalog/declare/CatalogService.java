package org.chatrec.catalog.declare;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogRights;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.CatalogWeights;
import org.chatrec.catalog.FieldGuesses;
import org.chatrec.catalog.FieldRoles;
import org.chatrec.catalog.IndexFields;
import org.chatrec.catalog.PutCatalogRequest;
import org.chatrec.catalog.Rerank;
import org.chatrec.catalog.check.CatalogRefusedException;
import org.chatrec.catalog.check.Finding;
import org.chatrec.catalog.check.IndexChecks;
import org.chatrec.catalog.models.MappedModels;
import org.chatrec.catalog.rules.BusinessRule;
import org.chatrec.catalog.rules.BusinessRules;
import org.chatrec.catalog.support.Queries;
import org.chatrec.catalog.words.WordsOptions;
import org.chatrec.embedding.EmbeddingBusyException;
import org.chatrec.embedding.EmbeddingService;
import org.chatrec.embedding.ModelInfo;
import org.jspecify.annotations.Nullable;
import org.opensearch.ExceptionsHelper;
import org.opensearch.OpenSearchException;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.cluster.metadata.IndexAbstraction;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.core.concurrency.OpenSearchRejectedExecutionException;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.transport.client.Client;

/** Declares, shows and removes catalogues. */
public final class CatalogService {

  /** What a declaration waits for its model to be loaded; it goes on loading afterwards. */
  private static final Duration LOADING = Duration.ofSeconds(20);

  private static final Logger LOG = LogManager.getLogger(CatalogService.class);

  private final CatalogStore store;
  private final CatalogProvisioner provisioner;
  private final CatalogChanges changes;
  private final Detachment detachment;
  private final EmbeddingService embeddings;
  private final IndexChecks checks;
  private final CatalogRights rights;
  private final CatalogMapping mapping;
  private final ClusterService cluster;
  private final Consumer<String> forget;

  /**
   * @param queries that the node knows
   * @param nativeVectors whether k-NN has its native libraries on this node
   * @param forget takes away what is kept of a catalogue beside its declaration
   */
  public CatalogService(
      CatalogStore store,
      Client client,
      ClusterService cluster,
      EmbeddingService embeddings,
      MappedModels fields,
      NamedXContentRegistry queries,
      boolean nativeVectors,
      Consumer<String> forget) {
    this.store = store;
    this.forget = forget;
    this.provisioner = new CatalogProvisioner(client, cluster);
    this.changes = new CatalogChanges(store, new CatalogSearchPipeline(client, cluster));
    this.detachment = new Detachment(client, cluster);
    this.embeddings = embeddings;
    this.checks = new IndexChecks(cluster, fields, queries, nativeVectors);
    this.rights = new CatalogRights(client);
    this.mapping = new CatalogMapping(client, fields);
    this.cluster = cluster;
  }

  /**
   * Declares a catalogue; answers with it and with what an operator should know.
   *
   * @throws CatalogRefusedException if its index cannot serve it, with everything that was found
   */
  public Map<String, Object> put(PutCatalogRequest request) throws Exception {
    PutCatalogRequest.Declaration declaration = request.declaration();
    Catalog declaredNow = declaration.catalog();
    requireLasting(declaredNow);
    Catalog declared = store.known(declaredNow.name()).orElse(null);
    Catalog catalog = declared == null ? declaredNow : declaredNow.withRules(declared.rules());
    ModelInfo model = model(catalog.model());
    requireEncoder(model);
    requireCrossEncoder(catalog.rerank());
    IndexChecks.Subject subject =
        new IndexChecks.Subject(catalog, declared, request.body(), model, store.list());
    boolean dry = request.dryRun();
    List<Finding> findings =
        declaration.create() == null
            ? takeOver(subject, dry)
            : create(subject, declaration.create(), dry);
    return dry
        ? answer(catalog, findings, declared == null ? "would_create" : "would_update")
        : stored(catalog.mapped(fields(catalog)), declaration.saysPivot(), findings);
  }

  private Map<String, Map<String, Object>> fields(Catalog catalog) {
    Map<String, Map<String, Object>> fields = new HashMap<>();
    for (IndexMetadata index : indices(catalog)) {
      if (index.mapping() != null) {
        fields.putAll(IndexFields.flatten(index.mapping().sourceAsMap()));
      }
    }
    return fields;
  }

  private Map<String, Object> stored(Catalog catalog, boolean saysPivot, List<Finding> findings)
      throws Exception {
    store.prepare();
    CatalogStore.Change change =
        changes.put(
            catalog.name(), before -> before == null ? catalog : kept(catalog, before, saysPivot));
    return answer(change.after(), findings, change.before() == null ? "created" : "updated");
  }

  private static Map<String, Object> answer(
      Catalog catalog, List<Finding> findings, String result) {
    Map<String, Object> answer = new LinkedHashMap<>(catalog.toMap());
    answer.put("result", result);
    if (!findings.isEmpty()) {
      answer.put("findings", findings.stream().map(Finding::toMap).toList());
    }
    return answer;
  }

  private List<Finding> create(
      IndexChecks.Subject subject, PutCatalogRequest.Creation creation, boolean dry)
      throws Exception {
    Catalog catalog = subject.catalog();
    checks.planned(subject, CatalogProvisioner.properties(catalog, creation, subject.model()));
    if (dry) {
      provisioner.requireOurs(catalog);
    } else {
      provisioner.create(catalog, creation, subject.model());
    }
    return List.of();
  }

  /** An index that is there already, with rights and fields that were given to others before. */
  private List<Finding> takeOver(IndexChecks.Subject subject, boolean dry) throws Exception {
    Catalog catalog = subject.catalog();
    requireIndex(catalog);
    rights.require(catalog.index());
    List<Finding> findings =
        checks.existing(subject, query -> rights.countAll(catalog.index(), query));
    if (!dry) {
      for (IndexMetadata index : indices(catalog)) {
        mapping.note(catalog, index.getIndex().getName(), subject.model(), mapped(index));
      }
    }
    return findings;
  }

  /**
   * What stands against a declared catalogue by now, or takes something from it. No item is read or
   * counted.
   *
   * @param all that are declared
   */
  public List<Finding> findings(Catalog catalog, List<Catalog> all) {
    List<Finding> findings = new ArrayList<>(ofIndex(catalog, all));
    try {
      requireCrossEncoder(catalog.rerank());
    } catch (IllegalArgumentException e) { // searches go on without
      findings.add(Finding.warning("rerank.model", String.valueOf(e.getMessage())));
    }
    return findings;
  }

  private List<Finding> ofIndex(Catalog catalog, List<Catalog> all) {
    try {
      return checks.existing(
          new IndexChecks.Subject(
              catalog, catalog, catalog.toMap(), embeddings.model(catalog.model()), all),
          query -> 0);
    } catch (CatalogRefusedException e) {
      return e.findings();
    } catch (ResourceNotFoundException e) { // deleted meanwhile
      return List.of(Finding.error("index", String.valueOf(e.getMessage())));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      return List.of(Finding.error("model", String.valueOf(e.getMessage())));
    }
  }

  private List<IndexMetadata> indices(Catalog catalog) {
    IndexAbstraction there = cluster.state().metadata().getIndicesLookup().get(catalog.index());
    return there == null ? List.of() : there.getIndices();
  }

  private static Set<String> mapped(IndexMetadata index) {
    return index.mapping() == null
        ? Set.of()
        : IndexFields.flatten(index.mapping().sourceAsMap()).keySet();
  }

  private static void requireEncoder(ModelInfo model) {
    if (model.dimension() == 0) {
      throw new IllegalArgumentException(
          "[model] [" + model.name() + "] is a cross-encoder and makes no vectors");
    }
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
    measured = measured.withRules(before.rules());
    return before.created() && before.index().equals(catalog.index())
        ? measured.asCreated()
        : measured;
  }

  /** One that stands for the same index tomorrow; learned values are written into its items. */
  private static void requireLasting(Catalog catalog) {
    if (catalog.index().startsWith("<")) {
      throw new IllegalArgumentException(
          "[index] ["
              + catalog.index()
              + "] is date math, and another index each day; give what it stands for one name by"
              + " an alias, and have that name declared");
    }
  }

  private boolean isThere(Catalog catalog) {
    return cluster.state().metadata().getIndicesLookup().containsKey(catalog.index());
  }

  private void requireIndex(Catalog catalog) {
    if (catalog.index().contains("*") || catalog.index().contains(",")) {
      throw new IllegalArgumentException(
          "[index] ["
              + catalog.index()
              + "] is a pattern; give what it stands for one name: POST /_aliases"
              + " {\"actions\":[{\"add\":{\"index\":\""
              + catalog.index()
              + "\",\"alias\":\""
              + catalog.name()
              + "-items\"}}]}");
    }
    if (!isThere(catalog)) {
      throw new ResourceNotFoundException(
          "[index] there is no index [{}]; create it first, or give [create] to have it made",
          catalog.index());
    }
  }

  public Map<String, Object> get(String name) {
    Catalog catalog = store.get(name);
    Map<String, Object> shown = catalog.toMap();
    shown.put(WordsOptions.NAME, catalog.readWords().toMap());
    if (isThere(catalog)) {
      Map<String, Object> said = FieldGuesses.shown(catalog, fields(catalog));
      if (!said.isEmpty()) {
        shown.put(FieldRoles.NAME, said);
      }
    }
    return shown;
  }

  public Map<String, Object> list() {
    List<Map<String, Object>> catalogs = new ArrayList<>();
    for (Catalog catalog : store.list()) {
      catalogs.add(catalog.toMap());
    }
    return Map.of("catalogs", catalogs);
  }

  /**
   * Leaves a working index that needs this plugin no more: its documents stay as they are, nothing
   * embeds or ranks them any longer, and the declaration goes.
   */
  public Map<String, Object> detach(String name) throws Exception {
    Catalog catalog = store.get(name);
    List<Catalog> others =
        store.list().stream().filter(other -> !other.name().equals(name)).toList();
    List<String> changed = detachment.detach(catalog, others);
    store.delete(name);
    forgotten(name);
    return Map.of("name", name, "result", "detached", "changed", changed);
  }

  /** The rules of the business, by id. */
  public Map<String, Object> rules(String name) {
    return Map.of(BusinessRules.NAME, store.get(name).rules().toMap());
  }

  /** One rule, or a 404. */
  public Map<String, Object> rule(String name, String id) {
    BusinessRule rule = store.get(name).rules().byId().get(id);
    if (rule == null) {
      throw noRule(name, id);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", id);
    answer.putAll(rule.toMap());
    return answer;
  }

  /** Adds a rule, or puts it into the place of one. */
  public Map<String, Object> putRule(String name, String id, BusinessRule rule) throws Exception {
    Catalog before = store.get(name);
    requireQueries(before, rule);
    changes.change(name, catalog -> catalog.withRules(catalog.rules().with(id, rule)));
    boolean there = before.rules().byId().containsKey(id);
    return Map.of("id", id, "result", there ? "updated" : "created");
  }

  /** Takes a rule away; a 404 where there is none. */
  public Map<String, Object> deleteRule(String name, String id) throws Exception {
    if (!store.get(name).rules().byId().containsKey(id)) {
      changes.refresh(name); // an earlier call may have come no further than the store
      throw noRule(name, id);
    }
    changes.change(name, catalog -> catalog.withRules(catalog.rules().without(id)));
    return Map.of("id", id, "result", "deleted");
  }

  private static ResourceNotFoundException noRule(String name, String id) {
    return new ResourceNotFoundException("catalogue [{}] has no rule [{}]", name, id);
  }

  /** What no search could run is refused here, by the name of what it is. */
  private void requireQueries(Catalog catalog, BusinessRule rule) {
    requireQuery(catalog, "when.filter", rule.filter());
    requireQuery(catalog, "hide", rule.hidden());
    requireQuery(catalog, "boost.query", rule.boosted());
  }

  private void requireQuery(Catalog catalog, String field, @Nullable Map<String, Object> query) {
    if (query == null) {
      return;
    }
    try {
      rights.count(catalog.index(), Queries.of(query));
    } catch (OpenSearchException | IllegalArgumentException e) {
      if (ExceptionsHelper.status(e) != RestStatus.BAD_REQUEST) {
        throw e;
      }
      throw new IllegalArgumentException(
          "[" + field + "] is no query that the index understands: " + e.getMessage(), e);
    }
  }

  private void forgotten(String name) {
    try {
      forget.accept(name);
    } catch (RuntimeException e) { // the next catalogue of that name draws its own
      LOG.warn("what was kept of catalogue [{}] is still there", name, e);
    }
  }

  /** The items stay, and go on being embedded; searching them is no longer personal. */
  public Map<String, Object> delete(String name) throws Exception {
    provisioner.detach(store.get(name));
    store.delete(name);
    forgotten(name);
    return Map.of("name", name, "result", "deleted");
  }
}
