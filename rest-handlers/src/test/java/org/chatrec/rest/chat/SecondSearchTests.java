package org.chatrec.rest.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldDescription;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.explain.Aboutness;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Sort;
import org.chatrec.conversation.plan.SortOrder;
import org.chatrec.retrieval.Found;
import org.chatrec.retrieval.Strategy;
import org.junit.jupiter.api.Test;

/** A second search is made where it may bring something, and only what it cost is said. */
class SecondSearchTests {
  private static final CatalogCard CARD =
      new CatalogCard(
          "outdoor",
          "en",
          "name",
          List.of(
              CardField.number("seats", FieldKind.INTEGER, 1, 9),
              CardField.number("price", FieldKind.DECIMAL, 1, 900),
              CardField.number("year", FieldKind.INTEGER, 1990, 2026),
              CardField.keyword("finish", List.of()),
              CardField.keyword("style", List.of()),
              CardField.keyword("wearer", List.of())
                  .as(new FieldDescription(FieldRole.GENDER, null, Map.of()))));

  private static final Filter SEATS = new Filter("seats", Op.EQ, 7);
  private static final Filter SEATS_OR_MORE = new Filter("seats", Op.GTE, 7);
  private static final Filter CHEAP = new Filter("price", Op.LT, 80);
  private static final Filter WOMEN = new Filter("wearer", Op.EQ, "women");
  private static final Filter RUSTIC = new Filter("style", Op.EQ, "rustic");
  private static final Filter OAK = new Filter("finish", Op.EQ, "oak");

  /** What was found decides nothing here; how far it is about the words does. */
  private static final Found NO_HITS =
      new Found(null, null, Strategy.AUTO, List.of(), List.of(), null, null);

  private final List<Plan> searched = new ArrayList<>();

  private static Plan plan(Filter... filters) {
    return Plan.of(Intent.SEARCH, 5).withQuery("bench").withFilters(Arrays.asList(filters));
  }

  private PlanSearch.Outcome second(
      Plan plan, Function<Plan, List<Filter>> givenUp, Function<Plan, Aboutness> about) {
    return new SecondSearch(
            CARD,
            asked -> {
              searched.add(asked);
              return outcome(asked, givenUp.apply(asked), about.apply(asked));
            })
        .of(plan);
  }

  private PlanSearch.Outcome relaxing(Plan plan, Function<Plan, List<Filter>> givenUp) {
    return second(plan, givenUp, asked -> Aboutness.CLEAR);
  }

  private PlanSearch.Outcome far(Plan plan, Function<Plan, Aboutness> about) {
    return second(plan, asked -> List.of(), about);
  }

  private static PlanSearch.Outcome outcome(Plan asked, List<Filter> givenUp, Aboutness about) {
    List<Filter> kept = new ArrayList<>(asked.filters());
    kept.removeAll(givenUp);
    return new PlanSearch.Outcome(
        asked.withFilters(kept),
        NO_HITS,
        givenUp.stream().map(PlanSearch::giveUp).toList(),
        List.of(),
        new Relevance(Map.of(), about));
  }

  private static List<Dropped> saying(Filter... given) {
    return Arrays.stream(given).map(PlanSearch::giveUp).toList();
  }

  @Test
  void whatIsFoundNeedsNoSecondSearch() {
    PlanSearch.Outcome outcome = relaxing(plan(SEATS, WOMEN), asked -> List.of());

    assertThat(searched).hasSize(1);
    assertThat(outcome.relaxed()).isEmpty();
  }

  @Test
  void ofAnAmountThatNothingHasMoreWillDo() {
    PlanSearch.Outcome outcome =
        relaxing(
            plan(SEATS, OAK),
            asked -> asked.filters().contains(SEATS) ? List.of(SEATS) : List.of());

    assertThat(outcome.plan().filters()).containsExactly(SEATS_OR_MORE, OAK);
    assertThat(outcome.relaxed()).isEqualTo(saying(SEATS));
  }

  /** The bound is softer and went first, and comes back with the second search. */
  @Test
  void whatTheSecondSearchKeepsIsNotSaidToBeLeftOut() {
    PlanSearch.Outcome outcome =
        relaxing(
            plan(SEATS, CHEAP),
            asked -> asked.filters().contains(SEATS) ? List.of(CHEAP, SEATS) : List.of());

    assertThat(outcome.plan().filters()).containsExactly(SEATS_OR_MORE, CHEAP);
    assertThat(outcome.relaxed()).isEqualTo(saying(SEATS));
  }

