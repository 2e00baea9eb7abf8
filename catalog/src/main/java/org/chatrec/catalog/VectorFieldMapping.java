package org.chatrec.catalog;

import java.util.Map;

/** How a vector field is mapped. */
public final class VectorFieldMapping {

  /**
   * 127 factors, and one coordinate that makes cosines order as dot products do; a multiple of what
   * a core multiplies at once.
   */
  public static final int COLLABORATIVE_DIMENSION = 128;

  private VectorFieldMapping() {}

  /**
   * The lucene engine is part of every k-NN build; vectors have unit length, so cosine is what k-NN
   * measures.
   */
  public static Map<String, Object> of(int dimension) {
    return Map.of(
        "type",
        "knn_vector",
        "dimension",
        dimension,
        "method",
        Map.of("name", "hnsw", "engine", "lucene", "space_type", "cosinesimil"));
  }

  /** What stands beside a content vector: of which text and model it is. */
  public static Map<String, Object> meta() {
    return Map.of(
        "properties",
        Map.of(
            "model", Map.of("type", "keyword"),
            "text_hash", Map.of("type", "keyword", "index", false),
            "tokens", Map.of("type", "integer"),
            "truncated", Map.of("type", "boolean"),
            "device", Map.of("type", "keyword")));
  }
}
