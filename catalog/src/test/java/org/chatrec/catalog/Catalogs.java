package org.chatrec.catalog;

import java.util.List;
import org.chatrec.catalog.words.Synonyms;
import org.chatrec.catalog.words.WordsOptions;
import org.chatrec.conversation.catalog.Faq;

/** Catalogues for tests. */
public final class Catalogs {

  private Catalogs() {}

  /** Films in an index of the same name, with every field. */
  public static Catalog movies() {
    return named("movies");
  }

  /** Films in an index of that name. */
  public static Catalog named(String name) {
    return new Catalog(
        name,
        name,
        "title",
        List.of("title^3", "overview"),
        List.of("genres", "director", "year"),
        "all-minilm-l6-v2",
        List.of("title", "overview"),
        "item_vector",
        "cf_vector",
        "popularity",
        CatalogWeights.DEFAULT,
        Catalog.DEFAULT_POPULARITY_PIVOT,
        "en",
        WordsOptions.DEFAULT,
        Synonyms.NONE,
        Faq.NONE,
        null,
        FieldRoles.NONE,
        false);
  }
}
