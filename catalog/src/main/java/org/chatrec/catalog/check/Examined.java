package org.chatrec.catalog.check;

import java.util.ArrayList;
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

  /** Whether there are documents that can be counted: each index is there, open and readable. */
  boolean isCountable() {
    return !fresh && picture.indices().stream().allMatch(IndexShape::isReadable);
  }

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

  /**
   * A field of its own beside one that cannot serve, filled from the documents.
   *
   * @param definition of the field as it is
   * @param name of the field beside it
   * @param beside its definition
   * @param changes of the declaration, which name it
   */
  Call[] beside(
      String field,
      Map<String, Object> definition,
      String name,
      Map<String, Object> beside,
      Map<String, Object> changes) {
    Map<String, Object> with = new LinkedHashMap<>(definition);
    Map<String, Object> fields = new LinkedHashMap<>();
    if (with.get("fields") instanceof Map<?, ?> there) {
      there.forEach((key, value) -> fields.put(key.toString(), value));
    }
    fields.put(name, beside);
    with.put("fields", fields);
    return new Call[] {
      map(field, with),
      Call.post(
          "/" + picture.name() + "/_update_by_query?conflicts=proceed&refresh=true", Map.of()),
      declare(changes)
    };
  }

  /** A new index with the same fields, and the catalogue over it; then it is filled. */
  Call[] anew() {
    String index = picture.name() + "-items";
    Map<String, Object> properties = new LinkedHashMap<>(picture.properties());
    List<String> ours = new ArrayList<>(catalog.learnedFields());
    ours.addAll(List.of(catalog.vectorField(), catalog.vectorField() + "_meta"));
    ours.forEach(field -> without(properties, field));
    Map<String, Object> create = new LinkedHashMap<>();
    create.put("properties", properties);
    if (!picture.settings().isEmpty()) {
      create.put("settings", picture.settings());
    }
    Call made = declare(Map.of("index", index, "create", create));
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
    return new Call[] {made, fill};
  }

  @SuppressWarnings("unchecked") // a mapping is made of objects with string keys
  private static void without(Map<String, Object> properties, String field) {
    properties.remove(field);
    int dot = field.indexOf('.');
    if (dot > 0
        && properties.get(field.substring(0, dot)) instanceof Map<?, ?> object
        && object.get("properties") instanceof Map<?, ?> inner) {
      Map<String, Object> fields = new LinkedHashMap<>((Map<String, Object>) inner);
      without(fields, field.substring(dot + 1));
      Map<String, Object> rest = new LinkedHashMap<>((Map<String, Object>) object);
      rest.put("properties", fields);
      properties.put(field.substring(0, dot), rest);
    }
  }
}
