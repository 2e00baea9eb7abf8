package org.chatrec.catalog;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.admin.indices.mapping.get.GetMappingsRequest;
import org.opensearch.action.admin.indices.mapping.get.GetMappingsResponse;
import org.opensearch.cluster.metadata.MappingMetadata;

/** The fields of an index with their definitions, from its mapping. */
public final class IndexFields {

  private IndexFields() {}

  /**
   * Field definitions by full path, multi-fields included; of all indices behind an alias together.
   */
  public static Map<String, Map<String, Object>> of(
      String index, Function<GetMappingsRequest, GetMappingsResponse> client) {
    Map<String, MappingMetadata> mappings =
        client.apply(new GetMappingsRequest().indices(index)).mappings();
    Map<String, Map<String, Object>> fields = new HashMap<>();
    for (MappingMetadata mapping : mappings.values()) {
      fields.putAll(flatten(mapping.sourceAsMap()));
    }
    return fields;
  }

  /** Field definitions by full path of one mapping. */
  public static Map<String, Map<String, Object>> flatten(Map<String, Object> mapping) {
    Map<String, Map<String, Object>> fields = new LinkedHashMap<>();
    flatten("", mapping, "properties", fields);
    return fields;
  }

  /** The innermost nested object that a field is in, or null. */
  public static @Nullable String nestedPath(Map<String, Map<String, Object>> fields, String field) {
    for (int dot = field.lastIndexOf('.'); dot > 0; dot = field.lastIndexOf('.', dot - 1)) {
      Map<String, Object> parent = fields.get(field.substring(0, dot));
      if (parent != null && "nested".equals(parent.get("type"))) {
        return field.substring(0, dot);
      }
    }
    return null;
  }

  /** The fields whose values the mapping copies to a field ({@code copy_to}), in its order. */
  public static List<String> copiedFrom(Map<String, Map<String, Object>> fields, String field) {
    return fields.entrySet().stream()
        .filter(entry -> copiesTo(entry.getValue().get("copy_to"), field))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean copiesTo(@Nullable Object targets, String field) {
    return targets instanceof List<?> list ? list.contains(field) : field.equals(targets);
  }

  @SuppressWarnings("unchecked") // a mapping is made of objects with string keys
  private static void flatten(
      String prefix,
      Map<String, Object> parent,
      String key,
      Map<String, Map<String, Object>> into) {
    if (!(parent.get(key) instanceof Map<?, ?> children)) {
      return;
    }
    children.forEach(
        (name, definition) -> {
          if (definition instanceof Map<?, ?> map) {
            Map<String, Object> field = (Map<String, Object>) map;
            into.put(prefix + name, field);
            flatten(prefix + name + ".", field, "properties", into);
            flatten(prefix + name + ".", field, "fields", into);
          }
        });
  }
}
