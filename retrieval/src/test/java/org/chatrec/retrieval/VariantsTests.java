package org.chatrec.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.Catalogs;
import org.junit.jupiter.api.Test;

/** Titles and values stand elsewhere in documents than their fields are called. */
class VariantsTests {

  private static final Catalog ALIASED =
      Catalogs.movies()
          .mapped(
              Map.of(
                  "title", Map.of("type", "alias", "path", "names.en"),
                  "genres", Map.of("type", "alias", "path", "info.genres")));

  private static RankedItem item(String id, Map<String, Object> source) {
    return new RankedItem(id, 1, source, new float[] {1, 0}, Map.of(), Map.of());
  }

  @Test
  void valuesAreThoseOfTheDocumentsOwnNames() {
    Map<String, Object> nested = Map.of("info", Map.of("genres", List.of("b", "a")));
    assertThat(Variants.values(ALIASED.paths(), nested, List.of("genres", "year")))
        .containsExactly("a", "b");
    assertThat(Variants.values(ALIASED.paths(), Map.of("info.genres", "a"), List.of("genres")))
        .containsExactly("a");
  }

  @Test
  void oneTitleInTwoColoursIsOneFamilyAndAnotherTitleIsNot() {
    RankedItem red = item("1", Map.of("names", Map.of("en", "Runner Shoe"), "info.genres", "red"));
    RankedItem blue = item("2", Map.of("names.en", "Runner Shoe", "info.genres", "blue"));
    RankedItem hat = item("3", Map.of("names.en", "Straw Hat", "info.genres", "red"));
    assertThat(red.title(ALIASED)).isEqualTo("Runner Shoe");
    assertThat(Variants.page(ALIASED, List.of(red, blue, hat), "", 2))
        .extracting(RankedItem::id)
        .containsExactly("1", "3");
  }
}
