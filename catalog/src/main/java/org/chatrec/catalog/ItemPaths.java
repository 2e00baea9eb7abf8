package org.chatrec.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.search.join.ScoreMode;
import org.chatrec.catalog.support.Body;
import org.jspecify.annotations.Nullable;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;

/**
 * Where a document has the values of a field that is called otherwise in the mapping: those of a
 * multi-field ({@code genres.keyword}) stand in the field itself, those of a field alias in what it
 * stands for, those of one that others are copied to in the first of these. Found in the mapping
 * when the catalogue is declared. The one place that takes values out of documents: dotted paths
 * through objects and lists of objects alike.
 *
 * @param byField the paths that differ from the field's name
 * @param nestedIn the nested objects that fields are in
 * @param types what the index takes values for
 */
public record ItemPaths(
    Map<String, String> byField, Map<String, String> nestedIn, ValueTypes types) {

  /** Name in stored declarations. */
  static final String NAME = "item_paths";

  /** Every field is called in documents as in the mapping. */
  public static final ItemPaths NONE = new ItemPaths(Map.of(), Map.of(), ValueTypes.NONE);

  /** Of those of these fields that are called otherwise. */
  public static ItemPaths of(List<String> fields, Map<String, Map<String, Object>> mapped) {
    Map<String, String> paths = new LinkedHashMap<>();
    Map<String, String> nested = new LinkedHashMap<>();
    for (String field : fields) {
      String in = IndexFields.nestedPath(mapped, field);
      if (in != null) {
        nested.put(field, in);
      }
      String path = path(field, mapped);
      if (!path.equals(field)) {
        paths.put(field, path);
      }
    }
    return new ItemPaths(paths, nested, ValueTypes.of(fields, mapped));
  }

  private static String path(String field, Map<String, Map<String, Object>> mapped) {
    Map<String, Object> definition = mapped.getOrDefault(field, Map.of());
    if ("alias".equals(definition.get("type"))) {
      return path(String.valueOf(definition.get("path")), mapped);
    }
    int dot = field.lastIndexOf('.');
    boolean multi =
        dot > 0
            && mapped.getOrDefault(field.substring(0, dot), Map.of()).get("fields")
                instanceof Map<?, ?> fields
            && fields.containsKey(field.substring(dot + 1));
    if (multi) {
      return field.substring(0, dot);
    }
    List<String> copied = IndexFields.copiedFrom(mapped, field);
    return copied.isEmpty() ? field : copied.getFirst();
  }

  static ItemPaths parse(@Nullable Map<String, Object> stored) {
    if (stored == null) {
      return NONE;
    }
    Body body = Body.of(NAME, stored);
    return new ItemPaths(
        texts(body, "in_source"), texts(body, "nested"), new ValueTypes(texts(body, "types")));
  }

  private static Map<String, String> texts(Body body, String field) {
    Map<String, Object> given = body.object(field);
    Map<String, String> texts = new LinkedHashMap<>();
    if (given != null) {
      given.forEach((key, value) -> texts.put(key, String.valueOf(value)));
    }
    return texts;
  }

  Map<String, Object> toMap() {
    return Map.of("in_source", byField, "nested", nestedIn, "types", types.byField());
  }

  /** The nested object that a field is in, or null. */
  public @Nullable String nested(String field) {
    return nestedIn.get(field);
  }

  /** A query about a field, asked of the nested objects that it is in. */
  public QueryBuilder within(String field, QueryBuilder query) {
    String path = nested(field);
    return path == null ? query : QueryBuilders.nestedQuery(path, query, ScoreMode.None);
  }

  /** Where documents have a field's values. */
  public String path(String field) {
    return byField.getOrDefault(field, field);
  }

  /** What has to be fetched of documents for these fields. */
  public List<String> paths(List<String> fields) {
    Set<String> paths = new LinkedHashSet<>();
    fields.forEach(field -> paths.add(path(field)));
    return List.copyOf(paths);
  }

  /** A field's value in a document: one, a list of several, or null where there is none. */
  public @Nullable Object value(Map<String, Object> source, String field) {
    List<Object> values = new ArrayList<>();
    collect(source, path(field).split("\\."), 0, values);
    values.replaceAll(value -> types.read(field, value));
    return switch (values.size()) {
      case 0 -> null;
      case 1 -> values.getFirst();
      default -> values;
    };
  }

  /** Puts a value where the mapping has the field: one with dots in its name is in an object. */
  @SuppressWarnings("unchecked") // this alone makes the objects on the way
  public static void put(
      Map<String, @Nullable Object> document, String field, @Nullable Object value) {
    int dot = field.indexOf('.');
    if (dot < 0) {
      document.put(field, value);
    } else {
      Object object = document.computeIfAbsent(field.substring(0, dot), name -> new HashMap<>());
      put((Map<String, @Nullable Object>) object, field.substring(dot + 1), value);
    }
  }

  /** Takes a value out of a document, and objects that have nothing else; null where none is. */
  @SuppressWarnings("unchecked") // a document is made of objects with string keys
  public static @Nullable Object take(Map<String, Object> document, String field) {
    if (document.containsKey(field)) {
      return document.remove(field);
    }
    for (int dot = field.indexOf('.'); dot > 0; dot = field.indexOf('.', dot + 1)) {
      String object = field.substring(0, dot);
      if (document.get(object) instanceof Map<?, ?> inner) {
        Map<String, Object> rest = new LinkedHashMap<>((Map<String, Object>) inner);
        Object value = take(rest, field.substring(dot + 1));
        if (value != null) {
          document.put(object, rest);
          if (rest.isEmpty()) {
            document.remove(object);
          }
          return value;
        }
      }
    }
    return null;
  }

  private static void collect(@Nullable Object node, String[] path, int from, List<Object> into) {
    if (node instanceof List<?> list) {
      list.forEach(element -> collect(element, path, from, into));
    } else if (from == path.length) {
      if (node != null) {
        into.add(node);
      }
    } else if (node instanceof Map<?, ?> map) {
      // a document may have its dots in the names of fields
      for (int to = path.length; to > from; to--) {
        String key = String.join(".", Arrays.copyOfRange(path, from, to));
        if (map.containsKey(key)) {
          collect(map.get(key), path, to, into);
          return;
        }
      }
    }
  }
}
