package org.chatrec.conversation.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.chatrec.conversation.language.MessageLanguage;
import org.chatrec.conversation.text.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoodsTests {
  private final Moods moods = new Moods();

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "I'm sad, cheer me up; sorry; uplifting heartwarming",
        "i am so bored today; about that; exciting adventure",
        "I’m really tired. Show me a comedy; easy; Show me a comedy",
        "I feel down, and a musical would help; sorry; a musical would help",
        "我很难过，推荐点什么吧; 暖心; 温馨 治愈",
        "今天好累，想看喜剧; 辛苦; 想看喜剧",
      })
  void aMoodIsAcknowledgedAndNotSearchedFor(String message, String says, String wish) {
    Moods.Mood mood = moods.of(message, MessageLanguage.of(message)).orElseThrow();
    assertThat(mood.acknowledgement()).contains(says);
    assertThat(mood.wish()).isEqualTo(wish);
    assertThat(mood.said()).isEqualTo(message.contains(wish));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a sad film",
        "I am sad that it is sold out and want to know when it is back",
        "I'm looking for a sad song",
        "films about a bored detective",
        "tired of comedies",
        "悲伤的电影"
      })
  void whatIsNoMoodIsLeftAlone(String message) {
    assertThat(moods.of(message, MessageLanguage.of(message))).as(message).isEmpty();
  }

  @Test
  void longMessagesAreReadInLittleTime() {
    assertThat(moods.of("i'm so so so " + "very ".repeat(30) + "x", Language.ENGLISH)).isEmpty();
  }
}
