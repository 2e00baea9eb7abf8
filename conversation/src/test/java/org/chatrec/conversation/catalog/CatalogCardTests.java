package org.chatrec.conversation.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.chatrec.conversation.Fixtures;
import org.junit.jupiter.api.Test;

class CatalogCardTests {

  @Test
  void filmsAreWatchedAndProductsAreNot() {
    assertThat(Fixtures.FILMS.isWatched()).isTrue();
    assertThat(Fixtures.SHOP.isWatched()).isFalse();
  }

  /** By its name, where no field tells; a title is nothing that only films have. */
  @Test
  void theCataloguesNameTells() {
    Map.of("movies", true, "my-films", true, "novelties", false)
        .forEach(
            (name, watched) ->
                assertThat(new CatalogCard(name, "en", "title", List.of()).isWatched())
                    .as(name)
                    .isEqualTo(watched));
  }
}
