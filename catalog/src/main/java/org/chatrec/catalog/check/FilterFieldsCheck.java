package org.chatrec.catalog.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.FieldRoles;
import org.jspecify.annotations.Nullable;

/** Fields that are filtered, counted and sorted by: values as they are, and not words. */
final class FilterFieldsCheck implements Check {

  private static final String SETTING = "filter_fields";
  private static final Set<String> VALUES =
      Set.of(
          "keyword",
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

  private static final Set<String> WORDS = Set.of("keyword", "wildcard");

  /** Roles of fields that are compared as numbers. */
  private static final Set<String> AMOUNTS = Set.of("price", "duration", "rating");

  private static final String NUMBER = "number";

  /** Types that may have another field beside them. */
  private static final Set<String> HAVING_FIELDS =
      Set.of("text", "match_only_text", "search_as_you_type", "keyword", "wildcard", "ip");

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
      found.addAll(said(examined, index));
      found.addAll(amounts(examined, index));
    }
    return found;
  }

  private static Optional<String> reason(IndexShape index, String field) {
    String type = index.resolvedType(field);
    String named = field + " of index [" + index.name() + "]";
    if (type.isEmpty()) {
      String flat = index.flatObject(field);
      return Optional.of(
          named
              + (flat == null
                  ? " is not there"
                  : " is in the flat_object " + flat + ", whose values cannot be counted"));
    }
    if (!VALUES.contains(type)) {
      return Optional.of(
          named
              + " is of type "
              + type
              + (type.equals("text")
                  ? ", which is analysed into words: filters need values"
                  : type.equals("constant_keyword")
                      ? ", whose one value leaves nothing to choose"
                      : ", which has no values to filter by"));
    }
    return index.isOff(field, "doc_values")
        ? Optional.of(named + " has no doc values, so that its values cannot be counted")
        : Optional.empty();
  }

  private static Call[] mend(Examined examined, IndexShape index, String field) {
    List<String> declared = examined.catalog().filterFields();
    Optional<String> beside = keyword(index, field).or(() -> below(index, field));
    if (beside.isPresent()) {
      return new Call[] {
        examined.declare(Map.of(SETTING, replaced(declared, field, beside.get())))
      };
    }
    if (HAVING_FIELDS.contains(index.type(field))) {
      return examined.beside(
          field,
          index.fields().get(field),
          "values",
          Map.of("type", "keyword", "ignore_above", 256),
          Map.of(SETTING, replaced(declared, field, field + ".values")));
    }
    return new Call[] {
      examined.declare(
          Map.of(SETTING, declared.stream().filter(other -> !other.equals(field)).toList()))
    };
  }

  /** A field beside it with its values. */
  private static Optional<String> keyword(IndexShape index, String field) {
    return Stream.of(field + ".keyword", field + ".raw")
        .filter(other -> reason(index, other).isEmpty())
        .findFirst();
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

  /** What is said of a field that is nowhere counts for nothing, and is likely misspelt. */
  private static List<Finding> said(Examined examined, IndexShape index) {
    return examined.catalog().roles().said().keySet().stream()
        .filter(field -> !index.has(field) && !field.equals(variantOf(examined)))
        .map(
            field ->
                Finding.warning(
                    FieldRoles.NAME + "." + field,
                    "of index [" + index.name() + "] is not there, so what is said of it is unused",
                    examined.declare(Map.of(FieldRoles.NAME, without(examined, field)))))
        .toList();
  }

  /** Of prices that are stored as words, "9.00" is more than "12.50". */
  private static List<Finding> amounts(Examined examined, IndexShape index) {
    Catalog catalog = examined.catalog();
    return catalog.filterFields().stream()
        .filter(field -> AMOUNTS.contains(catalog.roles().role(field)))
        .filter(field -> WORDS.contains(index.resolvedType(field)))
        .map(
            field ->
                Finding.warning(
                    FieldRoles.NAME + "." + field,
                    "of index ["
                        + index.name()
                        + "] is of type "
                        + index.resolvedType(field)
                        + ", whose values are compared as words: limits and orders by it are"
                        + " left out",
                    asNumbers(examined, index, field)))
        .toList();
  }

  /** A number beside it, and what is said of it is said of that. */
  private static Call[] asNumbers(Examined examined, IndexShape index, String field) {
    Map<String, Object> roles = without(examined, field);
    if (!WORDS.contains(index.type(field))) {
      return new Call[] {examined.declare(Map.of(FieldRoles.NAME, roles))}; // of an alias
    }
    String number = field + "." + NUMBER;
    roles.put(number, examined.catalog().roles().said().get(field));
    Map<String, Object> changes =
        Map.of(
            SETTING,
            replaced(examined.catalog().filterFields(), field, number),
            FieldRoles.NAME,
            roles);
    return examined.beside(
        field,
        index.fields().get(field),
        NUMBER,
        Map.of("type", "double", "ignore_malformed", true),
        changes);
  }

  private static Map<String, Object> without(Examined examined, String field) {
    Map<String, Object> roles = new LinkedHashMap<>(examined.catalog().roles().said());
    roles.remove(field);
    return roles;
  }

  private static @Nullable String variantOf(Examined examined) {
    return examined.catalog().roles().variantOf();
  }

  private static Optional<Finding> family(Examined examined, IndexShape index) {
    String field = variantOf(examined);
    if (field == null) {
      return Optional.empty();
    }
    return reason(index, field)
        .map(
            reason ->
                Finding.error(
                    FieldRoles.NAME + "." + field,
                    "(role variant_of) as a keyword or numeric field: " + reason,
                    familyMend(examined, index, field)));
  }

  private static Call familyMend(Examined examined, IndexShape index, String field) {
    if (!index.has(field)) {
      return examined.map(field, Map.of("type", "keyword"));
    }
    Map<String, Object> roles = without(examined, field);
    keyword(index, field).ifPresent(other -> roles.put(other, Map.of("role", "variant_of")));
    return examined.declare(Map.of(FieldRoles.NAME, roles));
  }
}
