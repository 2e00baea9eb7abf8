package org.chatrec.conversation.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTests {

  private static boolean isOccasion(String message, String text) {
    return MessageLanguage.vocabulary(message).isOccasion(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gift", "Birthday Present", "礼物"})
  void whatSomethingIsFor(String text) {
    assertThat(isOccasion("something for my nephew", text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gift wrap", "a", "boots", "the present day"})
  void whatSomethingIs(String text) {
    assertThat(isOccasion("something for my nephew", text)).isFalse();
  }

  private static boolean isTone(String text) {
    return MessageLanguage.vocabulary(text).isTone(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tense", "cosy and chic", "feel-good", "紧张", "gemütliche"})
  void howSomethingFeels(String text) {
    assertThat(isTone(text)).as(text).isTrue();
  }

  @Test
  void howSomethingFeelsInTheLanguageOfTheMessage() {
    assertThat(MessageLanguage.vocabulary("ich suche einen spannenden Film").isTone("spannenden"))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "and", "tense robots", "space", "紧张的机器人", "Zelte"})
  void whatSomethingIsAbout(String text) {
    assertThat(isTone(text)).as(text).isFalse();
  }
}
