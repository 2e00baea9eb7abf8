package org.chatrec.catalog.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.xcontent.ToXContent;
import org.opensearch.core.xcontent.XContentBuilder;

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

  private static final List<String> KEPT =
      List.of(
          "index.analysis.",
          "index.similarity.",
          "index.mapping.",
          "index.number_of_shards",
          "index.number_of_replicas");

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

  /** What the fields of an index like them need of its settings, and how it is spread. */
  Map<String, Object> settings() {
    Map<String, Object> settings = new TreeMap<>();
    indices.forEach(index -> settings.putAll(flat(index.settings().filter(IndexPicture::isKept))));
    return settings;
  }

  private static boolean isKept(String key) {
    return KEPT.stream().anyMatch(key::startsWith);
  }

  /** By their full names, lists as lists: nothing else of the host tells them from texts. */
  private static Map<String, Object> flat(Settings settings) {
    try (XContentBuilder json = XContentFactory.jsonBuilder().startObject()) {
      settings.toXContent(json, new ToXContent.MapParams(Map.of("flat_settings", "true")));
      return XContentHelper.convertToMap(
              BytesReference.bytes(json.endObject()), false, XContentType.JSON)
          .v2();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
