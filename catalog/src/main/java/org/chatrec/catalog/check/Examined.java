package org.chatrec.catalog.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.chatrec.catalog.Catalog;
import org.chatrec.embedding.ModelInfo;
import org.jspecify.annotations.Nullable;
import org.opensearch.index.query.QueryBuilder;

/**
 * What is to be checked: a declaration and the index that it names.
 *
 * @param before the same catalogue as it was declared until now, or null
 * @param body of the declaration, to say how it could be
 * @param others that are declared
 * @param learned fields of the index that training is known to write
 * @param fresh whether the index is yet to be made, and so has no documents and no pipelines
 * @param count how many documents match, as the caller
 */
record Examined(
    Catalog catalog,
    @Nullable Catalog before,
    Map<String, Object> body,
    ModelInfo model,
    IndexPicture picture,
    List<Catalog> others,
    java.util.Set<String> learned,
    boolean fresh,
    ToLongFunction<QueryBuilder> count) {

  /** The same declaration with other settings. */
  Call declare(Map<String, Object> changes) {
    Map<String, Object> changed = new LinkedHashMap<>(body);
    changed.putAll(changes);
    return Call.declaration(catalog.name(), changed);
  }

  /** Adds a field to the mapping of all indices. */
  Call map(String field, Map<String, Object> definition) {
    return Call.mapping(picture.name(), Map.of(field, definition));
  }

  /** A new index with the same fields, and the catalogue over it; then it is filled. */
  Call[] anew() {
    String index = picture.name() + "-items";
    Map<String, Object> properties = new LinkedHashMap<>(picture.properties());
    properties.remove(catalog.vectorField());
    properties.remove(catalog.vectorField() + "_meta");
    catalog.learnedFields().forEach(properties::remove);
    Call create = declare(Map.of("index", index, "create", Map.of("properties", properties)));
    Call fill =
        Call.post(
            "/_reindex?refresh=true",
            Map.of(
                "source",
                Map.of(
                    "index",
                    picture.name(),
                    "_source",
                    Map.of("excludes", List.of(catalog.vectorField() + "*"))),
                "dest",
                Map.of("index", index)));
    return new Call[] {create, fill};
  }
}
