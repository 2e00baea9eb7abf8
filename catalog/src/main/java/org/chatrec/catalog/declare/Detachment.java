package org.chatrec.catalog.declare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogPipelines;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.admin.indices.settings.put.UpdateSettingsRequest;
import org.opensearch.action.ingest.DeletePipelineRequest;
import org.opensearch.action.ingest.PutPipelineRequest;
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
import org.opensearch.ingest.IngestMetadata;
import org.opensearch.search.pipeline.SearchPipelineMetadata;
import org.opensearch.transport.client.Client;

/**
 * Takes out of a cluster whatever would not work without this plugin: our processors in pipelines,
 * and the indices' settings that name pipelines with nothing else in them. Documents, vectors
 * included, and mappings stay as they are. Everything runs as the caller.
 */
final class Detachment {

  private static final TimeValue TIMEOUT = TimeValue.timeValueSeconds(30);
  private static final String DIVERSIFY = "diversify";
  private static final List<String> INGEST = List.of("processors", "on_failure");
  private static final List<String> SEARCH =
      List.of("request_processors", "response_processors", "phase_results_processors");

  private final Client client;
  private final ClusterService cluster;

  Detachment(Client client, ClusterService cluster) {
    this.client = client;
    this.cluster = cluster;
  }

  /** Takes the catalogue's processors away; returns what was changed, in words. */
  List<String> detach(Catalog catalog) throws IOException {
    List<String> changed = new ArrayList<>();
    Map<String, Map<String, Object>> ingest = ingest();
    for (Map.Entry<String, Map<String, Object>> pipeline : ingest.entrySet()) {
      if (without(pipeline.getValue(), INGEST, processor -> embeds(processor, catalog))) {
        boolean empty = isEmpty(pipeline.getValue(), INGEST);
        if (empty) {
          release(IndexSettings.DEFAULT_PIPELINE.getKey(), pipeline.getKey(), changed);
          release(IndexSettings.FINAL_PIPELINE.getKey(), pipeline.getKey(), changed);
        }
        replaceIngest(pipeline.getKey(), empty ? null : pipeline.getValue(), changed);
      }
    }
    for (Map.Entry<String, Map<String, Object>> pipeline : search().entrySet()) {
      if (ranks(pipeline.getValue(), catalog)
          && without(pipeline.getValue(), SEARCH, Detachment::isOurs)) {
        boolean empty = isEmpty(pipeline.getValue(), SEARCH);
        if (empty) {
          release(IndexSettings.DEFAULT_SEARCH_PIPELINE.getKey(), pipeline.getKey(), changed);
        }
        replaceSearch(pipeline.getKey(), empty ? null : pipeline.getValue(), changed);
      }
    }
    return changed;
  }

  private static boolean embeds(Map<?, ?> processor, Catalog catalog) {
    return processor.get(CatalogPipelines.EMBEDDING) instanceof Map<?, ?> found
        && catalog.vectorField().equals(found.get("target_field"))
        && catalog.model().equals(found.get("model"));
  }

  private static boolean ranks(Map<String, Object> pipeline, Catalog catalog) {
    return pipeline.get(SEARCH.getFirst()) instanceof List<?> processors
        && processors.stream()
            .anyMatch(
                processor ->
                    processor instanceof Map<?, ?> one
                        && one.get(CatalogPipelines.PERSONALIZE) instanceof Map<?, ?> found
                        && catalog.name().equals(found.get("catalog")));
  }

  private static boolean isOurs(Map<?, ?> processor) {
    return processor.containsKey(CatalogPipelines.PERSONALIZE) || processor.containsKey(DIVERSIFY);
  }

  /** Takes processors out of lists; whether there were any. */
  private static boolean without(
      Map<String, Object> pipeline, List<String> lists, Predicate<Map<?, ?>> ours) {
    boolean changed = false;
    for (String list : lists) {
      if (pipeline.get(list) instanceof List<?> processors) {
        List<?> rest =
            processors.stream()
                .filter(processor -> !(processor instanceof Map<?, ?> one && ours.test(one)))
                .toList();
        changed |= rest.size() < processors.size();
        pipeline.put(list, rest);
      }
    }
    return changed;
  }

  private static boolean isEmpty(Map<String, Object> pipeline, List<String> lists) {
    return lists.stream()
        .map(pipeline::get)
        .filter(Objects::nonNull)
        .allMatch(list -> list instanceof List<?> processors && processors.isEmpty());
  }

  /** Indices name the pipeline no longer. */
  private void release(String setting, String pipeline, List<String> changed) {
    for (IndexMetadata index : cluster.state().metadata().indices().values()) {
      if (pipeline.equals(index.getSettings().get(setting))) {
        client
            .admin()
            .indices()
            .updateSettings(
                new UpdateSettingsRequest(
                    Settings.builder().putNull(setting).build(), index.getIndex().getName()))
            .actionGet(TIMEOUT);
        changed.add(setting + " of index [" + index.getIndex().getName() + "] is not set any more");
      }
    }
  }

  private void replaceIngest(String id, @Nullable Map<String, Object> rest, List<String> changed)
      throws IOException {
    if (rest == null) {
      client.admin().cluster().deletePipeline(new DeletePipelineRequest(id)).actionGet(TIMEOUT);
    } else {
      client
          .admin()
          .cluster()
          .putPipeline(new PutPipelineRequest(id, json(rest), XContentType.JSON))
          .actionGet(TIMEOUT);
    }
    changed.add("ingest pipeline [" + id + "] " + (rest == null ? "is deleted" : "embeds no more"));
  }

  private void replaceSearch(String id, @Nullable Map<String, Object> rest, List<String> changed)
      throws IOException {
    if (rest == null) {
      client
          .admin()
          .cluster()
          .deleteSearchPipeline(new DeleteSearchPipelineRequest(id))
          .actionGet(TIMEOUT);
    } else {
      client
          .admin()
          .cluster()
          .putSearchPipeline(new PutSearchPipelineRequest(id, json(rest), XContentType.JSON))
          .actionGet(TIMEOUT);
    }
    changed.add("search pipeline [" + id + "] " + (rest == null ? "is deleted" : "ranks no more"));
  }

  private static BytesReference json(Map<String, Object> map) throws IOException {
    try (XContentBuilder json = XContentFactory.jsonBuilder().map(map)) {
      return BytesReference.bytes(json);
    }
  }

  private Map<String, Map<String, Object>> ingest() {
    Map<String, Map<String, Object>> all = new LinkedHashMap<>();
    IngestMetadata pipelines = cluster.state().metadata().custom(IngestMetadata.TYPE);
    if (pipelines != null) {
      pipelines.getPipelines().forEach((id, one) -> all.put(id, one.getConfigAsMap()));
    }
    return all;
  }

  private Map<String, Map<String, Object>> search() {
    Map<String, Map<String, Object>> all = new LinkedHashMap<>();
    SearchPipelineMetadata pipelines =
        cluster.state().metadata().custom(SearchPipelineMetadata.TYPE);
    if (pipelines != null) {
      pipelines.getPipelines().forEach((id, one) -> all.put(id, one.getConfigAsMap()));
    }
    return all;
  }
}
