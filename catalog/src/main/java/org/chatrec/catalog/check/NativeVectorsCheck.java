package org.chatrec.catalog.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.jspecify.annotations.Nullable;

/**
 * Vector fields that take k-NN's native libraries, on a node that has none: their mapping is
 * accepted by k-NN, and every document with a vector is refused.
 */
final class NativeVectorsCheck implements Check {

  private static final String THRESHOLD = "index.knn.advanced.approximate_threshold";
  private static final String NO_GRAPH = "-1";
  private static final String LUCENE = "lucene";

  private final boolean libraries;

  /**
   * @param libraries whether k-NN has them on this node
   */
  NativeVectorsCheck(boolean libraries) {
    this.libraries = libraries;
  }

  @Override
  public List<Finding> of(Examined examined) {
    List<Finding> found = new ArrayList<>();
    if (libraries) {
      return found;
    }
    Catalog catalog = examined.catalog();
    for (IndexShape index : examined.picture().indices()) {
      String vector = reason(examined, index, catalog.vectorField());
      if (vector != null) {
        found.add(VectorCheck.elsewhere(examined, vector));
      }
      String learned = catalog.collaborativeField();
      String factors = learned == null ? null : reason(examined, index, learned);
      if (learned != null && factors != null) {
        String setting = LearnedFieldsCheck.COLLABORATIVE;
        found.add(
            Finding.error(
                setting, factors, LearnedFieldsCheck.elsewhere(examined, setting, learned)));
      }
    }
    return found;
  }

  private static @Nullable String reason(Examined examined, IndexShape index, String field) {
    String because = index.type(field).equals("knn_vector") ? needs(examined, index, field) : null;
    return because == null
        ? null
        : field
            + " of index ["
            + index.name()
            + "] has "
            + because
            + ", which takes k-NN's native libraries, and this node has none"
            + " ([chatrec.knn.native] is false); the engine lucene needs none";
  }

  /** What the mapping asks for that k-NN does in native code, whatever the threshold; or null. */
  private static @Nullable String needs(Examined examined, IndexShape index, String field) {
    if (index.option(field, "model_id") != null) {
      return "a [model_id]";
    }
    Map<?, ?> method = index.option(field, "method") instanceof Map<?, ?> map ? map : Map.of();
    String compression = String.valueOf(index.option(field, "compression_level"));
    if (isLucene(index, field, method, compression)) {
      return null;
    }
    String quantised = quantised(index, field, method, compression);
    boolean graph = !examined.fresh() && !NO_GRAPH.equals(index.settings().get(THRESHOLD));
    return quantised == null && graph
        ? "an [engine] other than lucene and a graph ([" + THRESHOLD + "] is not -1)"
        : quantised;
  }

  /** The engine may stand beside the method or in it; without one, k-NN takes lucene for 4x. */
  private static boolean isLucene(
      IndexShape index, String field, Map<?, ?> method, String compression) {
    Object within = method.get("engine");
    Object engine = within == null ? index.option(field, "engine") : within;
    return engine == null ? compression.equals("4x") : LUCENE.equalsIgnoreCase(engine.toString());
  }

  private static @Nullable String quantised(
      IndexShape index, String field, Map<?, ?> method, String compression) {
    boolean whole = compression.equals("1x");
    if (!whole && "on_disk".equalsIgnoreCase(String.valueOf(index.option(field, "mode")))) {
      return "[mode] on_disk";
    }
    if (!whole && index.option(field, "compression_level") != null) {
      return "[compression_level] " + compression;
    }
    return encoder(method) instanceof String name && !name.equals("flat") && !name.equals("sq")
        ? "[method.parameters.encoder] " + name
        : null;
  }

  private static @Nullable Object encoder(Map<?, ?> method) {
    return method.get("parameters") instanceof Map<?, ?> parameters
            && parameters.get("encoder") instanceof Map<?, ?> encoder
        ? encoder.get("name")
        : null;
  }
}
