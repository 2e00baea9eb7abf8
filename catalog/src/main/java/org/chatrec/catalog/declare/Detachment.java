package org.chatrec.catalog.declare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogPipelines;
import org.chatrec.catalog.Pipelines;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.admin.indices.settings.put.UpdateSettingsRequest;
import org.opensearch.action.ingest.DeletePipelineRequest;
import org.opensearch.action.ingest.PutPipelineRequest;
import org.opensearch.action.search.DeleteSearchPipelineRequest;
import org.opensearch.action.search.PutSearchPipelineRequest;
import org.opensearch.cluster.metadata.IndexAbstraction;
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
 * Takes out of a cluster what a catalogue's index would not work with where this plugin is missing:
 * our processors in its pipelines, and the indices' settings that name pipelines with nothing else
 * in them. A pipeline that other catalogues' items go through stays as it is. Documents, vectors
 * included, and mappings stay as they are. Everything runs as the caller.
 */
final class Detachment {

  private static final TimeValue TIMEOUT = TimeValue.timeValueSeconds(30);
  private static final String PERSONALIZE = CatalogPipelines.PERSONALIZE;
  private static final String DIVERSIFY = "diversify";
  private static final List<String> INGEST = List.of("processors", "on_failure");
  private static final List<String> REQUEST = List.of("request_processors");
  private static final List<String> SEARCH =
      List.of("request_processors", "response_processors", "phase_results_processors");

  private final Client client;
  private final ClusterService cluster;

  Detachment(Client client, ClusterService cluster) {
    this.client = client;
    this.cluster = cluster;
  }

  /**
   * Takes the catalogue's processors away.
   *
   * @param others that are declared; what embeds for them stays
   * @return what was changed, and what could not be, in words
   */
  List<String> detach(Catalog catalog, List<Catalog> others) throws IOException {
    List<String> changed = new ArrayList<>();
    detachIngest(catalog, others, changed);
    detachSearch(catalog, changed);
    return changed;
  }

  private void detachIngest(Catalog catalog, List<Catalog> others, List<String> changed)
      throws IOException {
    Pipelines all = Pipelines.ingest(cluster.state());
    for (String id : all.of(catalog, indices(catalog))) {
      Map<String, Object> pipeline = all.byId().get(id);
      if (!without(pipeline, INGEST, processor -> embeds(processor, catalog))) {
        continue;
      }
      Catalog user = user(all, id, catalog, others);
      if (user != null) {
        changed.add(
            "ingest pipeline ["
                + id
                + "] goes on embedding: items of catalogue ["
                + user.name()
                + "] go through it");
        continue;
      }
      boolean goes = isEmpty(pipeline, INGEST) && !all.isCalled(id);
      if (goes) {
        release(IndexSettings.DEFAULT_PIPELINE.getKey(), id, changed);
        release(IndexSettings.FINAL_PIPELINE.getKey(), id, changed);
      }
      replaceIngest(id, goes ? null : pipeline, changed);
    }
  }

  /** Another catalogue whose items have their vectors of the same processor; null for none. */
  private @Nullable Catalog user(Pipelines all, String id, Catalog catalog, List<Catalog> others) {
    return others.stream()
        .filter(other -> other.vectorField().equals(catalog.vectorField()))
        .filter(other -> other.model().equals(catalog.model()))
        .filter(other -> all.of(other, indices(other)).contains(id))
        .findFirst()
        .orElse(null);
  }

  private List<IndexMetadata> indices(Catalog catalog) {
    IndexAbstraction there = cluster.state().metadata().getIndicesLookup().get(catalog.index());
    return there == null ? List.of() : there.getIndices();
  }

  private void detachSearch(Catalog catalog, List<String> changed) throws IOException {
    for (Map.Entry<String, Map<String, Object>> each :
        Pipelines.search(cluster.state()).byId().entrySet()) {
      Map<String, Object> pipeline = each.getValue();
      if (!without(pipeline, REQUEST, processor -> ranks(processor, catalog))) {
        continue;
      }
      if (Pipelines.processors(pipeline.get(REQUEST.getFirst()), PERSONALIZE).isEmpty()) {
        boolean unused = without(pipeline, SEARCH, Detachment::isOurs);
      }
      boolean goes = isEmpty(pipeline, SEARCH);
      if (goes) {
        release(IndexSettings.DEFAULT_SEARCH_PIPELINE.getKey(), each.getKey(), changed);
      }
      replaceSearch(each.getKey(), goes ? null : pipeline, changed);
    }
  }

  private static boolean embeds(Map<?, ?> processor, Catalog catalog) {
    return processor.get(CatalogPipelines.EMBEDDING) instanceof Map<?, ?> found
        && catalog.vectorField().equals(found.get("target_field"))
        && catalog.model().equals(found.get("model"));
  }

  private static boolean ranks(Map<?, ?> processor, Catalog catalog) {
    return processor.get(PERSONALIZE) instanceof Map<?, ?> found
        && catalog.name().equals(found.get("catalog"));
  }

  /** What serves any catalogue's searches, and none without one that ranks. */
  private static boolean isOurs(Map<?, ?> processor) {
    return processor.containsKey(PERSONALIZE) || processor.containsKey(DIVERSIFY);
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
    changed.add(
        "search pipeline ["
            + id
            + "] "
            + (rest == null ? "is deleted" : "ranks its searches no more"));
  }

  private static BytesReference json(Map<String, Object> map) throws IOException {
    try (XContentBuilder json = XContentFactory.jsonBuilder().map(map)) {
      return BytesReference.bytes(json);
    }
  }
}
