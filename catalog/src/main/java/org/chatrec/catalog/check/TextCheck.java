package org.chatrec.catalog.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.chatrec.catalog.Catalog;

/** The fields with words: the title, what is searched, what is embedded; and their language. */
final class TextCheck implements Check {

  private static final Set<String> ANALYSED =
      Set.of("text", "match_only_text", "search_as_you_type");
  private static final Set<String> WORDS =
      Set.of(
          "text",
          "match_only_text",
          "search_as_you_type",
          "keyword",
          "constant_keyword",
          "wildcard",
          "icu_collation_keyword");
  private static final Set<String> WORDLESS =
      Set.of("knn_vector", "geo_point", "geo_shape", "binary", "rank_feature", "nested");

  @Override
  public List<Finding> of(Examined examined) {
    List<Finding> found = new ArrayList<>();
    for (IndexShape index : examined.picture().indices()) {
      title(examined, index).ifPresent(found::add);
      texts(examined, index).forEach(found::add);
      embedded(examined, index).forEach(found::add);
    }
    language(examined).ifPresent(found::add);
    return found;
  }

  private static Optional<Finding> title(Examined examined, IndexShape index) {
    String field = examined.catalog().titleField();
    String type = index.resolvedType(field);
    if (WORDS.contains(type)) {
      return Optional.empty();
    }
    String reason =
        field
            + where(index)
            + (type.isEmpty()
                ? " is not there"
                : " is of type " + type + ", which names nothing; text or keyword does");
    return Optional.of(
        Finding.error("title_field", reason, mend(examined, index, "title_field", field)));
  }

  private static Call mend(Examined examined, IndexShape index, String setting, String field) {
    return first(examined.catalog().plainTextFields(), index)
        .or(() -> first(List.copyOf(index.fields().keySet()), index))
        .map(other -> examined.declare(Map.of(setting, other)))
        .orElseGet(() -> examined.map(field, Map.of("type", "text")));
  }

  private static Optional<String> first(List<String> fields, IndexShape index) {
    return fields.stream()
        .filter(field -> ANALYSED.contains(index.resolvedType(field)))
        .filter(field -> index.nestedPath(field) == null)
        .findFirst();
  }

  private static List<Finding> texts(Examined examined, IndexShape index) {
    return bad(
        examined,
        index,
        "text_fields",
        examined.catalog().textFields(),
        field -> WORDS.contains(index.resolvedType(field)) && index.nestedPath(field) == null);
  }

  /** Of what is embedded, texts and numbers have words; they are taken from the document. */
  private static List<Finding> embedded(Examined examined, IndexShape index) {
    return bad(
        examined,
        index,
        "embed_fields",
        examined.catalog().embedFields(),
        field ->
            index.has(field)
                && !WORDLESS.contains(index.type(field))
                && !isMulti(index, field)
                && !index.type(field).equals("alias")
                && !index.type(field).equals("object"));
  }

  /** {@code title.keyword}: of the mapping, but in no document. */
  private static boolean isMulti(IndexShape index, String field) {
    int dot = field.lastIndexOf('.');
    return dot > 0 && index.option(field.substring(0, dot), "fields") instanceof Map<?, ?>;
  }

  private static List<Finding> bad(
      Examined examined,
      IndexShape index,
      String setting,
      List<String> declared,
      Predicate<String> good) {
    List<Finding> found = new ArrayList<>();
    List<String> kept = declared.stream().filter(field -> good.test(plain(field))).toList();
    for (String field : declared) {
      String name = plain(field);
      if (!good.test(name)) {
        String type = index.type(name);
        String reason =
            name
                + where(index)
                + (type.isEmpty() ? " is not there" : " is of type " + type + why(index, name));
        found.add(
            Finding.error(
                setting,
                reason,
                kept.isEmpty()
                    ? mendList(examined, index, setting, name)
                    : examined.declare(Map.of(setting, kept))));
      }
    }
    return found;
  }

  private static String why(IndexShape index, String name) {
    return index.nestedPath(name) != null
        ? " in a nested object, where words are not searched for"
        : isMulti(index, name)
            ? " beside the field that documents have; name that one"
            : " and has no words";
  }

  private static Call mendList(Examined examined, IndexShape index, String setting, String field) {
    return first(List.of(examined.catalog().titleField()), index)
        .or(() -> first(List.copyOf(index.fields().keySet()), index))
        .map(other -> examined.declare(Map.of(setting, List.of(other))))
        .orElseGet(() -> examined.map(field, Map.of("type", "text")));
  }

  private static String plain(String field) {
    return Catalog.withoutBoost(field);
  }

  private static String where(IndexShape index) {
    return " of index [" + index.name() + "]";
  }

  private static Optional<Finding> language(Examined examined) {
    String language = examined.catalog().language();
    return Arrays.asList(java.util.Locale.getISOLanguages()).contains(language)
        ? Optional.empty()
        : Optional.of(
            Finding.error(
                "language",
                language + " is no language of ISO 639-1",
                examined.declare(Map.of("language", "en"))));
  }
}
