package org.chatrec.catalog.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules as they are given, and when they hold. */
class BusinessRuleTests {

  private static final List<String> HIDDEN = List.of("i1");

  private static BusinessRule whenever(String query) {
    return BusinessRule.given(Map.of("when", Map.of("query", query), "hide", HIDDEN));
  }

  private static void refused(Map<String, Object> body, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BusinessRule.given(body))
        .withMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "chair, a Chair!, true",
    "garden chair, 'Garden, chair', true",
    "chair, armchair, false",
    "air, chair, false",
    "garden chair, chair garden, false",
    "chair 7, chair 70, false",
    "café, CAFE\u0301, true",
    "椅子, 红色椅子便宜, true",
    "椅子, 红色 桌子, false",
    "ソファ, 赤いソファがほしい, true",
    "เก้าอี้, ซื้อเก้าอี้ไม้, true",
    "usb线, 一条USB线, true",
    "usb, 一条usb线, true",
    "usb, 一条usbx线, false",
    "\uD840\uDC00, 好\uD840\uDC00吃, true",
  })
  void wordsAreFoundWhereWordsBegin(String words, String text, boolean holds) {
    BusinessRule.Occasion occasion = new BusinessRule.Occasion(text, null, null, 0);
    assertThat(whenever(words).holds(occasion)).isEqualTo(holds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "…", "- -", "🙂"})
  void wordsHaveALetterOrADigit(String query) {
    refused(
        Map.of("when", Map.of("query", query), "hide", HIDDEN),
        "[when.query] must have a letter or a digit");
    BusinessRule stored =
        BusinessRule.parse(Map.of("when", Map.of("query", query), "hide", HIDDEN));
    assertThat(stored.holds(new BusinessRule.Occasion("", null, null, 0))).isFalse();
  }

  @Test
  void aListOfNobodyIsNotEverybody() {
    Map<String, Object> nobody = Map.of("when", Map.of("user_in", List.of()), "hide", HIDDEN);
    refused(nobody, "[when.user_in] names nobody");
    assertThat(BusinessRule.parse(nobody).ids()).isEqualTo(1);
    assertThat(BusinessRule.given(Map.of("when", Map.of(), "hide", HIDDEN)).ids()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"from", "until"})
  void secondsAreRefusedAndMillisecondsAreNot(String field) {
    for (long seconds : new long[] {100_000_000L, 1_764_230_400L, 9_999_999_999L}) {
      refused(Map.of("hide", HIDDEN, field, seconds), "[" + field + "] must be milliseconds");
      assertThat(BusinessRule.parse(Map.of("hide", HIDDEN, field, seconds)).ids()).isEqualTo(1);
    }
    refused(Map.of("hide", HIDDEN, field, 1.5), "[" + field + "]");
    for (Object moment : List.of(0, 10_000_000_000L, 1_764_230_400_000L, 1.7642304e12)) {
      assertThat(BusinessRule.given(Map.of("hide", HIDDEN, field, moment)).ids()).isEqualTo(1);
    }
  }

  @Test
  void anItemIsPinnedOnce() {
    refused(
        Map.of(
            "pin", List.of(Map.of("id", "i1", "position", 1), Map.of("id", "i1", "position", 3))),
        "[pin.id] [i1] is given twice");
  }

  @Test
  void idsAreBoundedInOneRuleAndInAll() {
    refused(
        Map.of("when", Map.of("user_in", ids("u", 10_001)), "hide", HIDDEN),
        "[when.user_in] may have at most 10000 entries");
    refused(
        Map.of("when", Map.of("user_in", List.of("u".repeat(513))), "hide", HIDDEN),
        "[when.user_in]");
    BusinessRules rules =
        BusinessRules.NONE
            .with("a", BusinessRule.given(Map.of("hide", ids("i", 10_000))))
            .with(
                "b",
                BusinessRule.given(
                    Map.of("when", Map.of("user_in", ids("u", 9_999)), "hide", HIDDEN)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rules.with("c", BusinessRule.given(Map.of("hide", HIDDEN))))
        .withMessageContaining("20000 ids and would name 20001");
    assertThat(rules.with("b", BusinessRule.given(Map.of("hide", HIDDEN))).byId()).hasSize(2);
    assertThat(BusinessRules.parse(rules.toMap())).isEqualTo(rules);
  }

  private static List<String> ids(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }
}
