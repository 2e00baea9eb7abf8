package org.chatrec.catalog.declare;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogPipelines;
import org.chatrec.catalog.rules.BusinessRules;
import org.opensearch.action.admin.indices.settings.put.UpdateSettingsRequest;
import org.opensearch.action.search.DeleteSearchPipelineRequest;
import org.opensearch.action.search.PutSearchPipelineRequest;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.IndexSettings;
import org.opensearch.search.pipeline.PipelineConfiguration;
import org.opensearch.search.pipeline.SearchPipelineMetadata;
import org.opensearch.search.pipeline.SearchPipelineService;
import org.opensearch.transport.client.Client;

/**
 * The search pipeline that makes plain searches of a catalogue's index personal where they name a
 * user. Everything runs as the caller.
 */
final class CatalogSearchPipeline {

  private static final String SETTING = IndexSettings.DEFAULT_SEARCH_PIPELINE.getKey();
  private static final TimeValue TIMEOUT = TimeValue.timeValueSeconds(30);

  private final Client client;
  private final ClusterService cluster;

  CatalogSearchPipeline(Client client, ClusterService cluster) {
    this.client = client;
    this.cluster = cluster;
  }

  /** Makes the pipeline, or brings it up to date. */
  void put(Catalog catalog) throws IOException {
    put(catalog.pipeline(), CatalogPipelines.search(catalog));
  }

  private void put(String id, Map<String, Object> pipeline) throws IOException {
    try (XContentBuilder json = XContentFactory.jsonBuilder().map(pipeline)) {
      PutSearchPipelineRequest request =
          new PutSearchPipelineRequest(id, BytesReference.bytes(json), XContentType.JSON);
      client.admin().cluster().putSearchPipeline(request).actionGet(TIMEOUT);
    }
  }

  /**
   * Brings the catalogue's filter and rules into every pipeline that makes its searches personal;
   * whatever else stands in one is left.
   */
  void refresh(Catalog catalog) throws IOException {
    Map<String, Object> wanted = CatalogPipelines.personalize(catalog);
    SearchPipelineMetadata all = cluster.state().metadata().custom(SearchPipelineMetadata.TYPE);
    if (all == null) {
      return;
    }
    for (PipelineConfiguration pipeline : all.getPipelines().values()) {
      Map<String, Object> config = pipeline.getConfigAsMap();
      if (refreshed(config, catalog.name(), wanted)) {
        put(pipeline.getId(), config);
      }
    }
  }

  @SuppressWarnings("unchecked") // JSON object keys are strings
  private static boolean refreshed(
      Map<String, Object> config, String catalog, Map<String, Object> wanted) {
    boolean changed = false;
    if (config.get("request_processors") instanceof List<?> processors) {
      for (Object processor : processors) {
        if (processor instanceof Map<?, ?> one
            && one.get(CatalogPipelines.PERSONALIZE) instanceof Map<?, ?> found
            && catalog.equals(found.get("catalog"))) {
          changed |= refreshed((Map<String, Object>) found, wanted);
        }
      }
    }
    return changed;
  }

  private static boolean refreshed(Map<String, Object> processor, Map<String, Object> wanted) {
    boolean changed = false;
    for (String owned : List.of("filter", BusinessRules.NAME)) {
      Object value = wanted.get(owned);
      changed |= !Objects.equals(processor.get(owned), value);
      if (value == null) {
        processor.remove(owned);
      } else {
        processor.put(owned, value);
      }
    }
    return changed;
  }

  /** Makes it the default of an index that was made before; another choice is left. */
  void attach(Catalog catalog, IndexMetadata index) {
    if (!IndexSettings.DEFAULT_SEARCH_PIPELINE.exists(index.getSettings())) {
      set(catalog, Settings.builder().put(SETTING, catalog.pipeline()).build());
    }
  }

  /**
   * Takes the pipeline from the catalogue's index, and removes it. It stays where somebody has
   * given it to another index, whose searches would fail without.
   */
  void detach(Catalog catalog) {
    IndexMetadata index = cluster.state().metadata().index(catalog.index());
    if (index != null && uses(index, catalog)) {
      set(catalog, Settings.builder().putNull(SETTING).build());
    }
    boolean there =
        !SearchPipelineService.getPipelines(cluster.state(), catalog.pipeline()).isEmpty();
    boolean used =
        cluster.state().metadata().indices().values().stream()
            .anyMatch(
                other ->
                    !other.getIndex().getName().equals(catalog.index()) && uses(other, catalog));
    if (there && !used) {
      client
          .admin()
          .cluster()
          .deleteSearchPipeline(new DeleteSearchPipelineRequest(catalog.pipeline()))
          .actionGet(TIMEOUT);
    }
  }

  private void set(Catalog catalog, Settings settings) {
    client
        .admin()
        .indices()
        .updateSettings(new UpdateSettingsRequest(settings, catalog.index()))
        .actionGet(TIMEOUT);
  }

  private static boolean uses(IndexMetadata index, Catalog catalog) {
    return catalog
        .pipeline()
        .equals(IndexSettings.DEFAULT_SEARCH_PIPELINE.get(index.getSettings()));
  }
}
