package org.chatrec.catalog.declare;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogRights;
import org.chatrec.catalog.VectorFieldMapping;
import org.chatrec.catalog.models.MappedModels;
import org.chatrec.embedding.ModelInfo;
import org.opensearch.action.admin.indices.mapping.put.PutMappingRequest;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.transport.client.Client;

/**
 * Notes in the mapping of an index that is there already what a catalogue makes of its fields:
 * whose model's vectors are in one, which ones training writes, and the fields that describe them.
 */
final class CatalogMapping {

  private static final TimeValue TIMEOUT = TimeValue.timeValueSeconds(30);

  private final Client client;
  private final MappedModels models;

  /**
   * @param client reads and writes as the caller
   */
  CatalogMapping(Client client, MappedModels models) {
    this.client = client;
    this.models = models;
  }

  /**
   * Writes what is missing, if anything is.
   *
   * @param index one of the catalogue's
   * @param mapped the fields that are there
   * @throws IllegalArgumentException if documents of another model are there
   */
  void note(Catalog catalog, String index, ModelInfo model, Set<String> mapped) throws Exception {
    claim(catalog, index, model);
    Map<String, Object> change = new HashMap<>();
    models
        .missing(index, catalog.vectorField(), model, catalog.learnedFields())
        .ifPresent(meta -> change.put("_meta", meta));
    Map<String, Object> properties = new HashMap<>();
    String described = catalog.vectorField() + "_meta";
    if (!mapped.contains(described + ".model")) {
      properties.put(described, VectorFieldMapping.meta());
    }
    String meta = catalog.learnedMetaField();
    if (meta != null && !mapped.contains(meta + "." + Catalog.GENERATION)) {
      properties.put(meta, Catalog.GENERATIONS);
    }
    if (!properties.isEmpty()) {
      change.put("properties", properties);
    }
    if (!change.isEmpty()) {
      write(index, change);
    }
  }

  private void write(String index, Map<String, Object> change) {
    PutMappingRequest request = new PutMappingRequest(index).source(change);
    try {
      client.admin().indices().putMapping(request).actionGet(TIMEOUT);
    } catch (RuntimeException e) {
      throw CatalogRights.explained(e, index, "add to its mapping");
    }
  }

  /** Documents of another model are looked for before the field is called this model's. */
  private void claim(Catalog catalog, String index, ModelInfo model) throws Exception {
    try {
      models
          .claim(model, catalog.vectorField(), index)
          .toCompletableFuture()
          .get(TIMEOUT.millis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause =
          e.getCause() instanceof CompletionException c && c.getCause() != null
              ? c.getCause()
              : e.getCause();
      throw cause instanceof Exception failure ? failure : e;
    }
  }
}
