package org.chatrec.catalog.sample;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a sample: what it is of, and which document holds it.
 *
 * @param version a hash of what the sample holds; the key of its document and of caches
 * @param index that was drawn from
 * @param vectorField whose vectors it holds
 * @param collaborativeField whose vectors it holds, null if there is none
 * @param generation of the training that these are of; 0 for none
 * @param count how many items with a vector the index had
 */
record SampleHead(
    String version,
    String index,
    String vectorField,
    @Nullable String collaborativeField,
    long generation,
    long count) {

  /** Raised when what is stored changes in a way that older code would misread. */
  static final int FORMAT = 1;

  /** A catalogue that has grown by this factor, or shrunk by it, is drawn from anew. */
  private static final double GROWN = 1.2;

  /**
   * Whether the vectors may be compared with those of a catalogue's items and people.
   *
   * @param trained the training whose vectors are in use; 0 where none are compared
   */
  boolean isOf(Catalog catalog, long trained) {
    boolean sameField =
        catalog.collaborativeField() == null
            ? collaborativeField == null
            : catalog.collaborativeField().equals(collaborativeField);
    return index.equals(catalog.index())
        && vectorField.equals(catalog.vectorField())
        && sameField
        && (trained == 0 || generation == trained);
  }

  /**
   * Whether the sample still stands for so many items.
   *
   * @param most items that a sample has; of fewer it has all, and every one more is missing
   */
  boolean standsFor(long items, int most) {
    return count <= most && items <= most
        ? items == count
        : items <= count * GROWN && items * GROWN >= count;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("format", FORMAT);
    map.put("version", version);
    map.put("index", index);
    map.put("vector_field", vectorField);
    if (collaborativeField != null) {
      map.put("collaborative_field", collaborativeField);
    }
    map.put("generation", generation);
    map.put("count", count);
    return map;
  }

  /** Null for what was written by a version of the plugin that this one cannot read. */
  static @Nullable SampleHead of(@Nullable Map<String, Object> map) {
    if (map == null || !(map.get("format") instanceof Integer format) || format != FORMAT) {
      return null;
    }
    return new SampleHead(
        (String) map.get("version"),
        (String) map.get("index"),
        (String) map.get("vector_field"),
        (String) map.get("collaborative_field"),
        ((Number) map.get("generation")).longValue(),
        ((Number) map.get("count")).longValue());
  }
}
