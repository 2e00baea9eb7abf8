package org.chatrec.plugin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.Catalogs;
import org.chatrec.catalog.Pipelines;
import org.chatrec.catalog.support.DenyingPlugin;
import org.chatrec.catalog.support.StashingSubject;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.search.ChatrecExtBuilder;
import org.chatrec.search.PersonalOptions;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.admin.indices.delete.DeleteIndexRequest;
import org.opensearch.action.search.DeleteSearchPipelineRequest;
import org.opensearch.action.search.PutSearchPipelineRequest;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.support.IndicesOptions;
import org.opensearch.action.support.WriteRequest.RefreshPolicy;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.plugins.Plugin;
import org.opensearch.plugins.PluginsService;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.test.OpenSearchSingleNodeTestCase;
import org.opensearch.transport.client.node.NodeClient;

/** A node with the plugin as it is assembled, and a catalogue of three films without vectors. */
public abstract class PluginTestCase extends OpenSearchSingleNodeTestCase {

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(ChatrecPlugin.class, DenyingPlugin.class);
  }

  @Override
  protected Settings nodeSettings() {
    return Settings.builder()
        .put(super.nodeSettings())
        .put("chatrec.embedding.device", "cpu")
        .build();
  }

  /** The plugin's routes. */
  protected Routes routes;

  @Override
  public void setUp() throws Exception {
    super.setUp();
    client()
        .admin()
        .indices()
        .prepareCreate("movies")
        .setMapping(
            """
            {"properties":{"title":{"type":"text"},"overview":{"type":"text"},
              "genres":{"type":"keyword"},"director":{"type":"keyword"},"year":{"type":"integer"},
              "popularity":{"type":"double"}}}""")
        .get();
    index("i1", "Alien", "Horror", 1979);
    index("i2", "Stalker", "Drama", 1979);
    index("i3", "The Thing", "Horror", 1982);
    StateClient state =
        new StateClient(
            client(),
            this::cluster,
            () -> new StashingSubject(client().threadPool().getThreadContext()));
    new CatalogStore(state).put(Catalogs.movies());
    routes =
        new Routes(
            getInstanceFromNode(NodeClient.class),
            plugin().getRestHandlers(nodeSettings(), null, null, null, null, null, null),
            getInstanceFromNode(NamedXContentRegistry.class));
  }

  protected final ClusterService cluster() {
    return getInstanceFromNode(ClusterService.class);
  }

  /** A pipeline for one search; reading it takes it apart. */
  protected static Map<String, Object> personalize() {
    Map<String, Object> processor = new HashMap<>();
    processor.put("personalize", new HashMap<>(Map.of("catalog", "movies")));
    Map<String, Object> pipeline = new HashMap<>();
    pipeline.put("request_processors", new ArrayList<>(List.of(processor)));
    return pipeline;
  }

  /** A stored pipeline for searches of the catalogue, taken away with the node's other state. */
  protected final void rankSearches() throws IOException {
    try (XContentBuilder json = XContentFactory.jsonBuilder().map(personalize())) {
      client()
          .admin()
          .cluster()
          .putSearchPipeline(
              new PutSearchPipelineRequest("ranks", BytesReference.bytes(json), XContentType.JSON))
          .actionGet();
    }
  }

  /** The ids that a search through that pipeline finds for somebody. */
  protected final Set<String> found(@Nullable String user) {
    SearchRequest search =
        new SearchRequest("movies")
            .source(
                new SearchSourceBuilder()
                    .ext(List.of(ChatrecExtBuilder.with(false, PersonalOptions.of(user)))))
            .pipeline("ranks");
    return Arrays.stream(client().search(search).actionGet().getHits().getHits())
        .map(SearchHit::getId)
        .collect(Collectors.toSet());
  }

  protected final ChatrecPlugin plugin() {
    return getInstanceFromNode(PluginsService.class).filterPlugins(ChatrecPlugin.class).getFirst();
  }

  private void index(String id, String title, String genre, int year) {
    client()
        .prepareIndex("movies")
        .setId(id)
        .setSource(
            Map.of(
                "title",
                title,
                "overview",
                "In " + title,
                "genres",
                genre,
                "year",
                year,
                "popularity",
                year))
        .setRefreshPolicy(RefreshPolicy.IMMEDIATE)
        .get();
  }

  @Override
  public void tearDown() throws Exception {
    for (String id : Pipelines.search(cluster().state()).byId().keySet()) {
      client()
          .admin()
          .cluster()
          .deleteSearchPipeline(new DeleteSearchPipelineRequest(id))
          .actionGet();
    }
    client()
        .admin()
        .indices()
        .delete(
            new DeleteIndexRequest(".chatrec-*")
                .indicesOptions(IndicesOptions.LENIENT_EXPAND_OPEN_CLOSED_HIDDEN))
        .actionGet();
    super.tearDown();
  }
}
