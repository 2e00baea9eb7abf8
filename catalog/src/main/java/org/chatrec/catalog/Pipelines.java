package org.chatrec.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.common.settings.Settings;
import org.opensearch.index.IndexSettings;
import org.opensearch.ingest.IngestMetadata;
import org.opensearch.ingest.IngestService;
import org.opensearch.search.pipeline.SearchPipelineMetadata;

/**
 * The ingest pipelines or the search pipelines of a cluster, and what is in them: pipelines call
 * others, and processors hold processors.
 *
 * @param byId their definitions
 */
public record Pipelines(Map<String, Map<String, Object>> byId) {

  private static final String CALL = "pipeline";

  /** Copies the map, not the definitions. */
  public Pipelines {
    byId = Map.copyOf(byId);
  }

  /** The ingest pipelines; each definition is a copy. */
  public static Pipelines ingest(ClusterState state) {
    Map<String, Map<String, Object>> all = new LinkedHashMap<>();
    IngestMetadata pipelines = state.metadata().custom(IngestMetadata.TYPE);
    if (pipelines != null) {
      pipelines.getPipelines().forEach((id, one) -> all.put(id, one.getConfigAsMap()));
    }
    return new Pipelines(all);
  }

  /** The search pipelines; each definition is a copy. */
  public static Pipelines search(ClusterState state) {
    Map<String, Map<String, Object>> all = new LinkedHashMap<>();
    SearchPipelineMetadata pipelines = state.metadata().custom(SearchPipelineMetadata.TYPE);
    if (pipelines != null) {
      pipelines.getPipelines().forEach((id, one) -> all.put(id, one.getConfigAsMap()));
    }
    return new Pipelines(all);
  }

  /** The pipelines that every document of an index goes through, as its settings name them. */
  public static List<String> ofDocuments(Settings index) {
    return Stream.of(IndexSettings.DEFAULT_PIPELINE, IndexSettings.FINAL_PIPELINE)
        .map(setting -> setting.get(index))
        .filter(id -> !id.equals(IngestService.NOOP_PIPELINE_NAME))
        .toList();
  }

  /** The ingest pipelines of a catalogue: its own, and those of its indices, with all they call. */
  public Set<String> of(Catalog catalog, List<IndexMetadata> indices) {
    List<String> entries = new ArrayList<>(List.of(catalog.pipeline()));
    indices.forEach(index -> entries.addAll(ofDocuments(index.getSettings())));
    return reached(entries);
  }

  /** These pipelines and all that they call, as far as there are any of these names. */
  public Set<String> reached(List<String> entries) {
    Set<String> seen = new LinkedHashSet<>();
    entries.forEach(id -> reach(id, seen));
    return seen;
  }

  private void reach(@Nullable String id, Set<String> seen) {
    Map<String, Object> pipeline = id == null ? null : byId.get(id);
    if (pipeline != null && seen.add(id)) {
      calls(pipeline).forEach(called -> reach(called, seen));
    }
  }

  /** Whether another pipeline calls this one. */
  public boolean isCalled(String id) {
    return byId.entrySet().stream()
        .anyMatch(other -> !other.getKey().equals(id) && calls(other.getValue()).contains(id));
  }

  private static List<String> calls(Map<String, Object> pipeline) {
    return processors(pipeline, CALL).stream()
        .map(call -> String.valueOf(call.get("name")))
        .toList();
  }

  /** The processors of a kind that a pipeline holds, in those that it calls too. */
  public List<Map<?, ?>> processors(@Nullable String id, String type) {
    List<Map<?, ?>> found = new ArrayList<>();
    for (String each : reached(id == null ? List.of() : List.of(id))) {
      found.addAll(processors(byId.get(each), type));
    }
    return found;
  }

  /** The processors of a kind in one definition, or in a part of one. */
  public static List<Map<?, ?>> processors(@Nullable Object node, String type) {
    List<Map<?, ?>> found = new ArrayList<>();
    collect(node, type, found);
    return found;
  }

  private static void collect(@Nullable Object node, String type, List<Map<?, ?>> found) {
    if (node instanceof List<?> list) {
      list.forEach(child -> collect(child, type, found));
    } else if (node instanceof Map<?, ?> map) {
      if (map.get(type) instanceof Map<?, ?> processor) {
        found.add(processor);
      }
      map.values().forEach(child -> collect(child, type, found));
    }
  }
}
