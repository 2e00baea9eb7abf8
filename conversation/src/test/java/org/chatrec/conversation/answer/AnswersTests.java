package org.chatrec.conversation.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chatrec.conversation.Fixtures;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.ValueIndexes;
import org.chatrec.conversation.explain.HitFacts;
import org.chatrec.conversation.language.MessageLanguage;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.planner.TitleLookup;
import org.chatrec.conversation.state.DialogueState;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.state.Turn;
import org.chatrec.conversation.text.Tokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTests {
  private static final TitleLookup NONE = (text, limit) -> List.of();

  private static final List<ShownItem> BOOTS =
      List.of(
          new ShownItem(
              "b1",
              "Ridge Trail Boot",
              Map.of(
                  "brand",
                  "Salomon",
                  "colour",
                  List.of("black", "grey"),
                  "size",
                  List.of("38", "39", "40"),
                  "price",
                  129.9,
                  "in_stock",
                  true,
                  "waterproof",
                  true,
                  "description",
                  "A light boot for wet mountains. The sole is made of rubber. Not suitable for"
                      + " crampons.")),
          new ShownItem(
              "b2",
              "City Boot",
              Map.of(
                  "brand",
                  "Clarks",
                  "colour",
                  "red",
                  "price",
                  89.0,
                  "in_stock",
                  false,
                  "waterproof",
                  false,
                  "weight_g",
                  640,
                  "description",
                  "A leather boot for town, lined with wool. It can be resoled.")),
          new ShownItem(
              "b3",
              "Espresso Machine Bella",
              Map.of(
                  "brand",
                  "Bosch",
                  "price",
                  249,
                  "stock",
                  3,
                  "description",
                  "Makes coffee at 15 bar. With a milk frother for cappuccino and a removable"
                      + " water tank.")));

  private static final DialogueState SHOWN = shown(BOOTS);
  private static final Answers ANSWERS = new Answers(new ValueIndexes());

  private static DialogueState shown(List<ShownItem> items) {
    return DialogueState.empty().with(new Turn(1, "boots", Plan.of(Intent.SEARCH, 5), items, 0));
  }

  private static Optional<Question> read(String message, DialogueState state, CatalogCard card) {
    return all(message, state, card).stream().findFirst();
  }

  private static List<Question> all(String message, DialogueState state, CatalogCard card) {
    return ANSWERS.read(message, MessageLanguage.of(message), state, card, Fixtures.TITLES);
  }

  private static Answer answer(String message, DialogueState state, CatalogCard card) {
    List<Question> questions = all(message, state, card);
    assertThat(questions).as(message).isNotEmpty();
    return Answer.joined(
        questions.stream().map(question -> answer(message, question, card)).toList());
  }

  private static Answer answer(String message, Question question, CatalogCard card) {
    List<HitFacts> facts =
        question.items().stream()
            .map(item -> new HitFacts(item, Map.of(), List.of(), List.of(), Map.of(), ""))
            .toList();
    return ANSWERS.answer(MessageLanguage.of(message), question, facts, card);
  }

  /** Columns: message; what the answer says; ids that it is about. */
  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "/org/chatrec/conversation/answer/questions.txt",
      delimiter = ';',
      maxCharsPerColumn = 500)
  void answersFromTheItems(String message, String says, String about) {
    boolean film = about.startsWith("f");
    Answer answer =
        film
            ? answer(message, shown(Fixtures.SHOWN_FILMS), Fixtures.FILMS)
            : answer(message, SHOWN, Fixtures.SHOP);

    assertThat(answer.text()).contains(says);
    assertThat(String.join(" ", answer.about())).isEqualTo(about);
    List<ShownItem> items = film ? Fixtures.ALL_FILMS : BOOTS;
    assertThat(answer.evidence()).allSatisfy(proof -> assertThat(isTold(items, proof)).isTrue());
  }

  private static boolean isTold(List<ShownItem> items, Answer.Proof proof) {
    ShownItem item =
        items.stream().filter(i -> i.id().equals(proof.id())).findFirst().orElseThrow();
    String told = String.valueOf(item.fields().get(proof.field()));
    String quote = proof.quote().replace("…", "");
    return told.contains(quote)
        || List.of(quote.split(", ")).stream()
            .map(part -> part.replaceAll(" (min|g|EUR)$", ""))
            .allMatch(part -> told.contains(part) || part.matches("yes|no|是|否|ja|nein"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "waterproof boots",
        "which boots are best for snow?",
        "has it anything else?",
        "what else is there by Clarks?",
        "the warmest boots of this brand",
        "welche Stiefel sind am besten?",
        "最暖和的靴子",
        "is there a film by Kubrick?",
        "do you have it cheaper?",
        "what about boots for my wife?",
        "show me the first in blue",
        "is that all?",
        "why the first one?",
        "I'll take the second one",
        "what should I watch tonight?",
        "the red ones please",
        "which films have robots in them and are from the nineties?",
        "compare 1 and 2",
        "what is the difference?",
        "not the first one",
        "something like the second but in black",
        "有没有红色的跑鞋？不要耐克",
        "便宜一点的",
        "我想看科幻片",
        "第二个不错",
        "有红色防水外套吗",
        "有黑色的吗",
        "可以便宜点吗",
        "red shoes - size 42",
        "boots: black or brown",
        "how many films do you have",
        "is it"
      })
  void leavesWhatIsNoQuestionOfAnItem(String message) {
    assertThat(read(message, SHOWN, Fixtures.SHOP)).as(message).isEmpty();
  }

  @Test
  void asksNothingWhereNothingWasShown() {
    assertThat(
            ANSWERS.read(
                "is it waterproof?",
                MessageLanguage.of("is it waterproof?"),
                DialogueState.empty(),
                Fixtures.SHOP,
                NONE))
        .isEmpty();
  }

  @Test
  void itIsWhatTheTurnBeforeWasAbout() {
    DialogueState state =
        SHOWN.with(
            new Turn(
                2,
                "how much is the second?",
                Plan.of(Intent.EXPLAIN, 5).withReferences(List.of(2)),
                List.of(),
                0));

    assertThat(answer("is it in stock?", state, Fixtures.SHOP).about()).containsExactly("b2");
  }

  @Test
  void aTitleThatWasNotShownIsLookedUp() {
    Answer answer = answer("Who directed Blade Runner?", DialogueState.empty(), Fixtures.FILMS);

    assertThat(answer.text()).contains("Ridley Scott");
    assertThat(answer.about()).containsExactly("f7");
  }

  /** Columns: the question; the item that it names. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      nullValues = "-",
      value = {
        "does the Ridge Trail survive water; b1",
        "whats the Espresso Machine made of; b3",
        "how much is the city boot; b2",
        "is the Espresso Machine Bella in stock?; b3",
        "Ridge Trail靴子有多重; b1",
        "Espresso Machine咖啡机多少钱; b3",
        "Ridge Trail Boot防水吗; b1",
        "Ridge Trail靴子防水吗; b1",
        "how much is the bella; b3",
        "how much is the red boot; b2",
        "how much is a bella; -",
        "how much is the second; -",
        "Bella咖啡机多少钱; b3",
        "how much is the boot; -",
        "does a city survive water; -",
        "is there a waterproof boot; -",
        "how much is a boot for men; -",
        "靴子多少钱; -",
      })
  void theWordsThatATitleBeginsWithNameIt(String message, String id) {
    TitleLookup boots =
        (text, limit) ->
            BOOTS.stream()
                .filter(
                    item ->
                        Set.of(Tokenizer.key(item.title()).split(" "))
                            .containsAll(List.of(Tokenizer.key(text).split(" "))))
                .limit(limit)
                .toList();

    Optional<Question> question =
        ANSWERS
            .read(message, MessageLanguage.of(message), DialogueState.empty(), Fixtures.SHOP, boots)
            .stream()
            .findFirst();

    assertThat(question.map(read -> read.items().getFirst().id()))
        .isEqualTo(Optional.ofNullable(id));
  }

  /** Each title that is looked up is a search. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a jacket, wool or down, nothing above 200",
        "kettle or teapot, in red, blue or green",
        "shoes for men and women, size 40"
      })
  void whatAsksNothingIsNotLookedUp(String message) {
    List<String> lookedUp = new ArrayList<>();
    TitleLookup counting =
        (text, limit) -> {
          lookedUp.add(text);
          return List.of();
        };
    assertThat(
            ANSWERS.read(
                message,
                MessageLanguage.of(message),
                DialogueState.empty(),
                Fixtures.SHOP,
                counting))
        .isEmpty();
    assertThat(lookedUp).isEmpty();
  }

  /** Columns: what was asked of the second; what is said next; the item; what is told of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "2nd one - price?; and the first?; b1; 129.9",
        "how much is the second?; what about the third; b3; 249",
        "is the second one waterproof?; and the first one; b1; Yes",
        "what sizes does the second come in?; the first?; b1; 38",
        "how much is the second?; weight?; b2; 640 g",
        "how much is the second?; and its weight?; b2; 640 g",
        "how much is the second?; who makes it?; b2; Clarks",
        "第二个多少钱？; 重量呢; b2; 640 g",
        "how much is the second?; what is its plot?; b2; leather boot",
        "how much is the second?; and the story?; b2; leather boot",
        "was kostet das zweite?; und die Handlung?; b2; leather boot",
        "第二个多少钱？; 剧情呢; b2; leather boot",
        "第二个多少钱？; 第一个呢; b1; 129.9",
        "第二款防水吗; 那第一款呢？; b1; 是的",
        "was kostet das zweite?; und das erste?; b1; 129.9",
        "ist das zweite wasserdicht?; und der erste; b1; Ja",
      })
  void theSameIsAskedOfAnother(String first, String next, String id, String tells) {
    Turn asked =
        new Turn(2, first, Plan.of(Intent.EXPLAIN, 5).withReferences(List.of(2)), List.of(), 0);

    Answer answer = answer(next, SHOWN.with(asked), Fixtures.SHOP);

    assertThat(answer.text()).contains(tells);
    assertThat(answer.about()).containsExactly(id);
    assertThat(
            read(next, SHOWN, Fixtures.SHOP).filter(now -> !next.matches(".*(it|its) .*|.*it\\?")))
        .isEmpty();
  }

  /** Columns: what is asked of the red one; how the answer begins; the item that proves it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "does it come in green?; Yes; r2",
        "is it available in blue; Yes; r3",
        "is there this one in green; -; -",
        "does it come in white?; No; r1",
        "does it come in red?; Yes; r1",
        "有绿色的吗？; -; -",
        "它有绿色的吗; 有的; r2",
        "gibt es das auch in grün?; Ja; r2",
        "gibt es das in rot?; Ja; r1",
      })
  void anotherOfTheSameNameMayHaveIt(String message, String begins, String proof) {
    List<ShownItem> blankets =
        List.of(blanket("r1", "red"), blanket("r2", "green"), blanket("r3", "blue"));
    DialogueState state = shown(blankets.subList(0, 1));
    Optional<Question> question = read(message, state, Fixtures.SHOP);
    if (begins.equals("-")) {
      assertThat(question).isEmpty();
      return;
    }
    HitFacts red = new HitFacts(blankets.getFirst(), Map.of(), List.of(), List.of(), Map.of(), "");

    Answer answer =
        ANSWERS.answer(
            MessageLanguage.of(message),
            question.orElseThrow(),
            List.of(red),
            blankets,
            Fixtures.SHOP);

    assertThat(answer.text()).startsWith(begins);
    assertThat(answer.about()).containsExactly("r1");
    assertThat(answer.evidence()).extracting(Answer.Proof::id).containsExactly(proof);
  }

  private static ShownItem blanket(String id, String colour) {
    return new ShownItem(id, "Alpine Blanket", Map.of("colour", colour, "price", 79.0));
  }

  @Test
  void aFieldAndNoGuessDecides() {
    Answer answer = answer("is the second waterproof?", SHOWN, Fixtures.SHOP);

    assertThat(answer.text()).startsWith("No");
    assertThat(answer.evidence()).containsExactly(new Answer.Proof("b2", "waterproof", "false"));
  }

  /** Columns: what the item's text says; what is asked of it; how the answer begins. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "非常适合跑步。; 第一个适合跑步吗？; 是的",
        "这是一款非常轻便的跑步鞋。; 它适合跑步吗？; 是的",
        "支持无线蓝牙耳机。; 它支持蓝牙吗？; 是的",
        "采用不锈钢内胆，带杯盖。; 它有杯盖吗？; 是的",
        "采用不锈钢内胆。; 它有内胆吗？; 是的",
        "不仅轻便，还能防水。; 它能防水吗？; 是的",
        "未来感的外观，带闹钟。; 它带闹钟吗？; 是的",
        "不同于别的款，它适合登山。; 它适合登山吗？; 是的",
        "不适合跑步。; 第一个适合跑步吗？; 不是",
        "这款鞋不能防水。; 它能防水吗？; 不是",
        "没有闹钟。; 它带闹钟吗？; 不是",
        "非防水材料。; 它防水吗？; 不是",
        "Not only light but waterproof.; is it waterproof?; Yes",
        "It has no zip, and a hood.; does it have a hood?; Of",
        "Never fails in the rain.; can it be used in the rain?; Yes",
        "Made without leather.; is it made of leather?; No",
      })
  void aDenialReachesNoFurtherThanItsClause(String text, String message, String begins) {
    ShownItem item = new ShownItem("b9", "Plain", Map.of("description", text));

    assertThat(answer(message, shown(List.of(item)), Fixtures.SHOP).text()).startsWith(begins);
  }

  @Test
  void tellsWhatSetsItemsApart() {
    List<HitFacts> two =
        BOOTS.subList(0, 2).stream()
            .map(item -> new HitFacts(item, Map.of(), List.of(), List.of(), Map.of(), ""))
            .toList();
    Question difference =
        new Question(Question.Kind.DIFFERENCE, "", "", List.of(BOOTS.get(0), BOOTS.get(1)));

    Answer answer =
        ANSWERS.answer(
            MessageLanguage.of("what is the difference?"), difference, two, Fixtures.SHOP);

    assertThat(answer.text())
        .startsWith("“Ridge Trail Boot” and “City Boot” differ – ")
        .contains("price: 129.9 vs. 89", "brand: Salomon vs. Clarks")
        .contains("sizes: 38, 39 and 40 vs. unknown");
    assertThat(answer.about()).containsExactly("b1", "b2");
    assertThat(answer.evidence()).isNotEmpty();
  }

  /** Five columns in a sentence are no answer: of many, a few values that all of them tell. */
  @Test
  void ofMoreThanTwoAFewValuesOfEachAreTold() {
    List<ShownItem> three =
        List.of(
            new ShownItem("a", "A", Map.of("brand", "X", "price", 10, "in_stock", true)),
            new ShownItem("b", "B", Map.of("brand", "Y", "price", 12.5, "in_stock", false)),
            new ShownItem("c", "C", Map.of("brand", "X", "price", 9, "colour", "red")));
    List<HitFacts> facts =
        three.stream()
            .map(item -> new HitFacts(item, Map.of(), List.of(), List.of(), Map.of(), ""))
            .toList();
    Question difference = new Question(Question.Kind.DIFFERENCE, "", "", three);

    Answer answer =
        ANSWERS.answer(
            MessageLanguage.of("what is the difference?"), difference, facts, Fixtures.SHOP);

    assertThat(answer.text())
        .isEqualTo(
            "“A” – price: 10; brand: X. “B” – price: 12.5; brand: Y. “C” – price: 9; brand: X.");
    assertThat(answer.about()).containsExactly("a", "b", "c");
  }

  @Test
  void readsHostileMessagesInLittleTime() {
    String many = "is " + "it is the ".repeat(400) + "?";

    assertThat(read(many, SHOWN, Fixtures.SHOP)).isEmpty();
    assertThat(read("how much is " + "the ".repeat(30), SHOWN, Fixtures.SHOP)).isEmpty();
    assertThat(read("is " + "(".repeat(100) + "?", SHOWN, Fixtures.SHOP)).isEmpty();
  }
}
