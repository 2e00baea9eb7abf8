package org.chatrec.catalog.check;

import java.util.List;
import java.util.Map;
import org.chatrec.catalog.IndexFields;
import org.jspecify.annotations.Nullable;
import org.opensearch.common.regex.Regex;
import org.opensearch.common.settings.Settings;

/**
 * One index as it is.
 *
 * @param mapping as JSON
 * @param fields the mapping's fields by path
 */
record IndexShape(
    String name,
    boolean open,
    Settings settings,
    Map<String, Object> mapping,
    Map<String, Map<String, Object>> fields) {

  /** Where it is true, every search is refused. */
  static final String READ_BLOCK = "index.blocks.read";

  private static final String KNN = "index.knn";

  static IndexShape of(String name, boolean open, Settings settings, Map<String, Object> mapping) {
    return new IndexShape(name, open, settings, mapping, IndexFields.flatten(mapping));
  }

  boolean knn() {
    return isTrue(KNN);
  }

  boolean isReadable() {
    return open && !isTrue(READ_BLOCK);
  }

  boolean isTrue(String setting) {
    return settings.getAsBoolean(setting, false);
  }

  boolean keepsSource() {
    return !Boolean.FALSE.equals(flag(source().get("enabled")));
  }

  /** Whether a field's values are in the stored document. */
  boolean keepsInSource(String field) {
    List<String> includes = names(source().get("includes"));
    List<String> excludes = names(source().get("excludes"));
    return (includes.isEmpty() || matches(includes, field)) && !matches(excludes, field);
  }

  private static boolean matches(List<String> patterns, String field) {
    return patterns.stream()
        .anyMatch(pattern -> Regex.simpleMatch(pattern, field) || field.startsWith(pattern + "."));
  }

  private static List<String> names(@Nullable Object value) {
    return value instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }

  private Map<?, ?> source() {
    return mapping.get("_source") instanceof Map<?, ?> map ? map : Map.of();
  }

  private static @Nullable Object flag(@Nullable Object value) {
    return "false".equals(value) ? Boolean.FALSE : value;
  }

  boolean requiresRouting() {
    return mapping.get("_routing") instanceof Map<?, ?> routing
        && String.valueOf(routing.get("required")).equals("true");
  }

  boolean has(String field) {
    return fields.containsKey(field);
  }

  /** A field's type; {@code object} where it has fields of its own; empty where it is not there. */
  String type(String field) {
    Map<String, Object> definition = fields.get(field);
    return definition == null ? "" : String.valueOf(definition.getOrDefault("type", "object"));
  }

  /** The type of what a field alias stands for, else of the field. */
  String resolvedType(String field) {
    return type(resolved(field));
  }

  String resolved(String field) {
    Map<String, Object> definition = fields.get(field);
    return definition != null && "alias".equals(definition.get("type"))
        ? String.valueOf(definition.get("path"))
        : field;
  }

  @Nullable Object option(String field, String option) {
    Map<String, Object> definition = fields.get(field);
    return definition == null ? null : definition.get(option);
  }

  boolean isOff(String field, String option) {
    return Boolean.FALSE.equals(flag(option(resolved(field), option)));
  }

  /** {@code title.keyword}: of the mapping, but in no document. */
  boolean isMulti(String field) {
    int dot = field.lastIndexOf('.');
    return dot > 0 && option(field.substring(0, dot), "fields") instanceof Map<?, ?>;
  }

  /** The fields whose values are copied to a field, which no document has itself. */
  List<String> copiedFrom(String field) {
    return IndexFields.copiedFrom(fields, field);
  }

  /** The fields with values of their own in documents. */
  List<String> inDocuments() {
    return fields.keySet().stream()
        .filter(field -> !List.of("object", "nested", "alias").contains(type(field)))
        .filter(field -> !isMulti(field) && copiedFrom(field).isEmpty())
        .toList();
  }

  /** The flat object that a name leads into, or null. */
  @Nullable String flatObject(String field) {
    for (int dot = field.lastIndexOf('.'); dot > 0; dot = field.lastIndexOf('.', dot - 1)) {
      if (type(field.substring(0, dot)).equals("flat_object")) {
        return field.substring(0, dot);
      }
    }
    return null;
  }

  @Nullable String nestedPath(String field) {
    return IndexFields.nestedPath(fields, field);
  }
}
