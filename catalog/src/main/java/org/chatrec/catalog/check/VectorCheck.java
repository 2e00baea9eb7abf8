package org.chatrec.catalog.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatrec.catalog.VectorFieldMapping;
import org.chatrec.embedding.FieldModels;
import org.jspecify.annotations.Nullable;

/** The vectors: an index that finds neighbours, and a field that takes the model's vectors. */
final class VectorCheck implements Check {

  static final String FIELD = "vector_field";
  private static final Set<String> SPACES = Set.of("cosinesimil", "innerproduct", "l2");

  private final FieldModels models;

  /**
   * @param models knows whose vectors a field holds
   */
  VectorCheck(FieldModels models) {
    this.models = models;
  }

  @Override
  public List<Finding> of(Examined examined) {
    List<Finding> found = new ArrayList<>();
    for (IndexShape index : examined.picture().indices()) {
      if (!index.knn()) {
        found.add(
            Finding.error(
                "index.knn",
                "of index ["
                    + index.name()
                    + "] is not true, and it can be set only when an index is made",
                examined.anew()));
      }
      Finding field = field(examined, index);
      if (field != null) {
        found.add(field);
      }
    }
    return found;
  }

  private @Nullable Finding field(Examined examined, IndexShape index) {
    String name = examined.catalog().vectorField();
    String type = index.type(name);
    if (type.isEmpty()) {
      return Finding.error(FIELD, lacks(examined, index, ""), map(examined, name));
    }
    if (type.equals("alias")) {
      String path = index.resolved(name);
      return Finding.error(
          FIELD,
          name
              + " of index ["
              + index.name()
              + "] is an alias; name the field itself, ["
              + path
              + "]",
          examined.declare(Map.of(FIELD, path)));
    }
    String wrong = wrong(examined, index, name, type);
    if (!wrong.isEmpty()) {
      return elsewhere(examined, lacks(examined, index, ": it is " + wrong));
    }
    try {
      models.require(examined.model(), name, index.name());
      return null;
    } catch (IllegalArgumentException e) {
      return elsewhere(examined, String.valueOf(e.getMessage()));
    }
  }

  /** Vectors of another field, since this one cannot be changed. */
  static Finding elsewhere(Examined examined, String reason) {
    String other = other(examined, examined.catalog().vectorField());
    return Finding.error(
        FIELD, reason, map(examined, other), examined.declare(Map.of(FIELD, other)));
  }

  private static String lacks(Examined examined, IndexShape index, String but) {
    return examined.catalog().vectorField()
        + " of index ["
        + index.name()
        + "] as a knn_vector of dimension "
        + examined.model().dimension()
        + " (model "
        + examined.model().name()
        + ")"
        + but;
  }

  private static String wrong(Examined examined, IndexShape index, String name, String type) {
    if (!type.equals("knn_vector")) {
      return "of type " + type;
    }
    if (index.nestedPath(name) != null) {
      return "in a nested object, whose vectors are not the item's";
    }
    Object dimension = index.option(name, "dimension");
    if (!(dimension instanceof Number number)
        || number.intValue() != examined.model().dimension()) {
      return "of dimension " + dimension;
    }
    Object data = index.option(name, "data_type");
    if (data != null && !data.toString().equalsIgnoreCase("float")) {
      return "of data_type " + data + ", not float";
    }
    String space = space(index, name);
    return space == null || SPACES.contains(space) ? "" : "of space_type " + space;
  }

  private static @Nullable String space(IndexShape index, String name) {
    Object own = index.option(name, "space_type");
    Object method =
        index.option(name, "method") instanceof Map<?, ?> map ? map.get("space_type") : null;
    Object space = own == null ? method : own;
    return space == null ? null : space.toString();
  }

  private static String other(Examined examined, String name) {
    String dimensioned = name + "_" + examined.model().dimension();
    boolean taken = examined.picture().indices().stream().anyMatch(index -> index.has(dimensioned));
    String free = taken ? dimensioned + "_" + examined.catalog().name() : dimensioned;
    return free.replace('.', '_');
  }

  private static Call map(Examined examined, String field) {
    return examined.map(field, VectorFieldMapping.of(examined.model().dimension()));
  }
}
