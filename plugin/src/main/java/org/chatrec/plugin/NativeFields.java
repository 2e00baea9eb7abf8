package org.chatrec.plugin;

import java.util.Map;
import org.apache.lucene.index.IndexableField;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.index.shard.ShardId;
import org.opensearch.index.engine.Engine;
import org.opensearch.index.mapper.ParseContext;
import org.opensearch.index.shard.IndexingOperationListener;

/**
 * Refuses documents with vectors that only k-NN's native libraries can store, on a node that has
 * none ({@link WithoutNativeGraphs}): of fields that are quantised ({@code mode: on_disk}), and of
 * native graphs in an index that was restored or copied with its own settings. A refused document
 * costs its writer a 400; stored, it would end the node, and end it again at each start.
 */
final class NativeFields implements IndexingOperationListener {

  /** What k-NN notes in the type of a field: its engine, and how it quantises. */
  private static final String ENGINE = "engine";

  private static final String QUANTISED = "qframe_config";
  private static final String VECTOR = "knn_field";
  private static final String LUCENE = "lucene";

  private final boolean graphs;

  /**
   * @param index settings of the index
   */
  NativeFields(Settings index) {
    this.graphs = !"-1".equals(index.get(WithoutNativeGraphs.THRESHOLD));
  }

  @Override
  public Engine.Index preIndex(ShardId shard, Engine.Index operation) {
    for (ParseContext.Document document : operation.docs()) {
      for (IndexableField field : document) {
        check(field);
      }
    }
    return operation;
  }

  private void check(IndexableField field) {
    Map<String, String> notes = field.fieldType().getAttributes();
    if (notes == null || !notes.containsKey(VECTOR)) {
      return;
    }
    boolean graph = graphs && notes.containsKey(ENGINE) && !LUCENE.equals(notes.get(ENGINE));
    if (graph || notes.containsKey(QUANTISED)) {
      throw WithoutNativeGraphs.refusal("vectors of field [" + field.name() + "] cannot be stored");
    }
  }
}
