package org.chatrec.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.chatrec.conversation.catalog.FieldDescription;
import org.chatrec.conversation.catalog.FieldRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldRolesTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "price",
        "brand",
        "type",
        "category",
        "genre",
        "color",
        "size",
        "gender",
        "age",
        "rating",
        "stock",
        "date",
        "duration",
        "language",
        "country",
        "person",
        "title",
        "sku",
        "variant_of"
      })
  void eachRoleOfTheContractIsTakenAndShownAsItWasSaid(String role) {
    FieldRoles roles = FieldRoles.parse(Map.of("a.b", Map.of("role", role)));
    assertThat(roles.of("a.b", "en").role()).isNotNull();
    assertThat(roles.toMap()).isEqualTo(Map.of("a.b", Map.of("role", role)));
  }

  @Test
  void labelsAreInTheCatalogsLanguageUnlessTheySayWhich() {
    FieldRoles roles =
        FieldRoles.parse(
            Map.of(
                "preis", Map.of("role", "price", "unit", "EUR", "label", "Preis"),
                "lager", Map.of("label", Map.of("en", "in stock", "zh", "有货"))));
    assertThat(roles.of("preis", "de"))
        .isEqualTo(new FieldDescription(FieldRole.PRICE, "EUR", Map.of("de", "Preis")));
    assertThat(roles.of("lager", "de").label("zh")).contains("有货");
    assertThat(roles.of("other", "de")).isEqualTo(FieldDescription.NONE);
  }

  @Test
  void whatCannotBeMeantIsRefusedByName() {
    refused(Map.of("p", Map.of("role", "prize")), "[fields.p.role]", "price");
    refused(Map.of("p", Map.of("role", "colour")), "[fields.p.role]", "color");
    refused(Map.of("p", Map.of("unit", "")), "[fields.p.unit]");
    refused(Map.of("p", Map.of("label", 7)), "[fields.p.label]");
    refused(Map.of("p", Map.of("label", Map.of("english", "price"))), "[fields.p.label]");
    refused(Map.of("p", Map.of("colour", "red")), "[fields.p.colour]");
    refused(Map.of("p", "price"), "[fields.p]");
    Map<String, Object> family = Map.of("role", "variant_of");
    refused(Map.of("a", family, "b", family), "[a]", "[b]");
  }

  private static void refused(Map<String, Object> given, String... named) {
    assertThatThrownBy(() -> FieldRoles.parse(given))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(named);
  }
}
