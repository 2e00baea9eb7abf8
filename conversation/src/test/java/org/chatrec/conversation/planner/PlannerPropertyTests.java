package org.chatrec.conversation.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.chatrec.conversation.Fixtures;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.ValueIndexes;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.PlanValidator;
import org.chatrec.conversation.plan.Validated;
import org.chatrec.conversation.state.DialogueState;
import org.chatrec.conversation.state.StateCodec;
import org.chatrec.conversation.state.Turn;
import org.chatrec.conversation.text.Resources;

/** No message makes the rules planner fail, and what it plans is valid, always. */
class PlannerPropertyTests {
  private final RulesPlanner planner = Fixtures.rules();
  private final PlanValidator validator = new PlanValidator(new ValueIndexes());
  private final StateCodec codec = new StateCodec();

  @Property(tries = 2000)
  void anyTextGivesAValidPlan(
      @ForAll("texts") String message, @ForAll boolean films, @ForAll boolean later) {
    CatalogCard card = films ? Fixtures.FILMS : Fixtures.SHOP;
    check(message, card, later ? after(card) : DialogueState.empty());
  }

  @Property(tries = 2000)
  void anySaladOfCuesGivesAValidPlan(
      @ForAll("salads") String message, @ForAll boolean films, @ForAll boolean later) {
    CatalogCard card = films ? Fixtures.FILMS : Fixtures.SHOP;
    check(message, card, later ? after(card) : DialogueState.empty());
  }

  /** What makes naive patterns and loops slow, at the length where messages are cut. */
  @Property(tries = 30)
  void repetitionsGiveAValidPlanAndFewLookUps(@ForAll("repeated") String piece) {
    AtomicInteger lookUps = new AtomicInteger();
    RulesPlanner counting =
        new RulesPlanner(
            (text, limit) -> {
              lookUps.incrementAndGet();
              return List.of();
            });
    String message = piece.repeat(1 + 1_200 / piece.length());
    check(message, Fixtures.FILMS, after(Fixtures.FILMS));
    Plan plan =
        counting
            .plan(
                new PlanRequest(message, DialogueState.empty(), Fixtures.FILMS, 5, List.of()),
                Deadline.after(Duration.ofMinutes(1)))
            .plan();
    assertThat(plan.query().length()).isLessThanOrEqualTo(1_000);
    assertThat(lookUps.get()).isLessThanOrEqualTo(6);
  }

  @Provide
  Arbitrary<String> repeated() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "not ",
            "a, ",
            "1",
            "like ",
            "I love ",
            "not horror or ",
            "一",
            "\"《(",
            "comedi ",
            "'1 ",
            "《a》类似",
            "more like ",
            "between 1 and ",
            "no, ",
            "rather than "),
        salads().filter(s -> !s.isBlank()).map(s -> s + " "));
  }

  private void check(String message, CatalogCard card, DialogueState state) {
    Plan plan =
        planner
            .plan(
                new PlanRequest(message, state, card, 5, List.of()),
                Deadline.after(Duration.ofMinutes(1)))
            .plan();

    assertThat(validator.validate(plan, card)).isEqualTo(new Validated(plan, List.of()));
    assertThat(plan.references()).allMatch(r -> r <= state.lastShown().size());
    DialogueState next = state.with(new Turn(state.nextNumber(), message, plan, List.of(), 0));
    assertThat(codec.read(codec.write(next)).turns().getLast().plan()).isEqualTo(plan);
  }

  private DialogueState after(CatalogCard card) {
    DialogueState empty = DialogueState.empty();
    Plan plan =
        planner
            .plan(
                new PlanRequest("horror from the 80s, red", empty, card, 5, List.of()),
                Deadline.after(Duration.ofMinutes(1)))
            .plan();
    return empty.with(
        new Turn(
            1, "x", plan, card == Fixtures.FILMS ? Fixtures.SHOWN_FILMS : Fixtures.SHOWN_GOODS, 0));
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> anything =
        Arbitraries.integers()
            .between(0, 0x10FFFF)
            .map(Character::toString)
            .list()
            .ofMaxSize(60)
            .map(l -> String.join("", l));
    Arbitrary<String> unfolding = // to blanks, to marks alone, to several letters, to none
        Arbitraries.strings()
            .withChars(
                "0aZ 年Büro\ufc5e\ufc63\ufe70\ufe74\ufe7e\u00a8\u00af\u00b4\u00b8\u02d8\u02dd\u037a"
                    + "\u0384\u1fbd\u1ffe\u2017\u203e\u2034\u2057\u2474\u2026\u3000\u309b\u309c\u3371"
                    + "\ufb03\ufdfa\ufdfb\uff5e\u200d\ufe0f\u00ad\u0130\u1e9e\u01c4")
            .ofMaxLength(20);
    Arbitrary<String> broken =
        Arbitraries.strings().withCharRange('\ud700', '\ue000').ofMaxLength(20);
    Arbitrary<String> marks =
        Arbitraries.strings()
            .withChars("0123456789 .,-'$€年第一二两以下\"“《》?!\n\t\u0000\u0301")
            .ofMaxLength(40);
    return Arbitraries.oneOf(
        anything, broken, unfolding, marks, Arbitraries.strings().ofMaxLength(3000));
  }

  @Provide
  Arbitrary<String> salads() {
    List<String> words =
        Stream.of("en", "zh", "de")
            .flatMap(code -> Resources.lines("languages/" + code + "/cues.txt").stream())
            .flatMap(l -> List.of(l.substring(l.indexOf(':') + 1).split("\\|")).stream())
            .map(String::strip)
            .toList();
    Arbitrary<String> cue = Arbitraries.of(words);
    Arbitrary<String> value =
        Arbitraries.of(
            "horror",
            "comedies",
            "Alien",
            "1994",
            "90s",
            "two",
            "2 hours",
            "$50",
            "red",
            "cheaper",
            "older than",
            "Nike",
            "Tom Hanks",
            ",",
            "?",
            "电影",
            "year",
            "price");
    return Arbitraries.oneOf(cue, value).list().ofMaxSize(12).map(l -> String.join(" ", l));
  }
}
