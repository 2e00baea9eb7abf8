package org.chatrec.conversation.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
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

/** A store of many kinds of goods, which nothing is said of but the names of its fields. */
class StoreTalkTests {
  private static final CatalogCard STORE =
      new CatalogCard(
          "store",
          "en",
          "name",
          List.of(
              kinds(
                  "aquarium",
                  "board game",
                  "car battery",
                  "dog food",
                  "garden hose",
                  "guitar",
                  "guitar strings",
                  "child car seat",
                  "notebook"),
              CardField.keyword("allergens", List.of(new FieldValue("nuts", 5))),
              new CardField("grain_free", FieldKind.BOOLEAN, List.of(), null, null),
              number("age_from", 0, 14),
              number("capacity_ah", 60, 80),
              number("height_cm", 30, 150),
              number("length_cm", 100, 3000),
              number("litres", 1, 120),
              number("max_load_kg", 10, 50),
              number("minutes", 15, 180),
              number("pages", 96, 384),
              number("pieces", 48, 1450),
              number("players_max", 2, 6),
              number("players_min", 1, 3),
              number("strings", 4, 12),
              number("voltage", 12, 230),
              number("weight_g", 5, 30000)));

  private static CardField kinds(String... values) {
    return CardField.keyword(
        "kind", Stream.of(values).map(value -> new FieldValue(value, 10)).toList());
  }

  private static CardField number(String name, int min, int max) {
    return CardField.number(name, FieldKind.INTEGER, min, max);
  }

  private final RulesPlanner planner =
      new RulesPlanner((text, limit) -> List.of(), new ValueIndexes(), Fixtures.CLOCK);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          aquarium with at least 100 litres | search; kind eq aquarium; litres gte 100
          Aquarium unter 80 Liter | search; kind eq aquarium; litres lt 80
          80 ah car battery | search; capacity_ah eq 80; kind eq car battery
          a notebook with more than 100 pages | search; kind eq notebook; pages gt 100
          puzzle mit 1000 Teilen | search; "puzzle"; pieces eq 1000
          1000片的拼图 | search; "puzzle"; pieces eq 1000
          12v pump | search; "pump"; voltage eq 12
          board games for 4 players | search; kind eq board game; players_max gte 4; players_min lte 4
          board games under an hour | search; kind eq board game; minutes lt 60
          the lightest aquarium | search; kind eq aquarium; sort weight_g asc
          dog food without grain | search; grain_free eq true; kind eq dog food
          Hundefutter ohne Getreide | search; grain_free eq true; kind eq dog food
          不含谷物的狗粮 | search; grain_free eq true; kind eq dog food
          strings for a guitar | search; "guitar"; kind eq guitar strings
          Saiten für eine Gitarre | search; "guitar"; kind eq guitar strings
          guitar with 12 strings | search; kind eq guitar; strings eq 12
          吉他的琴弦 | search; "guitar"; kind eq guitar strings
          a car seat | search; kind eq child car seat
          aquarium for kids | search; age_from lte 12; kind eq aquarium
          Aquarium für Kinder | search; age_from lte 12; kind eq aquarium
          给孩子的鱼缸 | search; age_from lte 12; kind eq aquarium
          an aquarium for a kid of 6 | search; age_from lte 6; kind eq aquarium
          Hundefutter | search; kind eq dog food
          狗粮 | search; kind eq dog food
          """)
  void understandsItsGoodsAndMeasures(String message, String plan) {
    PlanRequest request = new PlanRequest(message, DialogueState.empty(), STORE, 5, List.of());
    PlanOutcome outcome = planner.plan(request, Deadline.after(Duration.ofMinutes(1)));
    assertThat(PlanText.of(outcome.plan())).as("%s", message).isEqualTo(plan);
  }
}
