package org.chatrec.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.chatrec.catalog.rules.BusinessRules;
import org.chatrec.catalog.support.Body;
import org.chatrec.catalog.words.Synonyms;
import org.chatrec.catalog.words.WordsOptions;
import org.jspecify.annotations.Nullable;

/** Reads a catalogue's declaration; every error names the field and what it accepts. */
final class CatalogParser {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}");
  private static final Pattern BOOSTED = Pattern.compile("[^\\s^]+(\\^\\d{1,4}(\\.\\d{1,4})?)?");

  private CatalogParser() {}

  /**
   * A declaration as {@code PUT} brings it, or as {@code GET} shows it: what that shows besides
   * what was declared is read and changes nothing.
   */
  static PutCatalogRequest.Declaration declaration(String name, Body body) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "catalogue name ["
              + name
              + "] must be 1 to 64 of a-z, 0-9, '_' and '-', and begin with a letter or digit");
    }
    Map<String, Object> create = body.object("create");
    boolean saysPivot = body.has("popularity_pivot");
    CatalogWeights weights = CatalogWeights.declared(declaredWeights(body));
    skipShown(name, body);
    Catalog catalog =
        fields(name, body, weights, BusinessRules.NONE, ItemPaths.NONE, create != null);
    body.done();
    requireOwnFields(catalog);
    return new PutCatalogRequest.Declaration(
        catalog, create == null ? null : creation(create), saysPivot);
  }

  /** Weights that are the catalogue's own, or were learned, are shown and not declared. */
  private static @Nullable Map<String, Object> declaredWeights(Body body) {
    Map<String, Object> weights = body.object("weights");
    Map<String, Object> from = body.object("weights_from");
    return from == null || CatalogWeights.isDeclared(from) ? weights : null;
  }

  private static void skipShown(String name, Body body) {
    String shown = body.optionalString("name");
    if (shown != null && !shown.equals(name)) {
      throw body.wrong("name", shown, "[" + name + "], as in the path, or nothing");
    }
    boolean unused = body.bool("created", false);
    for (String own : List.of(BusinessRules.NAME, ItemPaths.NAME)) {
      Map<String, Object> unusedToo = body.object(own);
    }
  }

  /** Training overwrites what is in its fields, so nothing else may be there. */
  private static void requireOwnFields(Catalog catalog) {
    Map<String, String> taken = new HashMap<>();
    catalog.plainTextFields().forEach(field -> taken.put(field, "text_fields"));
    catalog.embedFields().forEach(field -> taken.put(field, "embed_fields"));
    taken.put(catalog.titleField(), "title_field");
    taken.put(catalog.vectorField(), "vector_field");
    taken.put(catalog.vectorField() + "_meta", "vector_field");
    requireOwn("collaborative_field", catalog.collaborativeField(), taken);
    requireOwn("popularity_field", catalog.popularityField(), taken);
  }

  private static void requireOwn(
      String setting, @Nullable String field, Map<String, String> taken) {
    if (field == null) {
      return;
    }
    String other = taken.put(field, setting);
    if (other != null) {
      throw new IllegalArgumentException(
          "["
              + setting
              + "] ["
              + field
              + "] is named in ["
              + other
              + "] as well; training writes to it, so it has to be a field of its own");
    }
  }

  /** A catalogue as the store keeps it. */
  static Catalog stored(Map<String, Object> source) {
    Body body = Body.of("", source);
    CatalogWeights weights =
        CatalogWeights.stored(body.object("weights"), body.object("weights_from"));
    return fields(
        body.string("name"),
        body,
        weights,
        BusinessRules.parse(body.object(BusinessRules.NAME)),
        ItemPaths.parse(body.object(ItemPaths.NAME)),
        body.bool("created", false));
  }

  private static Catalog fields(
      String name,
      Body body,
      CatalogWeights weights,
      BusinessRules rules,
      ItemPaths paths,
      boolean created) {
    return new Catalog(
        name,
        body.string("index"),
        body.string("title_field"),
        textFields(body),
        body.strings("filter_fields"),
        body.string("model"),
        required("embed_fields", body.strings("embed_fields")),
        body.string("vector_field"),
        body.optionalString("collaborative_field"),
        body.optionalString("popularity_field"),
        weights,
        body.number(
            "popularity_pivot",
            Catalog.DEFAULT_POPULARITY_PIVOT,
            Double.MIN_NORMAL,
            Double.MAX_VALUE),
        language(body.optionalString("language")),
        WordsOptions.parse(body.object(WordsOptions.NAME)),
        new Synonyms(body.strings("synonyms")),
        DeclaredFaq.parse(body.objects(DeclaredFaq.NAME)),
        Rerank.parse(body.object(Rerank.NAME)),
        FieldRoles.parse(body.object(FieldRoles.NAME)),
        people(body.optionalString("people")),
        body.object("filter"),
        rules,
        paths,
        created);
  }

  private static List<String> textFields(Body body) {
    List<String> fields = required("text_fields", body.strings("text_fields"));
    for (String field : fields) {
      if (!BOOSTED.matcher(field).matches()) {
        throw new IllegalArgumentException(
            "[text_fields] has ["
                + field
                + "]: expected a field name with an optional boost, as [title^3]");
      }
    }
    return fields;
  }

  private static List<String> required(String field, List<String> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("[" + field + "] is required: a list of field names");
    }
    return values;
  }

  private static @Nullable String people(@Nullable String people) {
    if (people != null && !NAME.matcher(people).matches()) {
      throw new IllegalArgumentException(
          "[people] must be 1 to 64 of a-z, 0-9, '_' and '-', was [" + people + "]");
    }
    return people;
  }

  private static String language(@Nullable String language) {
    if (language == null) {
      return "en";
    }
    if (!LANGUAGE.matcher(language).matches()) {
      throw new IllegalArgumentException(
          "[language] must be a two-letter ISO 639-1 code such as [en] or [zh], was ["
              + language
              + "]");
    }
    return language;
  }

  private static PutCatalogRequest.Creation creation(Map<String, Object> create) {
    Body body = Body.of("create", create);
    Map<String, Object> settings = body.object("settings");
    Map<String, Object> properties = body.object("properties");
    body.done();
    return new PutCatalogRequest.Creation(
        settings == null ? Map.of() : settings, properties == null ? Map.of() : properties);
  }
}
