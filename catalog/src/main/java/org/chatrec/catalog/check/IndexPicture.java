package org.chatrec.catalog.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a catalogue's name stands for, and all that is to be known of it.
 *
 * @param name as it is declared
 * @param indices that it stands for; never none
 * @param writeIndex that is written to by this name, or null where nothing can be
 * @param filtered whether an alias lets only a part of the documents through
 * @param ingest pipelines of the cluster, by id
 * @param search pipelines of the cluster, by id
 */
record IndexPicture(
    String name,
    Kind kind,
    List<IndexShape> indices,
    @Nullable String writeIndex,
    boolean filtered,
    Map<String, Map<String, Object>> ingest,
    Map<String, Map<String, Object>> search) {

  enum Kind {
    INDEX,
    ALIAS,
    DATA_STREAM
  }

  boolean isOne() {
    return indices.size() == 1;
  }

  /** The indices' own names. */
  List<String> names() {
    return indices.stream().map(IndexShape::name).sorted().toList();
  }

  /** All properties of all mappings, to make an index like them of. */
  Map<String, Object> properties() {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (IndexShape index : indices) {
      if (index.mapping().get("properties") instanceof Map<?, ?> own) {
        new TreeMap<>(own)
            .forEach((field, definition) -> properties.put(field.toString(), definition));
      }
    }
    return properties;
  }
}
