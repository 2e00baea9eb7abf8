package org.chatrec.conversation.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class UnitsTests {

  private static CardField counted(String unit, Map<String, String> labels) {
    return CardField.number("n", FieldKind.INTEGER, 1, 6)
        .as(new FieldDescription(null, unit, labels));
  }

  @Test
  void aUnitThatTheLabelSaysIsNotSaidTwice() {
    Map<String, String> labels = Map.of("en", "number of people", "de", "Personen");
    assertThat(Units.of(counted("people", labels), 3)).isEmpty();
    assertThat(Units.of(counted("people", Map.of("en", "sleeps")), 3)).contains("people");
    assertThat(Units.of(counted("g", Map.of("en", "net weight")), 820)).contains("g");
  }

  @Test
  void aUnitInANameIsSaidBehindTheNumber() {
    CardField height = CardField.number("height_cm", FieldKind.INTEGER, 1, 200);
    assertThat(Units.of(height, 45)).contains("cm");
    assertThat(height.label("en")).isEqualTo("height");
    CardField players = CardField.number("players_min", FieldKind.INTEGER, 1, 4);
    assertThat(Units.of(players, 2)).isEmpty();
    assertThat(players.label("en")).isEqualTo("players min");
    assertThat(CardField.number("cm", FieldKind.INTEGER, 1, 200).label("en")).isEqualTo("cm");
  }
}
