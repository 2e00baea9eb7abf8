package org.chatrec.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.chatrec.catalog.support.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensearch.ExceptionsHelper;
import org.opensearch.action.IndicesRequest;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.rest.RestStatus;

class CatalogRequestTests {

  private static final class Named extends CatalogRequest {

    Named(String catalog, String index) {
      super(catalog, index);
    }

    Named(StreamInput in) throws IOException {
      super(in);
    }
  }

  @Test
  void isForTheIndexOfTheCatalogueByItsOwnName() throws Exception {
    IndicesRequest copy = Wire.copy(new Named("movies", "films-1"), Named::new);
    assertThat(copy.indices()).containsExactly("films-1");
    assertThat(copy.indicesOptions().expandWildcardsOpen()).isFalse();
    assertThat(copy.indicesOptions().expandWildcardsClosed()).isFalse();
    assertThat(copy.indicesOptions().ignoreUnavailable()).isFalse();
    assertThat(((Named) copy).catalog()).isEqualTo("movies");
  }

  @Test
  void theCataloguesOwnIndexIsAuthorised() {
    Catalog movies = Catalogs.movies();
    assertThat(new Named("movies", movies.index()).authorised(movies)).isSameAs(movies);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mine", "*", "_all", "movie*", "MOVIES", "movies,mine", "<movies>"})
  void anyOtherIndexIsNot(String index) {
    assertThatThrownBy(() -> new Named("movies", index).authorised(Catalogs.movies()))
        .hasMessageContaining("[" + index + "]")
        .satisfies(
            e ->
                assertThat(ExceptionsHelper.status((Exception) e)).isEqualTo(RestStatus.FORBIDDEN));
  }

  @Test
  void itsIndexIsReplacedByNoneAndByNoOther() {
    Named request = new Named("movies", "films-1");
    assertThat(request.indices("films-1")).isSameAs(request);
    for (String[] others : new String[][] {{}, {"mine"}, {"films-1", "mine"}, {"*"}}) {
      assertThatThrownBy(() -> request.indices(others))
          .hasMessageContaining("[films-1]")
          .satisfies(
              e ->
                  assertThat(ExceptionsHelper.status((Exception) e))
                      .isEqualTo(RestStatus.FORBIDDEN));
    }
    assertThat(request.indices()).containsExactly("films-1");
  }
}
