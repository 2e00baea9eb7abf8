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
        FieldRoles.NONE,
        null,
        filter,
        BusinessRules.NONE,
        ItemPaths.NONE,
        false);
  }
}
