package org.chatrec.catalog.models;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.chatrec.embedding.FieldModels;
import org.chatrec.embedding.ModelInfo;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.support.IndicesOptions;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.metadata.IndexAbstraction;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.metadata.MappingMetadata;
import org.opensearch.core.index.Index;

/**
 * Reads from the mappings which model's vectors a field holds, and has it written there where it is
 * missing. A mapping travels with its index through restarts, snapshots and every node, and costs a
 * look into the cluster state; it is parsed once per version.
 */
public final class MappedModels implements FieldModels {

  /** Forgotten all at once; what is still in use is parsed again. */
  private static final int MOST_MAPPINGS = 1_000;

  private final Supplier<ClusterState> cluster;
  private final IndexNameExpressionResolver names;
  private final ModelRecorder recorder;
  private final Map<String, Parsed> parsed = new ConcurrentHashMap<>();

  private record Parsed(MappingMetadata from, VectorMapping mapping) {}

  /**
   * @param cluster the state as this node knows it
   * @param recorder writes what is missing
   */
  public MappedModels(
      Supplier<ClusterState> cluster, IndexNameExpressionResolver names, ModelRecorder recorder) {
    this.cluster = cluster;
    this.names = names;
    this.recorder = recorder;
  }

  /**
   * The {@code _meta} of the mapping of an index that is made for a model's vectors.
   *
   * @param learned fields that training writes
   */
  public static Map<String, Object> meta(
      String field, ModelInfo model, Collection<String> learned) {
    return VectorMapping.withLearned(
        VectorMapping.merged(Map.of(), field, model.fingerprint()), learned);
  }

  /**
   * The {@code _meta} of an index as it is, with a model's field and with fields that training
   * writes.
   *
   * @return empty where all of it is there already
   */
  public Optional<Map<String, Object>> missing(
      String index, String field, ModelInfo model, Collection<String> learned) {
    IndexMetadata there = written(index);
    Map<String, Object> now = there == null ? Map.of() : mapping(there).meta();
    Map<String, Object> wanted =
        VectorMapping.withLearned(VectorMapping.merged(now, field, model.fingerprint()), learned);
    return wanted.equals(now) ? Optional.empty() : Optional.of(wanted);
  }

  /**
   * The fields that training writes.
   *
   * @param index name of an index, or of an alias that is written through
   * @return empty where no catalogue was declared over the index
   */
  public Optional<Set<String>> learned(String index) {
    IndexMetadata there = written(index);
    return there == null ? Optional.empty() : Optional.ofNullable(mapping(there).learned());
  }

  /** The index that a name is written to: that of an alias, or the name itself. */
  public String writtenTo(String name) {
    IndexMetadata there = written(name);
    return there == null ? name : there.getIndex().getName();
  }

  @Override
  public void require(ModelInfo model, String field, String... indices) {
    ClusterState state = cluster.get();
    for (Index index : names.concreteIndices(state, IndicesOptions.lenientExpandOpen(), indices)) {
      IndexMetadata there = state.metadata().index(index);
      if (there != null) {
        mapping(there).require(model, field);
      }
    }
  }

  @Override
  public boolean holds(ModelInfo model, String field, String index) {
    IndexMetadata there = written(index);
    return there != null && mapping(there).model(field).equals(Optional.of(model.fingerprint()));
  }

  @Override
  public CompletionStage<@Nullable Void> claim(ModelInfo model, String field, String index) {
    IndexMetadata there = written(index);
    if (there == null) {
      return CompletableFuture.completedFuture(null);
    }
    VectorMapping mapping = mapping(there);
    try {
      mapping.require(model, field);
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(e);
    }
    return mapping.model(field).isPresent()
        ? CompletableFuture.completedFuture(null)
        : recorder.record(mapping, model, field);
  }

  private @Nullable IndexMetadata written(String name) {
    IndexAbstraction found = cluster.get().metadata().getIndicesLookup().get(name);
    return found == null ? null : found.getWriteIndex();
  }

  private VectorMapping mapping(IndexMetadata index) {
    MappingMetadata now = index.mapping();
    if (now == null) {
      return new VectorMapping(index.getIndex().getName(), Map.of());
    }
    Parsed known = parsed.get(index.getIndexUUID());
    // the state keeps the object as long as the mapping does not change
    if (known != null && known.from() == now) {
      return known.mapping();
    }
    if (parsed.size() >= MOST_MAPPINGS) {
      parsed.clear();
    }
    VectorMapping mapping = new VectorMapping(index.getIndex().getName(), now.sourceAsMap());
    parsed.put(index.getIndexUUID(), new Parsed(now, mapping));
    return mapping;
  }
}
