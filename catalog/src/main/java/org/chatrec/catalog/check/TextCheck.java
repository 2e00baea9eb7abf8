package org.chatrec.catalog.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.chatrec.catalog.Catalog;

/** The fields with words: the title, what is searched, what is embedded; and their language. */
final class TextCheck implements Check {

  private static final String EMBED = "embed_fields";
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
      Set.of(
          "knn_vector",
          "geo_point",
          "geo_shape",
          "xy_point",
          "xy_shape",
          "binary",
          "boolean",
          "flat_object",
          "rank_feature",
          "rank_features",
          "join",
          "percolator",
          "integer_range",
          "long_range",
          "float_range",
          "double_range",
          "date_range",
          "ip_range",
          "nested");

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
        .filter(field -> !index.isOff(field, "index"))
        .filter(field -> index.copiedFrom(field).isEmpty())
        .filter(field -> index.nestedPath(field) == null)
        .findFirst();
  }

  private static List<Finding> texts(Examined examined, IndexShape index) {
    return bad(
        examined,
        index,
        "text_fields",
        examined.catalog().textFields(),
        field ->
            WORDS.contains(index.resolvedType(field))
                && index.nestedPath(field) == null
                && !index.isOff(field, "index"));
  }

  /** Of what is embedded, texts and numbers have words; they are taken from the document. */
  private static List<Finding> embedded(Examined examined, IndexShape index) {
    return bad(
        examined,
        index,
        EMBED,
        examined.catalog().embedFields(),
        field ->
            index.has(field)
                && !WORDLESS.contains(index.type(field))
                && !index.isMulti(field)
                && index.copiedFrom(field).isEmpty()
                && !index.type(field).equals("alias")
                && !index.type(field).equals("object"));
  }

  private static List<Finding> bad(
      Examined examined,
      IndexShape index,
      String setting,
      List<String> declared,
      Predicate<String> good) {
    List<Finding> found = new ArrayList<>();
    List<String> kept =
        declared.stream()
            .flatMap(field -> setting.equals(EMBED) ? sources(index, field) : Stream.of(field))
            .filter(field -> good.test(plain(field)))
            .distinct()
            .toList();
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
                    : new Call[] {examined.declare(Map.of(setting, kept))}));
      }
    }
    return found;
  }

  /** A field, or those that are copied to it. */
  private static Stream<String> sources(IndexShape index, String field) {
    List<String> copied = index.copiedFrom(field);
    return copied.isEmpty() ? Stream.of(field) : copied.stream();
  }

  private static String why(IndexShape index, String name) {
    return index.nestedPath(name) != null
        ? " in a nested object, where words are not searched for"
        : index.isMulti(name)
            ? " beside the field that documents have; name that one"
            : !index.copiedFrom(name).isEmpty()
                ? ", filled from " + index.copiedFrom(name) + " and in no document; name those"
                : WORDS.contains(index.resolvedType(name))
                    ? " and not indexed, so that its words are not found"
                    : " and has no words";
  }

  private static Call[] mendList(
      Examined examined, IndexShape index, String setting, String field) {
    Optional<String> other =
        first(List.of(examined.catalog().titleField()), index)
            .or(() -> first(List.copyOf(index.fields().keySet()), index));
    if (other.isPresent()) {
      return new Call[] {examined.declare(Map.of(setting, List.of(other.get())))};
    }
    return WORDS.contains(index.type(field))
        ? examined.beside(
            field,
            index.fields().get(field),
            "words",
            Map.of("type", "text"),
            Map.of(setting, List.of(field + ".words")))
        : new Call[] {examined.map(field, Map.of("type", "text"))};
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
