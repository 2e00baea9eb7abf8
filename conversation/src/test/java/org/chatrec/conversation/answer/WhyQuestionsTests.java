package org.chatrec.conversation.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.chatrec.conversation.Fixtures;
import org.chatrec.conversation.answer.Question.Kind;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Why something is shown or not, and what only somebody who reads the texts could tell. */
class WhyQuestionsTests {
  private static final Answers ANSWERS = new Answers(new ValueIndexes());

  private static final List<ShownItem> SHOWN =
      List.of(
          new ShownItem("h", "Harbour Lights", Map.of("year", 1994)),
          new ShownItem("f", "The Fifth Season", Map.of("year", 1997)));

  private static final List<ShownItem> ALL =
      List.of(
          SHOWN.get(0),
          SHOWN.get(1),
          new ShownItem("n", "Night Ferry", Map.of("year", 1962)),
          new ShownItem("q", "Quill 3 Lamp", Map.of()));

  private static final TitleLookup TITLES =
      (text, limit) ->
          ALL.stream()
              .filter(
                  item ->
                      List.of(Tokenizer.key(item.title()).split(" "))
                          .containsAll(List.of(Tokenizer.key(text).split(" "))))
              .toList();

  private static List<Question> read(String message) {
    DialogueState state =
        DialogueState.empty().with(new Turn(1, "films", Plan.of(Intent.SEARCH, 5), SHOWN, 0));
    return ANSWERS.read(message, MessageLanguage.of(message), state, Fixtures.FILMS, TITLES);
  }

  @ParameterizedTest
  @CsvSource({
    "why not Night Ferry?, n",
    "But why not night ferry, n",
    "why isn't Night Ferry there?, n",
    "Why is Night Ferry not on the list?, n",
    "why didn't you show me Night Ferry?, n",
    "why don't you recommend Night Ferry, n",
    "how come Night Ferry is missing?, n",
    "why isn't the quill lamp among them?, q",
    "why is The Fifth Season there?, f",
    "why did you suggest Harbour Lights?, h",
    "warum nicht Night Ferry?, n",
    "Warum ist Night Ferry nicht dabei?, n",
    "wieso fehlt Night Ferry?, n",
    "warum hast du mir Night Ferry nicht gezeigt?, n",
    "warum zeigen Sie Night Ferry nicht?, n",
    "为什么没有Night Ferry？, n",
    "为什么没有《Night Ferry》？, n",
    "怎么没有推荐Night Ferry？, n",
    "为什么Night Ferry不在里面？, n",
    "《Night Ferry》为什么没有出现？, n"
  })
  void asksWhyAnItemIsShownOrNot(String message, String id) {
    assertThat(read(message))
        .singleElement()
        .satisfies(
            question -> {
              assertThat(question.kind()).isEqualTo(Kind.WHY);
              assertThat(question.items()).extracting(ShownItem::id).containsExactly(id);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "why not Zebra Crossing?",
        "why isn't “zebra crossing” there?",
        "warum nicht Zebra Crossing?",
        "为什么没有《Zebra Crossing》？"
      })
  void aNameThatNothingHasIsOneAllTheSame(String message) {
    assertThat(read(message))
        .singleElement()
        .satisfies(
            question -> {
              assertThat(question.kind()).isEqualTo(Kind.WHY);
              assertThat(question.words()).containsIgnoringCase("zebra crossing");
              assertThat(question.items()).isEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "why not something funny?",
        "why not Comedy?",
        "why not a western instead",
        "why not cheaper ones?",
        "warum nicht etwas Lustiges?",
        "why so long?",
        "why?"
      })
  void aWishIsNoSuchQuestion(String message) {
    assertThat(read(message)).noneMatch(question -> question.kind() == Kind.WHY);
  }

  @ParameterizedTest
  @CsvSource({
    "compare Harbour Lights and Night Ferry",
    "What is the difference between Night Ferry and Harbour Lights?",
    "wie unterscheiden sich Harbour Lights und Night Ferry?",
    "比较一下Night Ferry和Harbour Lights"
  })
  void whatIsComparedNeedNotBeShown(String message) {
    assertThat(read(message))
        .singleElement()
        .satisfies(
            question -> {
              assertThat(question.kind()).isEqualTo(Kind.DIFFERENCE);
              assertThat(question.items())
                  .extracting(ShownItem::id)
                  .containsExactlyInAnyOrder("h", "n");
            });
    assertThat(read("compare the first and the second")).isEmpty();
    assertThat(read("compare prices and colours")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "which would you take on a train?",
        "which of these should I watch with my grandfather?",
        "which of them is lighter?",
        "which would you show to a ten year old?",
        "which one would suit a long flight?",
        "welchen davon würdest du mit Kindern ansehen?",
        "哪部更适合一个人看？"
      })
  void whatNoFieldTellsIsAskedOfAllThatIsShown(String message) {
    assertThat(read(message))
        .singleElement()
        .satisfies(question -> assertThat(question.items()).isEqualTo(SHOWN));
    assertThat(answer(message).isKnown()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"which would be the newest?", "which of these would be newer?"})
  void whatAFieldTellsIsNotOpen(String message) {
    assertThat(answer(message).text()).contains("The Fifth Season", "1997");
  }

  private static Answer answer(String message) {
    return ANSWERS.answer(
        MessageLanguage.of(message),
        read(message).getFirst(),
        SHOWN.stream()
            .map(item -> new HitFacts(item, Map.of(), List.of(), List.of(), Map.of(), ""))
            .toList(),
        Fixtures.FILMS);
  }
}
