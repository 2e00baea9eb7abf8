package org.chatrec.plugin;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.IndexableField;
import org.jspecify.annotations.Nullable;
import org.opensearch.index.IndexSettings;
import org.opensearch.index.engine.Engine;
import org.opensearch.index.engine.EngineConfig;
import org.opensearch.index.engine.EngineFactory;
import org.opensearch.index.engine.InternalEngine;
import org.opensearch.index.mapper.ParseContext;

/**
 * Refuses documents with vectors that only k-NN's native libraries can store, on a node that has
 * none ({@link WithoutNativeGraphs}): of fields that are quantised ({@code mode: on_disk}), and of
 * native graphs in an index that was restored or copied with its own settings. A refused document
 * costs its writer a 400; stored, it would end the node, and end it again at each start.
 *
 * <p>It is an engine, because no earlier place can refuse one document among others: what a
 * listener of indexing throws is logged, and the document is stored.
 */
final class NativeFields implements EngineFactory {

  /** What k-NN notes in the type of a field: its engine, and how it quantises. */
  private static final String ENGINE = "engine";

  private static final String QUANTISED = "qframe_config";
  private static final String VECTOR = "knn_field";
  private static final String LUCENE = "lucene";

  private final boolean graphs;

  private NativeFields(boolean graphs) {
    this.graphs = graphs;
  }

  /** For an index with k-NN; others, and those that follow another's segments, are left alone. */
  static Optional<EngineFactory> of(IndexSettings index) {
    if (!index.getSettings().getAsBoolean(WithoutNativeGraphs.KNN, false)
        || index.isSegRepEnabledOrRemoteNode()
        || index.isRemoteSnapshot()) {
      return Optional.empty();
    }
    String threshold = index.getSettings().get(WithoutNativeGraphs.THRESHOLD);
    return Optional.of(new NativeFields(!WithoutNativeGraphs.NEVER.equals(threshold)));
  }

  @Override
  public Engine newReadWriteEngine(EngineConfig config) {
    return new InternalEngine(config) {
      @Override
      public IndexResult index(Index operation) throws IOException {
        String field = unstorable(operation.docs());
        return field == null
            ? super.index(operation)
            : new IndexResult(
                WithoutNativeGraphs.refusal("vectors of field [" + field + "] cannot be stored"),
                operation.version());
      }
    };
  }

  private @Nullable String unstorable(List<ParseContext.Document> documents) {
    for (ParseContext.Document document : documents) {
      for (IndexableField field : document) {
        if (needsLibraries(field)) {
          return field.name();
        }
      }
    }
    return null;
  }

  private boolean needsLibraries(IndexableField field) {
    Map<String, String> notes = field.fieldType().getAttributes();
    if (notes == null || !notes.containsKey(VECTOR)) {
      return false;
    }
    boolean graph = graphs && notes.containsKey(ENGINE) && !LUCENE.equals(notes.get(ENGINE));
    return graph || notes.containsKey(QUANTISED);
  }
}
