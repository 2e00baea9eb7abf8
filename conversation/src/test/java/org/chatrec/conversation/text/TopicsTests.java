package org.chatrec.conversation.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicsTests {
  private final Topics topics = Topics.builtIn();

  @ParameterizedTest
  @CsvSource({
    "海盗, pirates",
    "太空海盗, space pirates",
    "宇宙飞船, spaceship",
    "时间旅行 Paris, time travel Paris",
    "Paris时间旅行, Paris time travel",
    "狗, dog",
    "猫狗, cat dog",
    "述宇航员, astronaut",
  })
  void saysInEnglishWhatItKnows(String chinese, String english) {
    assertThat(topics.inEnglish(chinese)).isEqualTo(english);
  }

  /** Names are made of words, too. */
  @ParameterizedTest
  @CsvSource({"海上钢琴师", "卧虎藏龙", "诺兰", "算盘", "robots", "a $1 \\ b"})
  void leavesTheRestAlone(String text) {
    assertThat(topics.inEnglish(text)).isEqualTo(text);
  }

  @Test
  void everyTermIsChineseAndHasWordsInEnglish() {
    for (String line : Resources.lines("languages/zh/topics.txt")) {
      assertThat(line).matches("\\p{IsHan}+(, \\p{IsHan}+)* => [a-z][a-z -]+");
    }
  }
}
