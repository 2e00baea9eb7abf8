package org.chatrec.catalog.declare;

import java.io.IOException;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogPipelines;
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
    Map<String, Object> pipeline = CatalogPipelines.search(catalog);
    try (XContentBuilder json = XContentFactory.jsonBuilder().map(pipeline)) {
      PutSearchPipelineRequest request =
          new PutSearchPipelineRequest(
              catalog.pipeline(), BytesReference.bytes(json), XContentType.JSON);
      client.admin().cluster().putSearchPipeline(request).actionGet(TIMEOUT);
    }
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
