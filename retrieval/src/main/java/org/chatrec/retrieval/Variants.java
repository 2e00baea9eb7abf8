package org.chatrec.retrieval;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.ItemPaths;
import org.chatrec.catalog.words.CatalogWords;
import org.chatrec.retrieval.variants.Families;
import org.chatrec.retrieval.variants.Member;
import org.jspecify.annotations.Nullable;

/** The families of the hits that recommend, similar and chat have found. */
public final class Variants {

  /** Candidates per place of a page, so that one family does not fill all that is chosen among. */
  public static final int POOL = 5;

  private Variants() {}

  /**
   * The families of hits.
   *
   * @param query what is searched for in words; blank where nothing is
   */
  public static Families of(Catalog catalog, List<RankedItem> hits, String query) {
    CatalogWords words = catalog.searchedWords();
    boolean declares = catalog.roles().variantOf() != null;
    List<Member> members = new ArrayList<>();
    for (RankedItem hit : hits) {
      String family = hit.family() == null ? hit.id() : hit.family();
      members.add(
          Member.of(
              words,
              declares ? family : null,
              hit.title(catalog),
              values(catalog.paths(), hit.source(), catalog.filterFields()),
              hit.vector(),
              catalog.isTitleAll()));
    }
    return new Families(members, query.isBlank() ? Set.of() : Member.words(words, query));
  }

  /** The first hits of a page, one of a family before further ones. */
  public static List<RankedItem> page(
      Catalog catalog, List<RankedItem> hits, String query, int size) {
    return of(catalog, hits, query).order().stream().limit(size).map(hits::get).toList();
  }

  /** The texts in some fields of a document, in one order whatever the document's. */
  public static Set<String> values(
      ItemPaths paths, Map<String, Object> source, Collection<String> fields) {
    Set<String> values = new TreeSet<>();
    fields.forEach(field -> texts(paths.value(source, field), values));
    return values;
  }

  private static void texts(@Nullable Object value, Set<String> into) {
    if (value instanceof Collection<?> many) {
      many.forEach(one -> texts(one, into));
    } else if (value instanceof String text) {
      into.add(text);
    }
  }
}
