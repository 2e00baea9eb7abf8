package org.chatrec.catalog;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.embedding.EmbeddingService;
import org.chatrec.embedding.FieldModels;
import org.chatrec.embedding.ModelInfo;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.transport.client.Client;

/** Declares, shows and removes catalogues. */
public final class CatalogService {

  private final CatalogStore store;
  private final CatalogIndex index;
  private final CatalogProvisioner provisioner;
  private final EmbeddingService embeddings;
  private final FieldModels fields;
  private final ClusterService cluster;
  private final IndexNameExpressionResolver names;

  public CatalogService(
      CatalogStore store,
      Client client,
      ClusterService cluster,
      IndexNameExpressionResolver names,
      EmbeddingService embeddings,
      FieldModels fields) {
    this.store = store;
    this.index = new CatalogIndex(client);
    this.provisioner = new CatalogProvisioner(client, cluster);
    this.embeddings = embeddings;
    this.fields = fields;
    this.cluster = cluster;
    this.names = names;
  }

  /** Declares a catalogue; answers with it and with what an operator should know. */
  public Map<String, Object> put(PutCatalogRequest.Declaration declaration) throws Exception {
    Catalog catalog = declaration.catalog();
    ModelInfo model = model(catalog.model());
    fields.require(model, catalog.vectorField(), catalog.index());
    if (declaration.create() != null) {
      provisioner.create(catalog, declaration.create(), model);
    } else {
      requireIndex(catalog);
      index.check(catalog, model);
    }
    store.prepare();
    boolean updated = store.has(catalog.name());
    Catalog stored =
        updated ? kept(catalog, store.get(catalog.name()), declaration.saysPivot()) : catalog;
    store.put(stored);
    Map<String, Object> answer = new LinkedHashMap<>(stored.toMap());
    answer.put("result", updated ? "updated" : "created");
    return answer;
  }

  private ModelInfo model(String name) {
    try {
      return embeddings.model(name);
    } catch (UncheckedIOException e) {
      throw new IllegalArgumentException("[model] " + e.getMessage(), e);
    }
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
    return Map.of("name", name, "result", "deleted");
  }
}
