package org.chatrec.catalog.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsOptionsTests {

  @Test
  void whatIsShownCanBeDeclared() {
    WordsOptions options = new WordsOptions("2<75%", 0.5, 2, 0, 0.3, false, 0.5, "films");
    assertThat(WordsOptions.parse(options.toMap())).isEqualTo(options);
    assertThat(WordsOptions.parse(null)).isEqualTo(WordsOptions.DEFAULT);
    assertThat(WordsOptions.parse(Map.of("phrase", 3)).phrase()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "50%", "-1", "-25%", "2<75%", "2<-25% 9<-3"})
  void minimaAreThoseOfTheHost(String minimum) {
    assertThat(WordsOptions.parse(Map.of("minimum_should_match", minimum)).minimumMatch())
        .isEqualTo(minimum);
  }

  @ParameterizedTest
  @ValueSource(strings = {"most", "2<", "<3", "%", "50%%", "1 2"})
  void otherMinimaAreRefused(String minimum) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WordsOptions.parse(Map.of("minimum_should_match", minimum)))
        .withMessageContaining("words.minimum_should_match")
        .withMessageContaining(minimum);
  }

  /** An error that is no exception ends a node. */
  @Test
  void aMinimumOfManyStepsIsRefusedAndDoesNotExhaustTheStack() {
    String minimum = "2<3" + " 2<3".repeat(100_000);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WordsOptions.parse(Map.of("minimum_should_match", minimum)))
        .withMessageContaining("words.minimum_should_match");
  }

  @ParameterizedTest
  @ValueSource(strings = {"movies", "films-2026", "my_film_catalog"})
  void theNameOfACatalogueOfFilmsTellsWhatItemsAreCalled(String catalog) {
    assertThat(WordsOptions.DEFAULT.named(List.of(catalog), List.of()).kind()).isEqualTo("movies");
    WordsOptions said = WordsOptions.parse(Map.of("kind", WordsOptions.NO_KIND));
    assertThat(said.named(List.of(catalog), List.of())).isEqualTo(said);
  }

  @Test
  void fieldsTellIt() {
    for (List<String> fields :
        List.of(
            List.of("main_director"),
            List.of("genres", "runtime"),
            List.of("genres.keyword", "overview^2"))) {
      assertThat(WordsOptions.DEFAULT.named(List.of("catalog"), fields).kind())
          .as("%s", fields)
          .isEqualTo("movies");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop", "books", "filming", "microfilms"})
  void otherNamesTellNothing(String catalog) {
    assertThat(
            WordsOptions.DEFAULT.named(
                List.of(catalog), List.of("genres", "author", "description", "title^3")))
        .isEqualTo(WordsOptions.DEFAULT);
  }

  @Test
  void whatItemsAreCalledIsShort() {
    for (String kind : List.of("", "very ".repeat(30) + "long films")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> WordsOptions.parse(Map.of("kind", kind)))
          .withMessageContaining("words.kind");
    }
  }

  @Test
  void errorsNameTheField() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WordsOptions.parse(Map.of("stop_words", 2)))
        .withMessageContaining("words.stop_words");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WordsOptions.parse(Map.of("stemming", true)))
        .withMessageContaining("stemming");
  }
}
