package org.chatrec.conversation.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldDescription;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.catalog.FieldValue;
import org.chatrec.conversation.language.MessageLanguage;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.state.ShownItem;
import org.junit.jupiter.api.Test;

/** Explanations call fields what the catalogue calls them, and say what numbers count. */
class TemplateExplainerTests {
  private static final CatalogCard CARD =
      new CatalogCard(
          "racks",
          "en",
          "name",
          List.of(
              keyword("wearer", FieldRole.GENDER, Map.of("en", "for whom", "de", "für wen")),
              keyword("fabric", null, Map.of("en", "cloth", "de", "Stoff", "zh", "面料")),
              number("worth", FieldRole.PRICE, "GBP", Map.of("en", "price", "de", "Preis")),
              number("load", null, "kg", Map.of("en", "carries", "de", "Traglast", "zh", "承重"))));

  private static final ShownItem RACK =
      new ShownItem(
          "r1",
          "Rack",
          Map.of("wearer", "girls", "fabric", "felt", "worth", 42.0, "load", List.of(15, 25)));

  private static CardField keyword(String name, FieldRole role, Map<String, String> labels) {
    return CardField.keyword(name, List.of(new FieldValue("girls", 3)))
        .as(new FieldDescription(role, null, labels));
  }

  private static CardField number(
      String name, FieldRole role, String unit, Map<String, String> labels) {
    return CardField.number(name, FieldKind.DECIMAL, 0, 100)
        .as(new FieldDescription(role, unit, labels));
  }

  private static String explained(String message, Filter... filters) {
    return ordered(message, List.of(), filters);
  }

  private static String ordered(String message, List<String> order, Filter... filters) {
    return new TemplateExplainer()
        .explain(
            new HitFacts(
                RACK,
                Map.of(),
                List.of(),
                List.of(filters),
                Map.of(),
                "",
                RACK.fields(),
                Labels.of(CARD),
                order),
            MessageLanguage.of(message))
        .text();
  }

  @Test
  void ofWhatAModelChoseTheTextSpeaksWhereNothingElseDoes() {
    String text = "Folds flat behind a door and takes coats, boots and two wet umbrellas.";
    HitFacts hit =
        new HitFacts(
            RACK,
            Map.of("semantic", 0.2),
            List.of(),
            List.of(),
            Map.of(),
            "narrow hall",
            Map.of("story", text),
            Labels.NONE,
            List.of());
    Explanation chosen =
        new TemplateExplainer().explainChosen(hit, MessageLanguage.of("for a narrow hall"));
    assertThat(chosen.text()).contains("“" + text + "”").doesNotContain("nearest");
    assertThat(chosen.evidence()).containsExactly(new Evidence("story", text));
    assertThat(new TemplateExplainer().explain(hit, MessageLanguage.of("for a hall")).text())
        .contains("nearest");
  }

  @Test
  void whatIsMetHasItsUnit() {
    Filter[] wanted = {new Filter("worth", Op.LT, 60), new Filter("load", Op.GTE, 10)};

    assertThat(explained("a rack", wanted))
        .isEqualTo("As you asked: priced 42 GBP, carries 15 kg and 25 kg.");
    assertThat(explained("ein Regal für die Küche", wanted))
        .isEqualTo("Wie gewünscht: Preis: 42 GBP, Traglast: 15 kg und 25 kg.");
    assertThat(explained("架子", wanted)).contains("42 GBP", "承重为15 kg、25 kg");
  }

  /** A label that is no sentence, "age from 5", is said as people say it. */
  @Test
  void theAgeThatItIsForIsSaidInWords() {
    HitFacts puzzle =
        new HitFacts(
            new ShownItem("p", "Puzzle", Map.of("min_age", 5, "audience_age", "adult")),
            Map.of(),
            List.of(),
            List.of(new Filter("min_age", Op.LTE, 6), new Filter("audience_age", Op.EQ, "adult")),
            Map.of(),
            "");
    TemplateExplainer explainer = new TemplateExplainer();

    assertThat(explainer.explain(puzzle, MessageLanguage.of("a toy for my son")).text())
        .contains("for age 5 and up")
        .contains("adult")
        .doesNotContain("adult and up");
    assertThat(explainer.explain(puzzle, MessageLanguage.of("ein Spiel für meinen Sohn")).text())
        .contains("für das Alter ab 5");
    assertThat(explainer.explain(puzzle, MessageLanguage.of("给孩子的玩具")).text()).contains("适合5岁以上");
  }

  @Test
  void aColourThatIsAvoidedNeedsNoLabel() {
    HitFacts jacket =
        new HitFacts(
            new ShownItem("j", "Jacket", Map.of("color", "green")),
            Map.of(),
            List.of(),
            List.of(new Filter("color", Op.NOT, List.of("black", "navy"))),
            Map.of(),
            "");
    TemplateExplainer explainer = new TemplateExplainer();

    assertThat(explainer.explain(jacket, MessageLanguage.of("a jacket")).text())
        .isEqualTo("As you wished, it is not black or navy.");
    assertThat(explainer.explain(jacket, MessageLanguage.of("eine Jacke für den Regen")).text())
        .isEqualTo("Wie gewünscht: nicht schwarz oder marineblau.");
  }

  @Test
  void whatIsAvoidedHasItsUnitAndItsLabelWhereItIsNoWord() {
    Filter[] unwanted = {new Filter("fabric", Op.NOT, "jute"), new Filter("load", Op.NOT, 5)};

    assertThat(explained("a rack", unwanted))
        .isEqualTo("As you wished, it is not jute and not carries 5 kg.");
    assertThat(explained("ein Regal für die Küche", unwanted))
        .contains("nicht jute", "Traglast: 5 kg");
    assertThat(explained("架子", unwanted)).contains("面料不是jute", "承重不是5 kg");
  }

  /** Nothing in the name of the field tells it. */
  @Test
  void theRoleIsTheDeclaredOne() {
    assertThat(explained("something", new Filter("wearer", Op.EQ, "girls")))
        .isEqualTo("As you asked: for girls.");
  }

  /** An item that has a value in range only by another one has none to name. */
  @Test
  void aValueThatTheItemDoesNotHaveIsNotNamed() {
    assertThat(explained("a rack", new Filter("load", Op.GT, 90)))
        .doesNotContain("carries", "As you asked");
  }

  /** The dearest first: what each costs, unless that is said already. */
  @Test
  void theValueThatHitsAreOrderedByIsTold() {
    assertThat(ordered("the dearest rack", List.of("worth", "load")))
        .isEqualTo("In the order that you asked for: priced 42 GBP.");
    assertThat(ordered("the dearest rack", List.of("worth"), new Filter("worth", Op.LT, 60)))
        .isEqualTo("As you asked: priced 42 GBP.");
    assertThat(ordered("the newest rack", List.of("since"))).doesNotContain("order");
  }
}
