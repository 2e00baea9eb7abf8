package org.chatrec.conversation.language;

import static org.assertj.core.api.Assertions.assertThat;

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
}
