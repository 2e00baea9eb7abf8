package org.chatrec.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.chatrec.catalog.models.MappedModels;
import org.chatrec.embedding.ModelInfo;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.admin.indices.mapping.put.PutMappingRequest;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.transport.client.Client;

/**
 * Notes in the mapping of an index that is there already what a catalogue makes of its fields:
 * whose model's vectors are in one, and which ones training writes. A field in which somebody
 * else's values are is not given to training, which would overwrite them.
 */
final class CatalogMapping {

  private static final TimeValue TIMEOUT = TimeValue.timeValueSeconds(30);

  private final Client client;
  private final MappedModels models;
  private final CatalogRights rights;

  /**
   * @param client reads and writes as the caller
   */
  CatalogMapping(Client client, MappedModels models, CatalogRights rights) {
    this.client = client;
    this.models = models;
    this.rights = rights;
  }

  /**
   * Refuses fields with values that training did not write.
   *
   * @param before the same catalogue as it was declared until now, or null
   * @throws IllegalArgumentException naming each, and what can be done
   */
  void requireOwn(Catalog catalog, @Nullable Catalog before) {
    Set<String> own = models.learned(catalog.index()).orElse(Set.of());
    List<String> foreign = new ArrayList<>();
    String popularity = catalog.popularityField();
    if (popularity != null
        && !own.contains(popularity)
        && !isDeclared(before, catalog, popularity)
        && rights.count(catalog.index(), QueryBuilders.existsQuery(popularity)) > 0) {
      foreign.add("[popularity_field] " + popularity);
    }
    String collaborative = catalog.collaborativeField();
    if (collaborative != null
        && !own.contains(collaborative)
        && !isDeclared(before, catalog, collaborative)
        && rights.count(catalog.index(), ungenerated(catalog)) > 0) {
      foreign.add("[collaborative_field] " + collaborative);
    }
    if (!foreign.isEmpty()) {
      throw new IllegalArgumentException(
          "index ["
              + catalog.index()
              + "] holds values that training did not write and would overwrite, in "
              + String.join(" and ", foreign)
              + "; name a field of its own, or leave it out");
    }
  }

  private static boolean isDeclared(@Nullable Catalog before, Catalog now, String field) {
    return before != null
        && before.index().equals(now.index())
        && before.learnedFields().contains(field);
  }

  /** Training writes beside each vector which generation it is of. */
  private static QueryBuilder ungenerated(Catalog catalog) {
    return QueryBuilders.boolQuery()
        .filter(QueryBuilders.existsQuery(catalog.collaborativeField()))
        .mustNot(QueryBuilders.existsQuery(catalog.generationField()));
  }

  /**
   * Writes what is missing, if anything is.
   *
   * @param mapped the fields that are there
   * @throws IllegalArgumentException if documents of another model are there
   */
  void note(Catalog catalog, ModelInfo model, Set<String> mapped) throws Exception {
    claim(catalog, model);
    Map<String, Object> change = new HashMap<>();
    models
        .missing(catalog.index(), catalog.vectorField(), model, catalog.learnedFields())
        .ifPresent(meta -> change.put("_meta", meta));
    String meta = catalog.learnedMetaField();
    if (meta != null && !mapped.contains(meta + "." + Catalog.GENERATION)) {
      change.put("properties", Map.of(meta, Catalog.GENERATIONS));
    }
    if (!change.isEmpty()) {
      write(catalog, change);
    }
  }

  private void write(Catalog catalog, Map<String, Object> change) {
    PutMappingRequest request =
        new PutMappingRequest(models.writtenTo(catalog.index())).source(change);
    try {
      client.admin().indices().putMapping(request).actionGet(TIMEOUT);
    } catch (RuntimeException e) {
      throw CatalogRights.explained(e, catalog.index(), "add to its mapping");
    }
  }

  /** Documents of another model are looked for before the field is called this model's. */
  private void claim(Catalog catalog, ModelInfo model) throws Exception {
    try {
      models
          .claim(model, catalog.vectorField(), catalog.index())
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
