package org.chatrec.catalog.declare;

import java.util.HashMap;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogPipelines;
import org.chatrec.catalog.IndexFields;
import org.chatrec.catalog.PutCatalogRequest;
import org.chatrec.catalog.VectorFieldMapping;
import org.chatrec.catalog.models.MappedModels;
import org.chatrec.catalog.support.DerivedSource;
import org.chatrec.embedding.ModelInfo;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.admin.indices.create.CreateIndexRequest;
import org.opensearch.action.admin.indices.mapping.put.PutMappingRequest;
import org.opensearch.action.ingest.PutPipelineRequest;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.IndexSettings;
import org.opensearch.transport.client.Client;

/**
 * Makes a catalogue's pipelines and index. Everything runs as the caller: who may not create an
 * index, may not here.
 */
final class CatalogProvisioner {

  /**
   * Off unless asked for: k-NN 3.5 closes a segment's vectors under all other readers when a scroll
   * that read them ends (opensearch-project/k-NN#3191), and the shard answers nothing until a
   * restart. Reindexing an index is such a scroll.
   */
  private static final TimeValue TIMEOUT = TimeValue.timeValueSeconds(30);

  private final Client client;
  private final ClusterService cluster;
  private final CatalogSearchPipeline searches;

  CatalogProvisioner(Client client, ClusterService cluster) {
    this.client = client;
    this.cluster = cluster;
    this.searches = new CatalogSearchPipeline(client, cluster);
  }

  /**
   * Refuses to make what is somebody else's already.
   *
   * @return the index that an earlier, interrupted call made, or null
   */
  @Nullable IndexMetadata requireOurs(Catalog catalog) {
    IndexMetadata there = cluster.state().metadata().index(catalog.index());
    if (there != null && !isOurs(there, catalog)) {
      throw new IllegalArgumentException(
          "[create] index ["
              + catalog.index()
              + "] exists already; leave out [create] to declare a catalogue over it as it is");
    }
    return there;
  }

  /** Makes what is missing; what an earlier, interrupted call made is kept. */
  void create(Catalog catalog, PutCatalogRequest.Creation creation, ModelInfo model)
      throws Exception {
    Map<String, Object> properties = properties(catalog, creation, model);
    IndexMetadata there = requireOurs(catalog);
    putPipelines(catalog);
    if (there == null) {
      createIndex(catalog, creation, properties, model);
    } else {
      searches.attach(catalog, there);
      addLearned(catalog, there, properties);
    }
  }

  /** An index may have been made by a declaration that named fewer of the fields to be learned. */
  private void addLearned(Catalog catalog, IndexMetadata there, Map<String, Object> planned) {
    Map<String, Object> missing = new HashMap<>(planned);
    missing.keySet().retainAll(catalog.learnedFields());
    if (there.mapping() != null) {
      missing.keySet().removeAll(IndexFields.flatten(there.mapping().sourceAsMap()).keySet());
    }
    if (!missing.isEmpty()) {
      client
          .admin()
          .indices()
          .putMapping(
              new PutMappingRequest(there.getIndex().getName())
                  .source(Map.of("properties", missing)))
          .actionGet(TIMEOUT);
    }
  }

  /** Undoes what would not work without the catalogue; the ingest pipeline needs only its model. */
  void detach(Catalog catalog) {
    searches.detach(catalog);
  }

  private static boolean isOurs(IndexMetadata index, Catalog catalog) {
    return catalog.pipeline().equals(IndexSettings.DEFAULT_PIPELINE.get(index.getSettings()));
  }

  /** Brings the catalogue's pipelines up to date with it. */
  void putPipelines(Catalog catalog) throws Exception {
    putPipeline(catalog);
    searches.put(catalog);
  }

  /**
   * Makes the ingest pipeline, or brings it up to date.
   *
   * @param also the same catalogue with other models and vector fields, which items get as well
   */
  void putPipeline(Catalog catalog, Catalog... also) throws Exception {
    Map<String, Object> pipeline = CatalogPipelines.ingest(catalog, also);
    try (XContentBuilder json = XContentFactory.jsonBuilder().map(pipeline)) {
      client
          .admin()
          .cluster()
          .putPipeline(
              new PutPipelineRequest(
                  catalog.pipeline(), BytesReference.bytes(json), XContentType.JSON))
          .actionGet(TIMEOUT);
    }
  }

  private void createIndex(
      Catalog catalog,
      PutCatalogRequest.Creation creation,
      Map<String, Object> properties,
      ModelInfo model) {
    Settings settings =
        Settings.builder()
            .put(DerivedSource.SETTING, false)
            .put(IndexSettings.DEFAULT_SEARCH_PIPELINE.getKey(), catalog.pipeline())
            .loadFromMap(creation.settings())
            .normalizePrefix(IndexMetadata.INDEX_SETTING_PREFIX)
            .put("index.knn", true)
            .put(IndexSettings.DEFAULT_PIPELINE.getKey(), catalog.pipeline())
            .build();
    client
        .admin()
        .indices()
        .create(
            new CreateIndexRequest(catalog.index())
                .settings(settings)
                .mapping(
                    Map.of(
                        "_meta",
                        MappedModels.meta(catalog.vectorField(), model, catalog.learnedFields()),
                        "properties",
                        properties)))
        .actionGet(TIMEOUT);
  }

  /** The fields of an index that is made for a catalogue. */
  static Map<String, Object> properties(
      Catalog catalog, PutCatalogRequest.Creation creation, ModelInfo model) {
    Map<String, Object> properties = new HashMap<>(creation.properties());
    vectorProperties(catalog, model).forEach(properties::putIfAbsent);
    if (catalog.collaborativeField() != null) {
      properties.putIfAbsent(
          catalog.collaborativeField(),
          VectorFieldMapping.of(VectorFieldMapping.COLLABORATIVE_DIMENSION));
    }
    if (catalog.learnedMetaField() != null) {
      properties.putIfAbsent(catalog.learnedMetaField(), Catalog.GENERATIONS);
    }
    if (catalog.popularityField() != null) {
      properties.putIfAbsent(catalog.popularityField(), Map.of("type", "float"));
    }
    return properties;
  }

  /** The mapping of a catalogue's vectors and of what describes them. */
  static Map<String, Object> vectorProperties(Catalog catalog, ModelInfo model) {
    return Map.of(
        catalog.vectorField(),
        VectorFieldMapping.of(model.dimension()),
        catalog.vectorField() + "_meta",
        VectorFieldMapping.meta());
  }
}
