package org.chatrec.conversation.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldRoleTests {

  @Test
  void whatIsSaidCountsMoreThanAName() {
    CardField named = CardField.number("runtime", FieldKind.INTEGER, 1, 9);
    assertThat(FieldRole.of(named)).isEqualTo(FieldRole.DURATION);
    CardField said =
        named.as(new FieldDescription(FieldRole.AGE, "years", Map.of("de", "Alter ab")));
    assertThat(FieldRole.of(said)).isEqualTo(FieldRole.AGE);
    assertThat(said.label("de")).isEqualTo("Alter ab");
    assertThat(said.label("en")).isEqualTo("runtime");
  }

  @Test
  void aFlagOfWhatIsThereIsTheStock() {
    for (String name : List.of("in_stock", "isAvailable", "store.stock")) {
      CardField field = new CardField(name, FieldKind.BOOLEAN, List.of(), null, null);
      assertThat(FieldRole.of(field)).as(name).isEqualTo(FieldRole.STOCK);
    }
  }

  @Test
  void whatIsMeasuredInAnotherUnitIsNoTimeAndTheLeastIsNone() {
    for (String name : List.of("length_cm", "cable_length_mm", "age_min", "players_min")) {
      CardField field = CardField.number(name, FieldKind.INTEGER, 1, 90);
      assertThat(FieldRole.of(field)).as(name).isNotEqualTo(FieldRole.DURATION);
    }
    for (String name : List.of("length", "length_minutes", "duration_min")) {
      CardField field = CardField.number(name, FieldKind.INTEGER, 1, 90);
      assertThat(FieldRole.of(field)).as(name).isEqualTo(FieldRole.DURATION);
    }
  }

  @Test
  void theKindOfAProductIsAKindAndThatOfItsFabricIsNone() {
    for (String name : List.of("kind", "product_kind", "item.kind")) {
      CardField field = CardField.keyword(name, List.of());
      assertThat(FieldRole.of(field)).as(name).isEqualTo(FieldRole.GENRE);
      assertThat(field.isKind()).as(name).isTrue();
    }
    assertThat(FieldRole.of(CardField.keyword("fabric_kind", List.of())))
        .isEqualTo(FieldRole.OTHER);
  }

  @Test
  void aGuessIsShownInTheWordThatTheFieldIsNamedBy() {
    assertThat(FieldRole.GENRE.word("product_type")).contains("type");
    assertThat(FieldRole.GENRE.word("category")).contains("category");
    assertThat(FieldRole.GENRE.word("subject")).contains("genre");
    assertThat(FieldRole.COLOUR.word("x")).contains("color");
    assertThat(FieldRole.OTHER.word("x")).isEmpty();
  }
}
