package org.chatrec.ranking.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalShareTest {

  @Property
  void isAShareThatGrowsWithWhatIsKnown(
      @ForAll @IntRange(max = 100_000) int items, @ForAll String query) {
    double share = PersonalShare.of(items, query);
    assertThat(share).isBetween(0.0, 1.0).isLessThan(PersonalShare.of(items + 1, query));
    assertThat(PersonalShare.named(query)).isBetween(0.0, 1.0);
  }

  @Test
  void nobodyKnownHasNoShare() {
    assertThat(PersonalShare.of(0, "space opera")).isZero();
    assertThat(PersonalShare.of(-1, null)).isZero();
    assertThat(PersonalShare.of(2, null)).isEqualTo(0.5);
    assertThat(PersonalShare.of(1_000, "space opera")).isCloseTo(1, within(0.01));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"blade runner\"",
        "“blade runner”",
        "「千と千尋の神隠し」",
        "B07XJ8C8F5",
        "978-0261103573",
        "0-306-40615-X",
        "rtx-4090",
        "WH1000XM5",
        "sku_99812"
      })
  void theseNameAThing(String query) {
    assertThat(PersonalShare.named(query)).isEqualTo(1);
    assertThat(PersonalShare.of(2, query)).isCloseTo(0.1, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "space opera",
        "films from 1994",
        "under 100",
        "90s comedy",
        "don't look up",
        "科幻电影",
        "2001",
        "a \" quote that never ends",
        "c++"
      })
  void theseDoNot(String query) {
    assertThat(PersonalShare.named(query)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {"headphones WH1000XM5,0.5", "\"blade runner\" like films,0.5", "red \"car\",0.5"})
  void thesePartly(String query, double named) {
    assertThat(PersonalShare.named(query)).isEqualTo(named);
  }

  /** Patterns that backtrack would hang on one of these. */
  @Test
  void longTextsAreRead() {
    assertThat(PersonalShare.named("a1-".repeat(100_000))).isEqualTo(1);
    assertThat(PersonalShare.named("\"a ".repeat(50_000))).isBetween(0.0, 1.0);
    assertThat(PersonalShare.named("1234567-".repeat(50_000) + "é!")).isZero();
  }

  /** Topic first; without a topic, taste. */
  @Property
  void theLessIsAskedForTheMoreTasteLeads(
      @ForAll @IntRange(max = 1_000) int items,
      @ForAll @DoubleRange(min = 0, max = 1) double named,
      @ForAll @DoubleRange(min = 0, max = 1) double specificity) {
    double share = PersonalShare.of(items, named, specificity);
    assertThat(share)
        .isBetween(PersonalShare.of(items, named, 1), PersonalShare.of(items, named, 0));
    assertThat(PersonalShare.of(items, named, 1))
        .isCloseTo(PersonalShare.of(items, named), within(1e-12));
    assertThat(PersonalShare.of(items, 1, specificity))
        .isCloseTo(PersonalShare.of(items, 1.0), within(1e-12));
  }

  @Test
  void withoutAQuestionTasteLeads() {
    assertThat(PersonalShare.of(1_000_000, 0, 0)).isCloseTo(PersonalShare.LEADING, within(1e-3));
    assertThat(PersonalShare.specificity(2, 1)).isZero();
    assertThat(PersonalShare.specificity(-4, 1)).isEqualTo(1);
    assertThat(PersonalShare.specificity(0, 1)).isEqualTo(0.5);
  }

  /** A courtroom drama is near to every drama, and much nearer to some. */
  @Test
  void whatTellsItemsApartIsSpecificHoweverNearItIsToAll() {
    assertThat(PersonalShare.specificity(2, 2.5)).isEqualTo(1);
    assertThat(PersonalShare.specificity(2, 1.875)).isEqualTo(0.5);
    assertThat(PersonalShare.specificity(-4, 0)).isEqualTo(1);
  }
}