  @Test
  void anAmountIsLeftOutOnceAndNotTwice() {
    PlanSearch.Outcome outcome =
        relaxing(
            plan(SEATS, CHEAP),
            asked ->
                asked.filters().contains(SEATS)
                    ? List.of(CHEAP, SEATS)
                    : List.of(CHEAP, SEATS_OR_MORE));

    assertThat(outcome.plan().filters()).isEmpty();
    assertThat(outcome.relaxed()).isEqualTo(saying(SEATS, CHEAP));
  }

  /** Whoever wants a film of 1994 takes none of 1995, and less money is no less of a thing. */
  @Test
  void onlyPlainAmountsAreWidened() {
    Filter year = new Filter("year", Op.EQ, 1994);
    Filter price = new Filter("price", Op.EQ, 50);
    relaxing(plan(year, price, OAK, CHEAP), asked -> asked.filters());

    assertThat(searched).hasSize(1);
  }

  @Test
  void aSubjectThatNothingHasAsAValueIsLookedForInTexts() {
    PlanSearch.Outcome outcome =
        relaxing(
            plan(RUSTIC, OAK, CHEAP),
            asked -> asked.filters().contains(RUSTIC) ? List.of(CHEAP, RUSTIC) : List.of());

    assertThat(outcome.plan().query()).isEqualTo("bench rustic");
    assertThat(outcome.plan().filters()).containsExactly(OAK, CHEAP);
    assertThat(outcome.relaxed()).isEqualTo(saying(RUSTIC));
  }

  @Test
  void aDeniedSubjectIsNotLookedFor() {
    Filter denied = new Filter("style", Op.NOT, "rustic");
    relaxing(plan(denied, OAK), asked -> List.of(denied));

    assertThat(searched).hasSize(1);
  }

  @Test
  void whatIsForOthersWillDoAsAPresent() {
    PlanSearch.Outcome outcome =
        far(
            plan(WOMEN, OAK),
            asked ->
                asked.filters().contains(WOMEN) ? Aboutness.nearest("bench") : Aboutness.CLEAR);

    assertThat(outcome.plan().filters()).containsExactly(OAK);
    assertThat(outcome.relaxed()).isEqualTo(saying(WOMEN));
  }

  @Test
  void whereTheyHaveNoneEitherThePersonIsNotForgotten() {
    PlanSearch.Outcome outcome = far(plan(WOMEN), asked -> Aboutness.nearest("bench"));

    assertThat(outcome.plan().filters()).containsExactly(WOMEN);
    assertThat(outcome.relaxed()).isEmpty();
  }

  @Test
  void whoIsExcludedStaysExcluded() {
    far(plan(new Filter("wearer", Op.NOT, "women")), asked -> Aboutness.nearest("bench"));

    assertThat(searched).hasSize(1);
  }

  /** What is for others is no answer if it is not what was asked for in another way. */
  @Test
  void noMoreIsGivenUpForOthers() {
    PlanSearch.Outcome outcome =
        second(
            plan(WOMEN, OAK),
            asked -> asked.filters().contains(WOMEN) ? List.of() : List.of(OAK),
            asked ->
                asked.filters().contains(WOMEN) ? Aboutness.nearest("bench") : Aboutness.CLEAR);

    assertThat(outcome.plan().filters()).containsExactly(WOMEN, OAK);
  }

  @Test
  void whereNothingIsCheaperTheCheapestComeFirst() {
    Plan cheaper = refined("", CHEAP, OAK);

    PlanSearch.Outcome outcome =
        relaxing(cheaper, asked -> asked.filters().contains(CHEAP) ? List.of(CHEAP) : List.of());

    assertThat(outcome.plan().sort()).containsExactly(new Sort("price", SortOrder.ASC));
    assertThat(outcome.plan().filters()).containsExactly(OAK);
    assertThat(outcome.relaxed()).containsExactly(PlanSearch.giveUp(CHEAP));
  }

  @Test
  void whereNothingIsNewerTheNewestComeFirst() {
    Filter newer = new Filter("year", Op.GT, 2020);

    PlanSearch.Outcome outcome =
        relaxing(
            refined("", newer), asked -> asked.filters().isEmpty() ? List.of() : List.of(newer));

    assertThat(outcome.plan().sort()).containsExactly(new Sort("year", SortOrder.DESC));
  }

  @Test
  void besideWordsTheOrderStays() {
    relaxing(refined("bench", CHEAP), asked -> List.of(CHEAP));
    relaxing(plan(CHEAP).withQuery(""), asked -> List.of(CHEAP));

    assertThat(searched).hasSize(2).allMatch(asked -> asked.sort().isEmpty());
  }

  private static Plan refined(String words, Filter... filters) {
    return Plan.of(Intent.REFINE, 5).withQuery(words).withFilters(Arrays.asList(filters));
  }
}
