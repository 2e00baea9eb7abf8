package org.chatrec.conversation.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.chatrec.conversation.Fixtures;
import org.chatrec.conversation.answer.Clarifier.Spread;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldValue;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.state.DialogueState;
import org.chatrec.conversation.state.Turn;
import org.chatrec.conversation.text.Language;
import org.junit.jupiter.api.Test;

class ClarifierTests {
  private static final Plan SHOES =
      Plan.of(Intent.SEARCH, 5).withFilters(List.of(new Filter("category", Op.EQ, "Shoes")));

  private final Clarifier clarifier = new Clarifier();

  private List<String> fields(Plan plan, DialogueState state) {
    return clarifier.fields(plan, state, Fixtures.SHOP).stream().map(CardField::name).toList();
  }

  private static Spread spread(long without, long... counts) {
    List<FieldValue> values = new java.util.ArrayList<>();
    for (long count : counts) {
      values.add(new FieldValue("v" + values.size(), count));
    }
    return new Spread(values, without);
  }

  @Test
  void asksWhoGaveLittleAndOnce() {
    assertThat(fields(SHOES, DialogueState.empty()))
        .contains("size", "colour")
        .doesNotContain("category");
    assertThat(fields(SHOES.withQuery("light for running in winter"), DialogueState.empty()))
        .isEmpty();
    Turn asked = new Turn(1, "shoes", SHOES, List.of(), 0, List.of(), "size");
    assertThat(fields(SHOES, DialogueState.empty().with(asked))).isEmpty();
    assertThat(fields(Plan.of(Intent.EXPLAIN, 5), DialogueState.empty())).isEmpty();
    Filter red = new Filter("colour", Op.EQ, "red");
    assertThat(
            fields(
                SHOES.withFilters(List.of(SHOES.filters().getFirst(), red)), DialogueState.empty()))
        .isEmpty();
  }

  @Test
  void asksForWhatTellsMost() {
    Map<String, Spread> spreads =
        Map.of("colour", spread(0, 10, 10), "size", spread(2, 8, 6, 4), "brand", spread(0, 19, 1));

    Clarifier.Ask ask = clarifier.ask(Language.ENGLISH, Fixtures.SHOP, 20, spreads).orElseThrow();

    assertThat(ask)
        .isEqualTo(new Clarifier.Ask("size", "Which size do you need?", List.of("v0", "v1", "v2")));
    assertThat(clarifier.ask(Language.CHINESE, Fixtures.SHOP, 20, spreads).orElseThrow().text())
        .isEqualTo("需要什么尺码？");
  }

  @Test
  void asksNothingThatDecidesLittle() {
    assertThat(
            clarifier.ask(Language.ENGLISH, Fixtures.SHOP, 20, Map.of("brand", spread(0, 19, 1))))
        .isEmpty();
    assertThat(clarifier.ask(Language.ENGLISH, Fixtures.SHOP, 20, Map.of("size", spread(15, 3, 2))))
        .isEmpty();
    assertThat(clarifier.ask(Language.ENGLISH, Fixtures.SHOP, 4, Map.of("size", spread(0, 2, 2))))
        .isEmpty();
    assertThat(
            clarifier.ask(
                Language.ENGLISH,
                Fixtures.SHOP,
                90,
                Map.of("brand", spread(0, 9, 9, 9, 9, 9, 9, 9, 9, 9))))
        .isEmpty();
    assertThat(clarifier.ask(Language.ENGLISH, Fixtures.SHOP, 20, Map.of("size", spread(20))))
        .isEmpty();
  }
}
