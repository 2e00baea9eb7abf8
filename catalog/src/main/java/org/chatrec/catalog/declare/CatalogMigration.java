package org.chatrec.catalog.declare;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.IndexFields;
import org.chatrec.catalog.models.MappedModels;
import org.chatrec.embedding.EmbeddingService;
import org.chatrec.embedding.ModelInfo;
import org.jspecify.annotations.Nullable;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.action.admin.indices.mapping.put.PutMappingRequest;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.cluster.metadata.Metadata;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.index.IndexNotFoundException;
import org.opensearch.index.IndexSettings;
import org.opensearch.transport.client.Client;

/**
 * Moves a catalogue to another model while it is searched: a second vector field, which new items
 * get at once and old ones one by one; then one write to the declaration, from which on searches
 * use the second field; then, if that is wanted, the first one's values go. Everything runs as the
 * caller. Broken off at any place, the catalogue works as before, and the same call goes on.
 */
public final class CatalogMigration {

  private static final TimeValue TIMEOUT = TimeValue.timeValueSeconds(30);
  private static final int MOST_FIELDS = 100;

  private final CatalogStore store;
  private final Client client;
  private final ClusterService cluster;
  private final EmbeddingService embeddings;
  private final MappedModels fields;
  private final CatalogProvisioner provisioner;

  public CatalogMigration(
      CatalogStore store,
      Client client,
      ClusterService cluster,
      EmbeddingService embeddings,
      MappedModels fields) {
    this.store = store;
    this.client = client;
    this.cluster = cluster;
    this.embeddings = embeddings;
    this.fields = fields;
    this.provisioner = new CatalogProvisioner(client, cluster);
  }

  /**
   * Moves it.
   *
   * @param drop whether the values of the old field are removed in the end
   */
  public Map<String, Object> migrate(String name, String modelName, boolean drop, CatalogTask task)
      throws Exception {
    Catalog before = store.get(name);
    ModelInfo model = encoder(modelName);
    requireOwnPipeline(before);
    if (before.model().equals(modelName)
        && fields.holds(model, before.vectorField(), before.index())) {
      provisioner.putPipelines(before); // whatever another migration left
      return answer(before, before, 0, 0);
    }
    Catalog after = before.on(modelName, free(before, model));
    ItemUpdate items = new ItemUpdate(client, cluster, before.index(), task);
    task.reached("adding the field " + after.vectorField());
    addField(after, model);
    provisioner.putPipeline(before, after);
    long embedded = items.embed(after, model, before.vectorField());
    task.reached("switching");
    store.put(name, now -> declared(name, now).on(modelName, after.vectorField()));
    provisioner.putPipelines(store.get(name));
    long dropped = drop ? items.drop(before.vectorField()) : 0;
    return answer(before, after, embedded, dropped);
  }

  private static Catalog declared(String name, @Nullable Catalog now) {
    if (now == null) {
      throw new ResourceNotFoundException("catalogue [{}] was deleted meanwhile", name);
    }
    return now;
  }

  private ModelInfo encoder(String name) {
    ModelInfo model = embeddings.model(name);
    if (model.dimension() == 0) {
      throw new IllegalArgumentException(
          "[model] [" + name + "] is a cross-encoder and makes no vectors");
    }
    return model;
  }

  /** Items that are indexed meanwhile must get both vectors. */
  private void requireOwnPipeline(Catalog catalog) {
    Metadata metadata = cluster.state().metadata();
    if (!metadata.getIndicesLookup().containsKey(catalog.index())) {
      throw new IndexNotFoundException(catalog.index());
    }
    IndexMetadata index = metadata.index(catalog.index()); // none for an alias
    if (index == null
        || !catalog.pipeline().equals(IndexSettings.DEFAULT_PIPELINE.get(index.getSettings()))) {
      throw new IllegalArgumentException(
          "index ["
              + catalog.index()
              + "] is not fed by the catalogue's own pipeline ["
              + catalog.pipeline()
              + "]: put a processor [item_embedding] with the new model and a second field into its"
              + " pipeline, run _update_by_query with it, and declare the catalogue with both");
    }
  }

  /** A name that is not taken, or that an earlier attempt took for the same model. */
  private String free(Catalog catalog, ModelInfo model) {
    Map<String, Map<String, Object>> mapped =
        IndexFields.of(
            catalog.index(),
            request -> client.admin().indices().getMappings(request).actionGet(TIMEOUT));
    String base = catalog.vectorField().replaceFirst("_v\\d+$", "");
    for (int n = 2; n < MOST_FIELDS; n++) {
      String name = base + "_v" + n;
      boolean ours = fields.holds(model, name, catalog.index());
      if (!name.equals(catalog.vectorField()) && (ours || !mapped.containsKey(name))) {
        return name;
      }
    }
    throw new IllegalArgumentException("index [" + catalog.index() + "] has no room for a field");
  }

  private void addField(Catalog after, ModelInfo model) {
    Map<String, Object> mapping = new LinkedHashMap<>();
    fields
        .missing(after.index(), after.vectorField(), model, after.learnedFields())
        .ifPresent(meta -> mapping.put("_meta", meta));
    mapping.put("properties", CatalogProvisioner.vectorProperties(after, model));
    client
        .admin()
        .indices()
        .putMapping(new PutMappingRequest(after.index()).source(mapping))
        .actionGet(TIMEOUT);
  }

  private static Map<String, Object> answer(
      Catalog before, Catalog after, long embedded, long dropped) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("catalog", before.name());
    answer.put("from", Map.of("model", before.model(), "vector_field", before.vectorField()));
    answer.put("to", Map.of("model", after.model(), "vector_field", after.vectorField()));
    answer.put("embedded", embedded);
    answer.put("dropped", dropped);
    answer.put("result", before.equals(after) ? "noop" : "migrated");
    return answer;
  }
}
