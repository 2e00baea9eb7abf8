package org.chatrec.conversation.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.chatrec.conversation.Fixtures;
import org.chatrec.conversation.PlanText;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldValue;
import org.chatrec.conversation.catalog.ValueIndexes;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.state.DialogueState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recipes, whose fields count in units that no shop has. */
class FoodTalkTests {
  private static final CatalogCard RECIPES =
      new CatalogCard(
          "recipes",
          "en",
          "title",
          List.of(
              CardField.keyword(
                  "category", List.of(new FieldValue("soups", 40), new FieldValue("salads", 30))),
              CardField.number("kcal", FieldKind.INTEGER, 80, 1200),
              CardField.number("servings", FieldKind.INTEGER, 1, 12),
              CardField.number("minutes", FieldKind.INTEGER, 5, 240)));

  private final RulesPlanner planner =
      new RulesPlanner((text, limit) -> List.of(), new ValueIndexes(), Fixtures.CLOCK);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          soups with less than 400 calories | search; category eq soups; kcal lt 400
          salads, max 350 kcal | search; category eq salads; kcal lte 350
          a soup for 4 people | search; category eq soups; servings eq 4
          salads for 6 | search; category eq salads; servings eq 6
          soups with 8 servings | search; category eq soups; servings eq 8
          500大卡以下 | search; kcal lte 500
          unter 300 Kalorien | search; kcal lt 300
          """)
  void countsInTheUnitsOfFood(String message, String plan) {
    PlanRequest request = new PlanRequest(message, DialogueState.empty(), RECIPES, 5, List.of());
    PlanOutcome outcome = planner.plan(request, Deadline.after(Duration.ofMinutes(1)));
    assertThat(PlanText.of(outcome.plan())).as("%s", message).isEqualTo(plan);
  }
}
