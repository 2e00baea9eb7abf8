package org.chatrec.conversation.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.state.ShownItem;
import org.junit.jupiter.api.Test;

class ConceptsTests {
  private static final CatalogCard PHONES =
      new CatalogCard(
          "phones",
          "en",
          "title",
          List.of(
              CardField.number("list_price", FieldKind.DECIMAL, 10, 900),
              CardField.number("price", FieldKind.DECIMAL, 10, 900)));

  @Test
  void thePriceIsWhatIsPaidWhicheverFieldComesFirst() {
    assertThat(Concepts.fields(item("list_price", "price"), "price").getFirst()).isEqualTo("price");
    assertThat(Concepts.fields(item("price", "list_price"), "price").getFirst()).isEqualTo("price");
  }

  @Test
  void aListPriceIsThePriceWhereThereIsNoOther() {
    assertThat(Concepts.fields(item("list_price"), "price")).containsExactly("list_price");
  }

  private static ItemFields item(String... fields) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String field : fields) {
      values.put(field, 99.0);
    }
    return ItemFields.of(new ShownItem("p1", "Phone", values), PHONES);
  }
}
