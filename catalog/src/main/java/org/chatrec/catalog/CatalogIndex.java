package org.chatrec.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatrec.embedding.ModelInfo;
import org.jspecify.annotations.Nullable;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.transport.client.Client;

/** Checks that an index has what a catalogue declares. */
final class CatalogIndex {

  private static final Set<String> NUMERIC =
      Set.of(
          "byte",
          "short",
          "integer",
          "long",
          "half_float",
          "float",
          "double",
          "scaled_float",
          "unsigned_long");
  private static final TimeValue TIMEOUT = TimeValue.timeValueSeconds(30);

  private final Client client;

  CatalogIndex(Client client) {
    this.client = client;
  }

  /**
   * Throws an {@link IllegalArgumentException} that names everything the index lacks.
   *
   * @return the fields that it has
   */
  Set<String> check(Catalog catalog, ModelInfo model) {
    Map<String, Map<String, Object>> fields =
        IndexFields.of(
            catalog.index(),
            request -> client.admin().indices().getMappings(request).actionGet(TIMEOUT));
    check(catalog, model, fields);
    return fields.keySet();
  }

  static void check(Catalog catalog, ModelInfo model, Map<String, Map<String, Object>> fields) {
    if (model.dimension() == 0) {
      throw new IllegalArgumentException(
          "[model] [" + model.name() + "] is a cross-encoder and makes no vectors");
    }
    List<String> missing = new ArrayList<>();
    require(missing, fields, "title_field", List.of(catalog.titleField()));
    require(missing, fields, "text_fields", catalog.plainTextFields());
    require(missing, fields, "filter_fields", catalog.filterFields());
    requireVector(missing, fields, catalog.vectorField(), model);
    requireFamily(missing, fields, catalog.roles().variantOf());
    if (catalog.popularityField() != null) {
      Map<String, Object> field = fields.get(catalog.popularityField());
      if (field == null || !NUMERIC.contains(String.valueOf(field.get("type")))) {
        missing.add("[popularity_field] " + catalog.popularityField() + " as a numeric field");
      }
    }
    if (catalog.collaborativeField() != null
        && !"knn_vector".equals(type(fields, catalog.collaborativeField()))) {
      missing.add("[collaborative_field] " + catalog.collaborativeField() + " as a knn_vector");
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "index [" + catalog.index() + "] lacks: " + String.join("; ", missing));
    }
  }

  private static void require(
      List<String> missing,
      Map<String, Map<String, Object>> fields,
      String setting,
      List<String> names) {
    for (String name : names) {
      if (!fields.containsKey(name)) {
        missing.add("[" + setting + "] " + name);
      }
    }
  }

  private static void requireVector(
      List<String> missing, Map<String, Map<String, Object>> fields, String name, ModelInfo model) {
    Map<String, Object> field = fields.get(name);
    if (field == null
        || !"knn_vector".equals(field.get("type"))
        || !(field.get("dimension") instanceof Number dimension)
        || dimension.intValue() != model.dimension()) {
      missing.add(
          "[vector_field] "
              + name
              + " as a knn_vector of dimension "
              + model.dimension()
              + " (model "
              + model.name()
              + ")");
    }
  }

  private static void requireFamily(
      List<String> missing, Map<String, Map<String, Object>> fields, @Nullable String name) {
    if (name == null) {
      return;
    }
    String type = String.valueOf(type(fields, name));
    if (!type.equals("keyword") && !NUMERIC.contains(type)) {
      missing.add("[fields." + name + "] (role variant_of) as a keyword or numeric field");
    }
  }

  private static @Nullable Object type(Map<String, Map<String, Object>> fields, String name) {
    Map<String, Object> field = fields.get(name);
    return field == null ? null : field.get("type");
  }
}
