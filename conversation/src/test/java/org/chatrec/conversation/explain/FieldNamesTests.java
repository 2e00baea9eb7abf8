package org.chatrec.conversation.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldDescription;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.plan.Sort;
import org.chatrec.conversation.plan.SortOrder;
import org.chatrec.conversation.text.Language;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A shop whose fields have names that no reader of a reply knows. */
class FieldNamesTests {

  private static final CatalogCard CARD =
      new CatalogCard(
          "laden",
          "de",
          "name",
          List.of(
              number("uvp", FieldRole.PRICE, "EUR"),
              number("lager", FieldRole.STOCK, null),
              number("angelegt", FieldRole.YEAR, null),
              CardField.keyword("v.gr", List.of())
                  .as(new FieldDescription(FieldRole.SIZE, null, Map.of())),
              CardField.keyword("v.farbe", List.of())
                  .as(
                      new FieldDescription(
                          FieldRole.COLOUR, null, Map.of("en", "shade", "de", "Farbton"))),
              CardField.keyword("details.material", List.of())));

  private static CardField number(String name, FieldRole role, @Nullable String unit) {
    return CardField.number(name, FieldKind.DECIMAL, 0, 100)
        .as(new FieldDescription(role, unit, Map.of()));
  }

  private static Wording in(Language language) {
    return new Wording(language, Labels.of(CARD));
  }

  @Test
  void aDeclaredRoleNamesAField() {
    assertThat(in(Language.GERMAN).filter(new Filter("uvp", Op.LT, 100)))
        .isEqualTo("Preis unter 100 EUR");
    assertThat(in(Language.ENGLISH).filter(new Filter("uvp", Op.LT, 100)))
        .isEqualTo("price below 100 EUR");
    assertThat(in(Language.CHINESE).filter(new Filter("v.gr", Op.EQ, "42"))).isEqualTo("尺寸为42");
    assertThat(in(Language.ENGLISH).filter(new Filter("v.gr", Op.EQ, "42"))).isEqualTo("size 42");
  }

  @Test
  void aDeclaredRoleOrders() {
    assertThat(in(Language.ENGLISH).sort(new Sort("uvp", SortOrder.ASC)))
        .isEqualTo("cheapest first");
    assertThat(in(Language.GERMAN).sort(new Sort("angelegt", SortOrder.DESC)))
        .isEqualTo("das Neueste zuerst");
  }

  @Test
  void aDeclaredLabelComesFirst() {
    assertThat(in(Language.GERMAN).label("v.farbe")).isEqualTo("Farbton");
    assertThat(in(Language.ENGLISH).label("v.farbe")).isEqualTo("shade");
    assertThat(in(Language.CHINESE).label("v.farbe")).isEqualTo("颜色");
  }

  @Test
  void aNameIsReadAtItsEnd() {
    assertThat(in(Language.CHINESE).label("details.material")).isEqualTo("材质");
    assertThat(in(Language.ENGLISH).label("details.material")).isEqualTo("details material");
  }

  /** A count of pieces is said as what it means. */
  @Test
  void moreThanNoneIsInStock() {
    assertThat(in(Language.ENGLISH).filter(new Filter("lager", Op.GT, 0.0))).isEqualTo("in stock");
    assertThat(in(Language.GERMAN).filter(new Filter("lager", Op.GTE, 1))).isEqualTo("auf Lager");
    assertThat(in(Language.CHINESE).filter(new Filter("lager", Op.GT, 0))).isEqualTo("有货");
    assertThat(in(Language.ENGLISH).filter(new Filter("lager", Op.GT, 5)))
        .isEqualTo("stock above 5");
  }

  /** Without a declaration a name that says what the field is about is kept as it is. */
  @Test
  void aTellingNameStays() {
    Wording plain = new Wording(Language.ENGLISH, Labels.NONE);
    assertThat(plain.filter(new Filter("list_price", Op.LTE, 5))).isEqualTo("list price 5 or less");
    assertThat(new Wording(Language.GERMAN, Labels.NONE).label("list_price")).isEqualTo("Preis");
  }

  /** "Vegan", not "diet vegan"; numbers and codes need their label. */
  @Test
  void aWordNeedsNoLabel() {
    Wording plain = new Wording(Language.ENGLISH, Labels.NONE);
    assertThat(plain.filter(new Filter("diet", Op.EQ, "gluten-free"))).isEqualTo("gluten-free");
    assertThat(plain.filter(new Filter("diet", Op.NOT, "vegan"))).isEqualTo("not vegan");
    assertThat(plain.filter(new Filter("grade", Op.EQ, "AB"))).isEqualTo("grade AB");
    assertThat(plain.filter(new Filter("rooms", Op.EQ, 3))).isEqualTo("rooms 3");
    assertThat(new Wording(Language.CHINESE, Labels.NONE).filter(new Filter("diet", Op.EQ, "素食")))
        .isEqualTo("素食");
  }

  /** Nobody asked for the second. */
  @Test
  void aTimeIsSaidAsItsDay() {
    assertThat(in(Language.ENGLISH).any("angelegt", List.of("2026-11-25T08:00:00Z")))
        .isEqualTo("from 2026-11-25");
  }

  @Test
  void commonValuesAreCalledWhatReadersCallThem() {
    assertThat(in(Language.GERMAN).any("v.farbe", List.of("Black", "walnut burst")))
        .contains("schwarz", "walnut burst");
    assertThat(in(Language.CHINESE).any("details.material", List.of("wool"))).contains("羊毛");
    assertThat(in(Language.ENGLISH).any("details.material", List.of("wool"))).contains("wool");
    // a name is none
    assertThat(in(Language.GERMAN).any("brand", List.of("Orange"))).contains("Orange");
    assertThat(in(Language.CHINESE).any("director", List.of("Black"))).contains("Black");
  }
}
