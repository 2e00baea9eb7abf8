package org.chatrec.people.profile;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.ItemReader;
import org.chatrec.people.model.FoldIn;
import org.jspecify.annotations.Nullable;
import org.opensearch.common.xcontent.support.XContentMapValues;

/**
 * The vectors of items, read in one go.
 *
 * @param content by item, of those that have one
 * @param collaborative by item, of those that have one of the wanted generation
 * @param texts by item, what stands for its text, of those of which it is known
 */
record ItemVectors(
    Map<String, float[]> content, Map<String, float[]> collaborative, Map<String, String> texts) {

  static ItemVectors read(
      ItemReader items, Catalog catalog, Collection<String> ids, @Nullable FoldIn foldIn) {
    Map<String, float[]> content = new HashMap<>();
    Map<String, float[]> collaborative = new HashMap<>();
    Map<String, String> texts = new HashMap<>();
    String field = catalog.collaborativeField();
    items
        .sources(catalog.index(), ids, fields(catalog))
        .forEach(
            (id, source) -> {
              keep(content, id, catalog.value(source, catalog.vectorField()));
              String hash = TextHash.of(catalog, source);
              if (hash != null) {
                texts.put(id, TextHash.shortened(hash));
              }
              if (field != null
                  && foldIn != null
                  && generation(catalog, source) == foldIn.generation()) {
                keep(collaborative, id, catalog.value(source, field));
              }
            });
    return new ItemVectors(content, collaborative, texts);
  }

  private static List<String> fields(Catalog catalog) {
    String field = catalog.collaborativeField();
    String meta = catalog.collaborativeMetaField();
    String hash = TextHash.field(catalog);
    return field == null || meta == null
        ? List.of(catalog.vectorField(), hash)
        : List.of(catalog.vectorField(), hash, field, meta);
  }

  private static long generation(Catalog catalog, Map<String, Object> source) {
    return XContentMapValues.extractValue(
                catalog.collaborativeMetaField() + "." + Catalog.GENERATION, source)
            instanceof Number number
        ? number.longValue()
        : -1;
  }

  private static void keep(Map<String, float[]> vectors, String id, @Nullable Object value) {
    float[] vector = ItemReader.vector(value);
    if (vector.length > 0) {
      vectors.put(id, vector);
    }
  }
}
