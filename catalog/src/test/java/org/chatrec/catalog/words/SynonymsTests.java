package org.chatrec.catalog.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SynonymsTests {

  @Test
  void equalsFindEachOther() {
    Synonyms synonyms = new Synonyms(List.of("sofa, couch, settee"));
    assertThat(synonyms.of(List.of("couch"))).containsExactly(List.of("sofa"), List.of("settee"));
    assertThat(synonyms.of(List.of("couches"))).as("in the plural").hasSize(2);
    assertThat(synonyms.of(List.of("chair"))).isEmpty();
  }

  @Test
  void anArrowGoesOneWay() {
    Synonyms synonyms = new Synonyms(List.of("sneaker, trainer => running shoe"));
    assertThat(synonyms.of(List.of("trainers"))).containsExactly(List.of("running", "shoe"));
    assertThat(synonyms.of(List.of("running", "shoe"))).isEmpty();
    assertThat(synonyms.longest()).isEqualTo(1);
  }

  @Test
  void linesAboutOneWordAddUp() {
    Synonyms synonyms = new Synonyms(List.of("sofa, couch", "couch => divan"));
    assertThat(synonyms.of(List.of("couch"))).containsExactly(List.of("sofa"), List.of("divan"));
    assertThat(synonyms.lines()).containsExactly("sofa, couch", "couch => divan");
  }

  @ParameterizedTest
  @ValueSource(strings = {"alone", "a =>", "=> b", "a => b => c", ",", "a,,b", "a, !", "=>"})
  void aLineThatSaysNothingIsRefusedByName(String line) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Synonyms(List.of("sofa, couch", line)))
        .withMessageContaining("[synonyms]")
        .withMessageContaining("[" + line + "]");
  }

  @Test
  void thereIsALimit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Synonyms(Collections.nCopies(10_001, "a, b")))
        .withMessageContaining("10000");
  }
}
