package org.chatrec.conversation.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.chatrec.conversation.language.Messages;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.plan.Sort;
import org.chatrec.conversation.plan.SortOrder;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.text.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KeptOutWriterTests {
  private static final ShownItem BOOT =
      new ShownItem(
          "b",
          "Summit boot",
          Map.of("price", 219.0, "colour", List.of("brown", "red"), "waterproof", false));
  private static final ShownItem OTHER =
      new ShownItem("o", "Ridge boot", Map.of("price", 129.5, "waterproof", true));

  private static Explanation said(Language language, KeptOut... reasons) {
    return new KeptOutWriter(language, Labels.NONE).write(BOOT, List.of(reasons));
  }

  private static KeptOut.Condition condition(String field, Op op, Object value) {
    return new KeptOut.Condition(List.of(new Filter(field, op, value)));
  }

  @Test
  void aConditionIsSaidWithTheItemsOwnValue() {
    Explanation price = said(Language.ENGLISH, condition("price", Op.LT, 150));
    assertThat(price.text())
        .isEqualTo("“Summit boot” does not fit “price below 150” (price: 219).");
    assertThat(price.evidence()).containsExactly(new Evidence("price", "219"));
    assertThat(said(Language.GERMAN, condition("waterproof", Op.EQ, true)).text())
        .isEqualTo("„Summit boot“ passt nicht zu „wasserdicht“ (nicht wasserdicht).");
    assertThat(said(Language.CHINESE, condition("colour", Op.EQ, "black")).text())
        .contains("黑色", "棕色、红色");
  }

  @Test
  void bothEndsOfARangeAreOneCondition() {
    KeptOut range =
        new KeptOut.Condition(
            List.of(new Filter("price", Op.GTE, 100), new Filter("price", Op.LTE, 200)));
    assertThat(said(Language.ENGLISH, range).text()).contains("price 100 to 200", "price: 219");
  }

  @Test
  void severalConditionsAreOneSentence() {
    Explanation both =
        said(
            Language.ENGLISH,
            condition("price", Op.LT, 150),
            new KeptOut.Known(false),
            condition("waterproof", Op.EQ, true));
    assertThat(both.text())
        .startsWith(
            "“Summit boot” does not fit “price below 150” (price: 219) and “waterproof” (not"
                + " waterproof). You have seen");
    assertThat(both.evidence())
        .containsExactly(new Evidence("price", "219"), new Evidence("waterproof", "false"));
  }

  @Test
  void whatTheItemDoesNotTellIsSaidToBeUntold() {
    Explanation weight = said(Language.ENGLISH, condition("weight", Op.LT, 900));
    assertThat(weight.text()).contains("weight: the catalogue does not tell");
    assertThat(weight.evidence()).isEmpty();
  }

  @Test
  void anOrderIsSaidWithBothValues() {
    KeptOut ordered = new KeptOut.Ordered(4, new Sort("price", SortOrder.ASC), OTHER);
    assertThat(said(Language.ENGLISH, ordered).text())
        .contains("place 4", "cheapest first", "price: 219", "Ridge boot", "price: 129.5");
  }

  /** A part that is a signal of the catalogue's own has no words: the place is said alone. */
  @ParameterizedTest
  @CsvSource({
    "lexical, Ridge boot",
    "semantic, Ridge boot",
    "similar, Ridge boot",
    "content, Ridge boot",
    "session, Ridge boot",
    "collaborative, Ridge boot",
    "popularity, Ridge boot",
    "margin, place 7."
  })
  void thePartInWhichItIsBehindIsNamed(String part, String says) {
    assertThat(said(Language.ENGLISH, new KeptOut.Below(7, OTHER, part)).text())
        .contains("place 7", says);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyReasonIsSaidInEveryLanguage(Language language) {
    List<KeptOut> all =
        List.of(
            condition("price", Op.LT, 150),
            new KeptOut.Disliked(new Filter("colour", Op.NOT, "red")),
            new KeptOut.Ruled(),
            new KeptOut.Known(true),
            new KeptOut.Known(false),
            new KeptOut.Rejected(),
            new KeptOut.ShownBefore(),
            new KeptOut.Far(""),
            new KeptOut.Far("warm"),
            new KeptOut.Variant(OTHER),
            new KeptOut.Below(0, null, ""),
            new KeptOut.Below(9, OTHER, "semantic"),
            new KeptOut.Ordered(0, new Sort("price", SortOrder.DESC), null),
            new KeptOut.NotPicked(2),
            new KeptOut.NothingAsked());
    assertThat(all)
        .extracting(reason -> said(language, reason).text())
        .doesNotHaveDuplicates()
        .allSatisfy(text -> assertThat(text).contains("Summit boot").doesNotContain("{", "_"));
    assertThat(Messages.of(language).texts().keySet())
        .containsAll(
            Messages.of(Language.ENGLISH).texts().keySet().stream()
                .filter(key -> key.startsWith("kept "))
                .toList());
  }
}
