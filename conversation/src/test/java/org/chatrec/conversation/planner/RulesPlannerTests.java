package org.chatrec.conversation.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chatrec.conversation.Fixtures;
import org.chatrec.conversation.PlanText;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldDescription;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.catalog.FieldValue;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.state.DialogueState;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.state.Turn;
import org.chatrec.conversation.text.Resources;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages and the plans they mean, from {@code planner/messages.txt} in the test resources. */
class RulesPlannerTests {
  private final RulesPlanner planner = Fixtures.rules();

  @TestFactory
  Stream<DynamicTest> understandsMessages() {
    return rows().map(row -> DynamicTest.dynamicTest(row.name(), () -> check(row)));
  }

  @Test
  void tableIsComplete() {
    assertThat(rows().count()).isGreaterThanOrEqualTo(120);
  }

  /** Tags are on few of the items that they fit: their words are searched for, not required. */
  @Test
  void tagsAreWordsUnlessTheyAreCalledTagsOrRuledOut() {
    CatalogCard tagged =
        new CatalogCard(
            "tagged",
            "en",
            "title",
            List.of(
                CardField.keyword("genres", List.of(new FieldValue("Sci-Fi", 900))),
                CardField.keyword(
                    "tags",
                    List.of(
                        new FieldValue("science fiction", 30),
                        new FieldValue("tense", 8),
                        new FieldValue("zombies", 9)))));
    assertThat(PlanText.of(plan(tagged, "a tense science fiction film")))
        .isEqualTo("search; \"tense\"; genres eq Sci-Fi");
    assertThat(PlanText.of(plan(tagged, "sci-fi with the tag tense")))
        .contains("tags eq tense", "genres eq Sci-Fi");
    assertThat(PlanText.of(plan(tagged, "sci-fi without zombies"))).contains("tags not zombies");
  }

  /** Names in another script are found where the catalogue has them, in a field of their own. */
  @Test
  void namesInChineseAreValuesLikeOthers() {
    CatalogCard card =
        new CatalogCard(
            "named",
            "en",
            "title",
            List.of(
                CardField.keyword("genres", List.of(new FieldValue("Comedy", 9))),
                CardField.keyword("director", List.of(new FieldValue("Christopher Nolan", 9))),
                CardField.keyword(
                    "people_zh",
                    List.of(
                        new FieldValue("克里斯托弗·诺兰", 9),
                        new FieldValue("诺兰", 9),
                        new FieldValue("汤姆·汉克斯", 9)))));
    assertThat(PlanText.of(plan(card, "诺兰的电影"))).isEqualTo("search; people_zh eq 诺兰");
    assertThat(PlanText.of(plan(card, "克里斯托弗·诺兰的电影"))).isEqualTo("search; people_zh eq 克里斯托弗·诺兰");
    assertThat(PlanText.of(plan(card, "汤姆·汉克斯演的喜剧")))
        .isEqualTo("search; genres eq Comedy; people_zh eq 汤姆·汉克斯");
  }

  /** No name is guessed right here: what fields are is said. */
  @Test
  void fieldsAreWhatTheirOwnerSays() {
    CardField time = CardField.number("zeit", FieldKind.INTEGER, 600, 9000);
    CardField there = new CardField("lieferbar", FieldKind.BOOLEAN, List.of(), null, null);
    CatalogCard card =
        new CatalogCard(
            "said",
            "en",
            "titel",
            List.of(
                CardField.number("uvp", FieldKind.DECIMAL, 1, 500)
                    .as(new FieldDescription(FieldRole.PRICE, "EUR", Map.of("en", "list price"))),
                time.as(new FieldDescription(FieldRole.DURATION, "s", Map.of())),
                there.as(new FieldDescription(FieldRole.STOCK, null, Map.of("en", "on hand")))));
    assertThat(PlanText.of(plan(card, "something cheaper than 50 euros"))).contains("uvp lt 50");
    assertThat(PlanText.of(plan(card, "under 2 hours"))).contains("zeit lt 7200");
    assertThat(PlanText.of(plan(card, "toys on hand"))).contains("lieferbar eq true");
    assertThat(PlanText.of(plan(card, "toys in stock"))).contains("lieferbar eq true");
  }

