package org.chatrec.catalog.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.VectorFieldMapping;
import org.jspecify.annotations.Nullable;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;

/**
 * The fields that training writes: they have to be there, of the right kind, and nobody else's.
 * What somebody else wrote is never overwritten.
 */
final class LearnedFieldsCheck implements Check {

  private static final String POPULARITY = "popularity_field";
  static final String COLLABORATIVE = "collaborative_field";
  private static final String DOC_VALUES = "doc_values";
  private static final Set<String> NUMERIC =
      Set.of(
          "short",
          "integer",
          "long",
          "half_float",
          "float",
          "double",
          "scaled_float",
          "unsigned_long");

  @Override
  public List<Finding> of(Examined examined) {
    List<Finding> found = new ArrayList<>();
    Catalog catalog = examined.catalog();
    if (catalog.popularityField() != null) {
      kind(examined, POPULARITY, catalog.popularityField(), found);
      foreign(
          examined,
          POPULARITY,
          catalog.popularityField(),
          QueryBuilders.existsQuery(catalog.popularityField()),
          found);
    }
    if (catalog.collaborativeField() != null) {
      kind(examined, COLLABORATIVE, catalog.collaborativeField(), found);
      foreign(examined, COLLABORATIVE, catalog.collaborativeField(), ungenerated(catalog), found);
    }
    shared(examined, found);
    return found;
  }

  private static void kind(Examined examined, String setting, String field, List<Finding> found) {
    for (IndexShape index : examined.picture().indices()) {
      String type = index.type(field);
      boolean there = isGood(index, setting, field, type);
      String wanted =
          setting.equals(POPULARITY)
              ? " as a numeric field"
              : " as a knn_vector of at least two dimensions, such as dimension "
                  + VectorFieldMapping.COLLABORATIVE_DIMENSION;
      if (!there) {
        found.add(
            Finding.error(
                setting,
                field
                    + " of index ["
                    + index.name()
                    + "]"
                    + wanted
                    + (type.isEmpty() ? "" : ": it " + but(index, field, type)),
                type.isEmpty()
                    ? new Call[] {map(examined, setting, field)}
                    : elsewhere(examined, setting, field)));
      }
    }
  }

  private static String but(IndexShape index, String field, String type) {
    return NUMERIC.contains(type) && index.isOff(field, DOC_VALUES)
        ? "has no doc values to score by"
        : "is of type " + type + (type.equals("byte") ? ", which counts to 127" : "");
  }

  private static boolean isGood(IndexShape index, String setting, String field, String type) {
    return setting.equals(POPULARITY)
        ? NUMERIC.contains(type)
            && index.nestedPath(field) == null
            && !index.isOff(field, DOC_VALUES)
        : type.equals("knn_vector")
            && index.option(field, "dimension") instanceof Number dimension
            && dimension.intValue() >= 2; // training takes as many factors as there is room for
  }

  private static void foreign(
      Examined examined, String setting, String field, QueryBuilder values, List<Finding> found) {
    if (!examined.isCountable()
        || examined.learned().contains(field)
        || isDeclared(examined.before(), examined.catalog(), field)
        || examined.picture().indices().stream().noneMatch(index -> index.has(field))
        || examined.count().applyAsLong(values) == 0) {
      return;
    }
    found.add(
        Finding.error(
            setting,
            field
                + " of index ["
                + examined.picture().name()
                + "] holds values that training did not write and would overwrite; give it a field"
                + " of its own, or leave it out",
            elsewhere(examined, setting, field)));
  }

  private static boolean isDeclared(@Nullable Catalog before, Catalog now, String field) {
    return before != null
        && before.index().equals(now.index())
        && before.learnedFields().contains(field);
  }

  /** Training writes beside each vector which generation it is of. */
  private static QueryBuilder ungenerated(Catalog catalog) {
    return QueryBuilders.boolQuery()
        .filter(QueryBuilders.existsQuery(catalog.collaborativeField()))
        .mustNot(QueryBuilders.existsQuery(catalog.generationField()));
  }

  /** Two that learn into one field overwrite each other's. */
  private static void shared(Examined examined, List<Finding> found) {
    for (Catalog other : examined.others()) {
      if (!other.name().equals(examined.catalog().name())
          && other.index().equals(examined.catalog().index())) {
        share(examined, other, POPULARITY, examined.catalog().popularityField(), found);
        share(examined, other, COLLABORATIVE, examined.catalog().collaborativeField(), found);
      }
    }
  }

  private static void share(
      Examined examined,
      Catalog other,
      String setting,
      @Nullable String field,
      List<Finding> found) {
    if (field != null
        && (Objects.equals(field, other.popularityField())
            || Objects.equals(field, other.collaborativeField()))) {
      found.add(
          Finding.error(
              setting,
              field
                  + " is written by catalogue ["
                  + other.name()
                  + "] over the same index, and each would overwrite what the other learned",
              elsewhere(examined, setting, field)));
    }
  }

  static Call[] elsewhere(Examined examined, String setting, String field) {
    String plain = field.replace('.', '_') + "_learned";
    boolean taken =
        examined.picture().indices().stream().anyMatch(index -> index.has(plain))
            || examined.others().stream().anyMatch(other -> other.learnedFields().contains(plain));
    String own = taken ? plain + "_" + examined.catalog().name() : plain;
    return new Call[] {map(examined, setting, own), examined.declare(Map.of(setting, own))};
  }

  private static Call map(Examined examined, String setting, String field) {
    return examined.map(
        field,
        setting.equals(POPULARITY)
            ? Map.of("type", "float")
            : VectorFieldMapping.of(VectorFieldMapping.COLLABORATIVE_DIMENSION));
  }
}
