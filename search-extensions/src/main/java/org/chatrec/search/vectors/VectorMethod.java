package org.chatrec.search.vectors;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code method} of a field's mapping: as k-NN writes it, as far as Lucene alone can do it. */
final class VectorMethod {

  private static final Set<String> KNOWN = Set.of("name", "engine", "space_type");

  private VectorMethod() {}

  /**
   * Refuses what needs k-NN.
   *
   * @throws IllegalArgumentException naming the field and what cannot be done
   */
  static Map<String, Object> checked(String field, @Nullable Object method) {
    if (!(method instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("[method] of field [" + field + "] must be an object");
    }
    require(field, "name", map.get("name"), "hnsw");
    require(field, "engine", map.get("engine"), "lucene");
    for (Object key : map.keySet()) {
      if (!KNOWN.contains(key)) {
        throw new IllegalArgumentException(
            "[method." + key + "] of field [" + field + "] needs the k-NN plugin");
      }
    }
    @SuppressWarnings("unchecked") // JSON object keys are strings
    Map<String, Object> known = (Map<String, Object>) map;
    return known;
  }

  private static void require(String field, String key, @Nullable Object value, String only) {
    if (!only.equals(value)) {
      throw new IllegalArgumentException(
          "[method."
              + key
              + "] of field ["
              + field
              + "] must be ["
              + only
              + "] without the k-NN plugin, but was ["
              + value
              + "]");
    }
  }

  /** How vectors are compared; said by the field or by its method, not differently by both. */
  static VectorSpace space(String field, Map<String, Object> method, @Nullable String own) {
    Object methods = method.get("space_type");
    if (own != null && methods != null && !own.equals(methods)) {
      throw new IllegalArgumentException(
          "[space_type] of field [" + field + "] is another than that of its [method]");
    }
    Object said = own == null ? methods : own;
    return said == null ? VectorSpace.L2 : VectorSpace.of(field, said);
  }
}
