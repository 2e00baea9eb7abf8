package org.chatrec.conversation.yardstick;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What share of shoppers' messages is understood without an LLM; the floors only rise. */
class YardstickTests {

  @ParameterizedTest
  @CsvSource({
    "messages-open.txt, 0.98",
    "messages-held.txt, 0.91",
    "dialogues-open.txt, 0.98",
    "dialogues-held.txt, 0.91"
  })
  void understandsShoppers(String file, double floor, TestReporter reporter) {
    Yardstick.Score score = new Yardstick().score(file, wrong -> {});
    reporter.publishEntry(file, score.toString());
    assertThat(score.share()).as("%s: %s", file, score).isGreaterThanOrEqualTo(floor);
  }
}