  /** No rate is known: a figure counts as it is, and that it is another currency is said. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EUR | under 50 dollars          | dollars",
        "€   | under $50                 | $",
        "EUR | between 20 and 50 pounds  | pounds",
        "USD | something below 50 euros  | euros",
        "usd | under 50 €                | €",
        "GBP | under 50 bucks            | bucks",
        "JPY | under 50 CHF              | CHF",
        "EUR | 50美元以下                 | 美元",
        "EUR | 不超过300人民币              | 人民币",
        "CNY | 不超过300人民币              |",
        "EUR | under 50 euros            |",
        "EUR | under 50                  |",
        "CAD | under 50 dollars          |",
        "$   | under 50 usd              |",
        "    | under 50 dollars          |"
      })
  void anotherCurrencyIsNotTakenInSilence(String unit, String message, String said) {
    CatalogCard card =
        new CatalogCard(
            "shop",
            "en",
            "title",
            List.of(
                CardField.number("price", FieldKind.DECIMAL, 1, 500)
                    .as(new FieldDescription(FieldRole.PRICE, unit, Map.of()))));
    PlanRequest request = new PlanRequest(message, DialogueState.empty(), card, 5, List.of());
    PlanOutcome outcome = planner.plan(request, Deadline.after(Duration.ofMinutes(1)));
    assertThat(outcome.plan().filters())
        .isNotEmpty()
        .allMatch(filter -> filter.field().equals("price"));
    assertThat(outcome.dropped())
        .isEqualTo(said == null ? List.of() : List.of(new Dropped(said, "prices are in " + unit)));
  }

  /** A turn about one item leaves the list as it is, and "it" is that item from then on. */
  @Test
  void whatWasTalkedAboutLastIsMeant() {
    Plan search = Plan.of(Intent.SEARCH, 5);
    Plan why = Plan.of(Intent.EXPLAIN, 5).withReferences(List.of(3));
    DialogueState state =
        DialogueState.empty()
            .with(new Turn(1, "films", search, Fixtures.SHOWN_FILMS, 0))
            .with(new Turn(2, "why the third one?", why, List.of(), 0));
    assertThat(PlanText.of(after(state, "great, that one")))
        .isEqualTo("feedback; #3; +f3; scope referenced");
    assertThat(PlanText.of(after(state, "就这个"))).isEqualTo("feedback; #3; +f3; scope referenced");
    assertThat(PlanText.of(after(state, "who directed it?"))).startsWith("explain; #3");
    assertThat(PlanText.of(after(state, "more like this one")))
        .isEqualTo("similar; like f3; scope others");
  }

  @Test
  void theOnlyOneThatWasShownIsMeant() {
    Plan search = Plan.of(Intent.SEARCH, 5);
    DialogueState state =
        DialogueState.empty()
            .with(new Turn(1, "films", search, Fixtures.SHOWN_FILMS.subList(0, 1), 0));
    assertThat(PlanText.of(after(state, "sounds good")))
        .isEqualTo("feedback; #1; +f1; scope referenced");
  }

  private Plan after(DialogueState state, String message) {
    PlanRequest request = new PlanRequest(message, state, Fixtures.FILMS, 5, List.of());
    return planner.plan(request, Deadline.after(Duration.ofMinutes(1))).plan();
  }

  private Plan plan(CatalogCard card, String message) {
    PlanRequest request = new PlanRequest(message, DialogueState.empty(), card, 5, List.of());
    return planner.plan(request, Deadline.after(Duration.ofMinutes(1))).plan();
  }

  private void check(Row row) {
    assertThat(PlanText.of(plan(row))).as("%s", row.messages).isEqualTo(row.expected);
  }

