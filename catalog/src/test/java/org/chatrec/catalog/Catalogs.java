package org.chatrec.catalog;

import java.util.List;
import java.util.Map;
import org.chatrec.catalog.rules.BusinessRules;
import org.chatrec.catalog.words.Synonyms;
import org.chatrec.catalog.words.WordsOptions;
import org.chatrec.conversation.catalog.Faq;
import org.jspecify.annotations.Nullable;

/** Catalogues for tests. */
public final class Catalogs {

  private Catalogs() {}

  /** Films in an index of the same name, with every field. */
  public static Catalog movies() {
    return named("movies");
  }

  /** Films in an index of that name. */
  public static Catalog named(String name) {
    return overIndex(name, name);
  }

  /** Films in an index of another name. */
  public static Catalog overIndex(String name, String index) {
    return of(name, index, "cf_vector", "popularity", null);
  }

  /** Films of whose fields this is said. */
  public static Catalog described(FieldRoles roles) {
    return of("movies", "movies", null, null, null, roles, ItemPaths.NONE);
  }

  /** Films, some of which are variants of the one that a field names. */
  public static Catalog varied(String field) {
    FieldRoles roles = new FieldRoles(Map.of(field, Map.of("role", "variant_of")));
    return of("movies", "movies", "cf_vector", "popularity", null, roles, ItemPaths.NONE);
  }

  /** Films with fields in nested objects. */
  public static Catalog nested(Map<String, String> nestedIn) {
    return nested("movies", nestedIn);
  }

  /** The same in an index of that name. */
  public static Catalog nested(String name, Map<String, String> nestedIn) {
    return of(
        name,
        name,
        null,
        null,
        null,
        FieldRoles.NONE,
        new ItemPaths(Map.of(), nestedIn, ValueTypes.NONE));
  }

  /** Films with fields that stand elsewhere in documents than in the mapping. */
  public static Catalog standing(Map<String, String> byField) {
    ItemPaths paths = new ItemPaths(byField, Map.of(), ValueTypes.NONE);
    return of("movies", "movies", null, null, null, FieldRoles.NONE, paths);
  }

  /** Films, of which training writes nothing. */
  public static Catalog withoutLearning(String name) {
    return of(name, name, null, null, null);
  }

  /** Films of which only some are ever shown. */
  public static Catalog filtered(Map<String, Object> filter) {
    return of("movies", "movies", "cf_vector", "popularity", filter);
  }

  private static Catalog of(
      String name,
      String index,
      @Nullable String collaborative,
      @Nullable String popularity,
      @Nullable Map<String, Object> filter) {
    return of(name, index, collaborative, popularity, filter, FieldRoles.NONE, ItemPaths.NONE);
  }

  private static Catalog of(
      String name,
      String index,
      @Nullable String collaborative,
      @Nullable String popularity,
      @Nullable Map<String, Object> filter,
      FieldRoles roles,
      ItemPaths paths) {
    return new Catalog(
        name,
        index,
        "title",
        List.of("title^3", "overview"),
        List.of("genres", "director", "year"),
        "all-minilm-l6-v2",
        List.of("title", "overview"),
        "item_vector",
        collaborative,
        popularity,
        CatalogWeights.DEFAULT,
        Catalog.DEFAULT_POPULARITY_PIVOT,
        "en",
        WordsOptions.DEFAULT,
        Synonyms.NONE,
        Faq.NONE,
        null,
        roles,
        null,
        filter,
        BusinessRules.NONE,
        paths,
        false);
  }
}
