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
  void aGuessIsShownInTheWordThatTheFieldIsNamedBy() {
    assertThat(FieldRole.GENRE.word("product_type")).contains("type");
    assertThat(FieldRole.GENRE.word("category")).contains("category");
    assertThat(FieldRole.GENRE.word("subject")).contains("genre");
    assertThat(FieldRole.COLOUR.word("x")).contains("color");
    assertThat(FieldRole.OTHER.word("x")).isEmpty();
  }
}