  /** Plans the last message, after the earlier ones with the same items shown after each. */
  private Plan plan(Row row) {
    boolean films = row.card.equals("film");
    CatalogCard card = films ? Fixtures.FILMS : Fixtures.SHOP;
    List<ShownItem> shown = films ? Fixtures.SHOWN_FILMS : Fixtures.SHOWN_GOODS;
    DialogueState state = DialogueState.empty();
    Plan plan = null;
    for (String message : row.messages) {
      PlanRequest request = new PlanRequest(message, state, card, 5, List.of());
      plan = planner.plan(request, Deadline.after(Duration.ofMinutes(1))).plan();
      state = state.with(new Turn(state.nextNumber(), message, plan, shown, 0));
    }
    return plan;
  }

  private static Stream<Row> rows() {
    return Resources.lines("planner/messages.txt").stream().map(Row::parse);
  }

  private record Row(String card, List<String> messages, String expected) {
    static Row parse(String line) {
      String[] columns = line.split(" \\| ", 2);
      String[] sides = columns[1].split(" ==> ", 2);
      List<String> messages = new ArrayList<>(List.of(sides[0].split(" >> ")));
      return new Row(columns[0].strip(), messages, sides.length > 1 ? sides[1].strip() : "");
    }

    String name() {
      return card + ": " + String.join(" >> ", messages);
    }
  }

  /** A question was answered about an item that no list had shown. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "who directed Psycho? | anything else by him? | f4 | Alfred Hitchcock",
        "Who made Blade Runner? | what else has he directed | f7 | Ridley Scott",
        "wer hat Blade Runner gedreht? | was hat er noch gedreht? | f7 | Ridley Scott",
        "wer führte Regie bei Blade Runner? | noch etwas von ihm? | f7 | Ridley Scott",
        "谁导演了《Blade Runner》？ | 他还导演过什么？ | f7 | Ridley Scott",
      })
  void whoeverMadeWhatWasAskedAboutIsMeant(String asked, String message, String id, String maker) {
    Plan plan = plan(message, answered(asked, List.of(), List.of()));

    assertThat(plan.likeItems()).containsExactly(id);
    assertThat(plan.filters()).containsExactly(new Filter("director", Op.EQ, maker));
    assertThat(plan.query()).isEmpty();
  }

  @Test
  void whoeverMadeAShownItemThatWasAskedAboutIsMeant() {
    Plan plan =
        plan(
            "anything else by him?",
            answered("who directed it?", Fixtures.SHOWN_FILMS, List.of(4)));

    assertThat(plan.likeItems()).containsExactly("f4");
    assertThat(plan.filters()).containsExactly(new Filter("director", Op.EQ, "Alfred Hitchcock"));
  }

  @ParameterizedTest
  @CsvSource({"anything else by her?", "what else did they make?", "noch etwas von ihr?"})
  void whereNobodyWasNamedThatIsSaid(String message) {
    PlanOutcome outcome = outcome(message, DialogueState.empty());

    assertThat(outcome.plan().query()).isEmpty();
    assertThat(outcome.dropped()).extracting(Dropped::reason).containsExactly("nobody was named");
  }

  private static DialogueState answered(
      String asked, List<ShownItem> shown, List<Integer> references) {
    DialogueState state =
        shown.isEmpty()
            ? DialogueState.empty()
            : DialogueState.empty().with(new Turn(1, "films", Plan.of(Intent.SEARCH, 5), shown, 0));
    Plan explain = Plan.of(Intent.EXPLAIN, 5).withReferences(references);
    return state.with(new Turn(2, asked, explain, List.of(), 0));
  }

  private Plan plan(String message, DialogueState state) {
    return outcome(message, state).plan();
  }

  private PlanOutcome outcome(String message, DialogueState state) {
    return planner.plan(
        new PlanRequest(message, state, Fixtures.FILMS, 5, List.of()),
        Deadline.after(Duration.ofMinutes(1)));
  }
}
