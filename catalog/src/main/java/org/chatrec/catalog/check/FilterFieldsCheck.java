package org.chatrec.catalog.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Fields that are filtered, counted and sorted by: values as they are, and not words. */
final class FilterFieldsCheck implements Check {

  private static final String SETTING = "filter_fields";
  private static final Set<String> VALUES =
      Set.of(
          "keyword",
          "constant_keyword",
          "wildcard",
          "boolean",
          "date",
          "date_nanos",
          "byte",
          "short",
          "integer",
          "long",
          "unsigned_long",
          "half_float",
          "float",
          "double",
          "scaled_float");

  @Override
  public List<Finding> of(Examined examined) {
    List<Finding> found = new ArrayList<>();
    for (IndexShape index : examined.picture().indices()) {
      for (String field : examined.catalog().filterFields()) {
        reason(index, field)
            .map(reason -> Finding.error(SETTING, reason, mend(examined, index, field)))
            .ifPresent(found::add);
      }
      family(examined, index).ifPresent(found::add);
    }
    return found;
  }

  private static Optional<String> reason(IndexShape index, String field) {
    String type = index.resolvedType(field);
    String named = field + " of index [" + index.name() + "]";
    if (type.isEmpty()) {
      return Optional.of(named + " is not there");
    }
    if (!VALUES.contains(type)) {
      return Optional.of(
          named
              + " is of type "
              + type
              + (type.equals("text")
                  ? ", which is analysed into words: filters need values"
                  : ", which has no values to filter by"));
    }
    return index.isOff(field, "doc_values")
        ? Optional.of(named + " has no doc values, so that its values cannot be counted")
        : Optional.empty();
  }

  private static Call[] mend(Examined examined, IndexShape index, String field) {
    List<String> declared = examined.catalog().filterFields();
    Optional<String> beside =
        List.of(field + ".keyword", field + ".raw").stream()
            .filter(other -> reason(index, other).isEmpty())
            .findFirst()
            .or(() -> below(index, field));
    if (beside.isPresent()) {
      return new Call[] {
        examined.declare(Map.of(SETTING, replaced(declared, field, beside.get())))
      };
    }
    Object definition = index.fields().get(field);
    if (definition instanceof Map<?, ?> map
        && map.containsKey("type")
        && !map.get("type").equals("nested")
        && !map.get("type").equals("knn_vector")
        && !map.get("type").equals("alias")) {
      return values(examined, field, map);
    }
    return new Call[] {
      examined.declare(
          Map.of(SETTING, declared.stream().filter(other -> !other.equals(field)).toList()))
    };
  }

  /** A field of its own for the values, filled from the documents. */
  private static Call[] values(Examined examined, String field, Map<?, ?> definition) {
    Map<String, Object> with = new java.util.LinkedHashMap<>();
    definition.forEach((option, value) -> with.put(option.toString(), value));
    Map<String, Object> fields = new java.util.LinkedHashMap<>();
    if (with.get("fields") instanceof Map<?, ?> there) {
      there.forEach((name, value) -> fields.put(name.toString(), value));
    }
    fields.put("values", Map.of("type", "keyword", "ignore_above", 256));
    with.put("fields", fields);
    return new Call[] {
      examined.map(field, with),
      Call.post(
          "/" + examined.picture().name() + "/_update_by_query?conflicts=proceed&refresh=true",
          Map.of()),
      examined.declare(
          Map.of(SETTING, replaced(examined.catalog().filterFields(), field, field + ".values")))
    };
  }

  /** Of an object, its first field with values. */
  private static Optional<String> below(IndexShape index, String field) {
    return index.fields().keySet().stream()
        .filter(other -> other.startsWith(field + "."))
        .filter(other -> reason(index, other).isEmpty())
        .sorted()
        .findFirst();
  }

  private static List<String> replaced(List<String> fields, String old, String other) {
    return fields.stream().map(field -> field.equals(old) ? other : field).distinct().toList();
  }

  private static Optional<Finding> family(Examined examined, IndexShape index) {
    String field = examined.catalog().roles().variantOf();
    if (field == null || reason(index, field).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.error(
            "fields." + field,
            "(role variant_of) as a keyword or numeric field: " + reason(index, field).orElse(""),
            examined.map(field + "_id", Map.of("type", "keyword"))));
  }
}
