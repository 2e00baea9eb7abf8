package org.chatrec.catalog.declare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogPipelines;
import org.chatrec.catalog.Pipelines;
import org.chatrec.embedding.LongText;
import org.jspecify.annotations.Nullable;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.metadata.IndexAbstraction;
import org.opensearch.cluster.metadata.IndexMetadata;

/**
 * How the items of a catalogue get their vectors: by the processor of a pipeline that they go
 * through, whoever wrote it, else as the catalogue says.
 *
 * @param options of the processor
 * @param pipeline that does this and nothing else; null where there is none
 */
record ItemProcessor(Map<?, ?> options, @Nullable String pipeline) {

  private static final List<String> PARTS = List.of("processors", "on_failure");

  /** What embeds a catalogue's items now. */
  static ItemProcessor of(Catalog catalog, ClusterState state) {
    IndexAbstraction there = state.metadata().getIndicesLookup().get(catalog.index());
    List<IndexMetadata> indices = there == null ? List.of() : there.getIndices();
    return of(catalog, Pipelines.ingest(state), indices);
  }

  /** The pipelines that the indices name come before the catalogue's own, which items may miss. */
  static ItemProcessor of(Catalog catalog, Pipelines all, List<IndexMetadata> indices) {
    List<String> entries = new ArrayList<>();
    indices.forEach(index -> entries.addAll(Pipelines.ofDocuments(index.getSettings())));
    entries.add(catalog.pipeline());
    for (String id : all.reached(entries)) {
      Map<String, Object> pipeline = all.byId().get(id);
      for (Map<?, ?> each : Pipelines.processors(pipeline, CatalogPipelines.EMBEDDING)) {
        if (catalog.vectorField().equals(each.get("target_field"))
            && catalog.model().equals(each.get("model"))) {
          return new ItemProcessor(each, embedsOnly(pipeline) ? id : null);
        }
      }
    }
    return new ItemProcessor(CatalogPipelines.processor(catalog), null);
  }

  private static boolean embedsOnly(Map<String, Object> pipeline) {
    return PARTS.stream()
        .map(pipeline::get)
        .allMatch(
            part ->
                part == null
                    || part instanceof List<?> processors
                        && processors.stream()
                            .allMatch(
                                processor ->
                                    processor instanceof Map<?, ?> one
                                        && one.keySet()
                                            .equals(Set.of(CatalogPipelines.EMBEDDING))));
  }

  /** A pipeline that does this and nothing else. */
  Map<String, Object> alone() {
    return Map.of("processors", List.of(Map.of(CatalogPipelines.EMBEDDING, options)));
  }

  /** The fields that are read, in their order. */
  List<String> fields(Catalog catalog) {
    return options.get("fields") instanceof List<?> fields
        ? fields.stream().map(String::valueOf).toList()
        : catalog.embedFields();
  }

  /** What becomes of a text that is longer than the model reads. */
  LongText longText() {
    Object said = options.get("long_text");
    for (LongText value : LongText.values()) {
      if (String.valueOf(said).equalsIgnoreCase(value.name())) {
        return value;
      }
    }
    return LongText.MEAN;
  }
}
