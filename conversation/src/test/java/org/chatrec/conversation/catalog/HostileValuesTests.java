package org.chatrec.conversation.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.planner.PlanRequest;
import org.chatrec.conversation.planner.RulesPlanner;
import org.chatrec.conversation.state.DialogueState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Items may hold any text; none of it costs more than its length, and none of it hides others. */
class HostileValuesTests {

  private static final Synonyms SYNONYMS = Synonyms.builtIn();

  private static CatalogCard card(List<FieldValue> values) {
    return new CatalogCard("c", "en", "title", List.of(CardField.keyword("genres", values)));
  }

  private static List<FieldValue> with(Stream<String> hostile) {
    List<FieldValue> values = new ArrayList<>();
    hostile.forEach(text -> values.add(new FieldValue(text, 2)));
    values.add(new FieldValue("Drama", 1));
    return values;
  }

  static Stream<List<FieldValue>> shapes() {
    return Stream.of(
        with(Stream.of("q" + " ".repeat(32_000) + "b", " ".repeat(32_000), " ".repeat(200))),
        with(Stream.of("x".repeat(1 << 20), "Dramatic".repeat(4_000))),
        with(Stream.of("a\u0316\u0301".repeat(16_000), "a" + "\u0301\u0316".repeat(120))),
        with(Stream.of("\u202Eamard\u202C", "Dra\u200Bma", "\uD800", "\uDC00\uD800x")),
        with(Stream.of("&".repeat(250), "/|&", " & ", "&/|".repeat(80))),
        with(Stream.of("a & b / c | d".repeat(18), "x/&|y & & z")),
        with(Stream.of("(a+)+$", ".*[a-z]{2,}\\", "^(?=x)", "\\E\\Q")),
        with(Stream.of("{\"match_all\":{}}", "<script>alert(1)</script>", "a\u0000b\nc")),
        with(Stream.of("a ".repeat(128), "one two three ".repeat(18))),
        with(IntStream.range(0, 100_000).mapToObj(i -> "value" + i)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aCardKeepsWhatPeopleCanNameAndNoMore(List<FieldValue> values) {
    List<FieldValue> kept = card(values).fields().getFirst().values();
    assertThat(kept).isNotEmpty().hasSizeLessThanOrEqualTo(CardField.MAX_VALUES);
    assertThat(kept).allMatch(value -> value.value().length() <= CardField.MAX_LENGTH);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void theOtherValuesAreFoundAndNoSpanOfAMessageIsLong(List<FieldValue> values) {
    List<FieldValue> few = values.size() > 100 ? values.subList(99_000, 100_001) : values;
    ValueIndex index = new ValueIndex(card(few), SYNONYMS);
    assertThat(index.find("drama")).extracting(ValueMatch::value).contains("Drama");
    assertThat(index.snap("genres", "Darma")).contains("Drama");
    assertThat(index.snap("genres", "DRAMA")).contains("Drama");
    assertThat(index.longestInWords()).isLessThanOrEqualTo(16);
    assertThat(index.isComplete()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aMessageIsPlannedBesideThem(List<FieldValue> values) {
    CatalogCard card = card(values.size() > 100 ? values.subList(99_000, 100_001) : values);
    var outcome =
        new RulesPlanner((text, limit) -> List.of())
            .plan(
                new PlanRequest("a drama film", DialogueState.empty(), card, 5, List.of()),
                Deadline.after(Duration.ofMinutes(1)));
    assertThat(outcome.plan().filters())
        .anySatisfy(filter -> assertThat(filter.values()).containsExactly("Drama"));
  }

  /** The time is looked at before each value, and what was read until then counts. */
  @Test
  void anIndexThatIsLateStops() {
    List<FieldValue> values =
        IntStream.range(0, 1_000).mapToObj(i -> new FieldValue("value" + i, 1)).toList();
    AtomicInteger asked = new AtomicInteger();
    ValueIndex index = new ValueIndex(card(values), SYNONYMS, () -> asked.incrementAndGet() > 10);
    assertThat(asked).hasValue(11);
    assertThat(index.isComplete()).isFalse();
    assertThat(index.find("value9")).isNotEmpty();
    assertThat(index.find("value10")).isEmpty();
  }

  @Test
  void anIncompleteIndexIsBuiltAgainAndACompleteOneIsNot() {
    ValueIndexes indexes = new ValueIndexes();
    CatalogCard card = card(List.of(new FieldValue("Drama", 1)));
    indexes.build(card, () -> true);
    assertThat(indexes.of(card).find("drama")).isEmpty();
    AtomicInteger asked = new AtomicInteger();
    indexes.build(card, () -> asked.incrementAndGet() < 0);
    ValueIndex complete = indexes.of(card);
    assertThat(complete.find("drama")).isNotEmpty();
    indexes.build(card, () -> asked.incrementAndGet() < 0);
    assertThat(asked).hasValue(1);
    assertThat(indexes.of(card)).isSameAs(complete);
  }
}
