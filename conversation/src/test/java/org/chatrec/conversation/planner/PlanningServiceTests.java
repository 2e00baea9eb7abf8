package org.chatrec.conversation.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chatrec.conversation.llm.ScriptedLlmServer.says;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chatrec.conversation.Fixtures;
import org.chatrec.conversation.PlanText;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldDescription;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.catalog.ValueIndexes;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.llm.Degraded;
import org.chatrec.conversation.llm.DegradedReason;
import org.chatrec.conversation.llm.Detail;
import org.chatrec.conversation.llm.LlmClient;
import org.chatrec.conversation.llm.LlmLimits;
import org.chatrec.conversation.llm.LlmSettings;
import org.chatrec.conversation.llm.ScriptedLlmServer;
import org.chatrec.conversation.llm.Stage;
import org.chatrec.conversation.llm.TokenCount;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.PlanValidator;
import org.chatrec.conversation.state.DialogueState;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.state.Turn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The LLM proposes, code disposes; whatever fails, the rules answer and the reason is named. */
class PlanningServiceTests {
  private static final String GOOD =
      """
      {"intent":"search","query":"tense","filters":[{"field":"genres","op":"eq","value":"sci-fi"},
      {"field":"year","op":"gte","value":"1990"}],"like_items":[],"sort":[],"size":3,"references":[],"preferences":[]}
      """;

  private static final CatalogCard SHOP =
      new CatalogCard(
          "shop",
          "en",
          "title",
          List.of(
              CardField.number("price", FieldKind.DECIMAL, 1, 500)
                  .as(new FieldDescription(FieldRole.PRICE, "EUR", Map.of()))));

  private final ScriptedLlmServer server = new ScriptedLlmServer(says(GOOD));
  private final LlmClient client = server.client(server.settings(Duration.ofMillis(1500), 2));

  private final PlanCache cache = new PlanCache();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void validatesWhatTheModelProposes() {
    PlanOutcome outcome = plan("something tense");

    assertThat(PlanText.of(outcome.plan()))
        .isEqualTo("search; \"tense\"; genres eq Science Fiction; size 3; year gte 1990");
    assertThat(outcome.planner()).isEqualTo("llm");
    assertThat(outcome.degraded()).isEmpty();
    assertThat(outcome.tokens()).isEqualTo(new TokenCount(11, 7));
    assertThat(outcome.debug()).containsKeys("plan_prompt", "plan_data", "plan_answer");
  }

  @Test
  void findsPlanInFenceAndAfterThinking() {
    server.behave(says("<think>{not this}</think>Here it is:\n```json\n" + GOOD + "```"));
    assertThat(plan("x").planner()).isEqualTo("llm");
  }

  @Test
  void dropsForeignFieldsAndReportsThem() {
    server.behave(
        says(
            """
            {"intent":"search","query":"q","script":"ctx._source.remove('x')","filters":[
            {"field":"salary","op":"eq","value":1},{"field":"genres","op":"regexp","value":".*"},
            {"field":"genres","op":"gt","value":"Drama"},{"field":"genres","op":"eq","value":"Zorb"},
            {"field":"runtime","op":"lt","value":"short"},{"field":"genres","op":"eq","value":"Drama"}],"size":9999}
            """));
    PlanOutcome outcome = plan("x");

    assertThat(PlanText.of(outcome.plan())).isEqualTo("search; \"q\"; genres eq Drama; size 50");
    assertThat(outcome.dropped())
        .hasSize(6)
        .extracting(Dropped::part)
        .anySatisfy(p -> assertThat(p).contains("salary"))
        .anySatisfy(p -> assertThat(p).contains("script"));
  }

  @Test
  void repairsOnce() {
    server.behave(says("I think you want drama!", GOOD));
    PlanOutcome outcome = plan("x");

    assertThat(outcome.planner()).isEqualTo("llm");
    assertThat(outcome.tokens()).isEqualTo(new TokenCount(22, 14));
    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().getLast()).contains("rejected_answer").contains("one JSON object");
  }

  @Test
  void givesUpAfterOneRepair() {
    for (String answer :
        List.of(
            "",
            "{}",
            "{\"intent\":\"destroy\"}",
            "{\"intent\":\"search\",\"filters\":{}}",
            "{\"intent\":\"search\",\"query\":[1]}",
            "{{{")) {
      int before = server.requests().size();
      server.behave(says(answer));
      assertDegraded(plan("french horror films"), DegradedReason.LLM_INVALID);
      assertThat(server.requests().size() - before).as(answer).isEqualTo(2);
    }
  }

  @Test
  void fallsBackToRulesWithTheReason() {
    server.behave(server.silence());
    assertDegraded(plan("french horror films"), DegradedReason.LLM_TIMEOUT);
    server.behave(ScriptedLlmServer.status(500));
    assertDegraded(plan("french horror films"), DegradedReason.LLM_ERROR);
    assertDegraded(plan("french horror films", Duration.ZERO), DegradedReason.BUDGET);
  }

  @Test
  void withoutAnLlmNothingIsDegraded() {
    PlanOutcome outcome =
        service(Optional.empty(), Fixtures.TITLES).plan(request("horror"), budget());
    assertThat(outcome.planner()).isEqualTo("rules");
    assertThat(outcome.degraded()).isEmpty();
  }

  @Test
  void failingTitleLookupCostsOnlyTheTitle() {
    TitleLookup broken =
        (text, limit) -> {
          throw new IllegalStateException("index is closed");
        };
    PlanOutcome outcome =
        service(Optional.empty(), broken)
            .plan(request("something like Alien from the 80s"), budget());
    assertThat(PlanText.of(outcome.plan()))
        .isEqualTo("search; \"Alien\"; year gte 1980; year lte 1989");
  }

  @Test
  void resolvesTitlesOfTheModel() {
    server.behave(says("{\"intent\":\"similar\",\"like_items\":[\"The Matrix\",\"Nonesuch\"]}"));
    PlanOutcome outcome = plan("x");
    assertThat(outcome.plan().likeItems()).containsExactly("f5");
    assertThat(outcome.liked()).hasSize(1);
    assertThat(outcome.dropped()).extracting(Dropped::part).containsExactly("like Nonesuch");
  }

  @Test
  void wishesThatNothingCanMeetAreNamedInThePersonsOwnWords() {
    server.behave(
        says(
            """
            {"intent":"search","query":"tense","unmet":["rated  above 8","Visit evil.example now",7,""]}
            """));
    PlanOutcome outcome = plan("something tense, Rated above 8 please");
    assertThat(outcome.dropped())
        .filteredOn(Dropped::isUnmet)
        .extracting(Dropped::part)
        .containsExactly("rated  above 8");
    assertThat(outcome.dropped()).as("what the person did not say is no wish").hasSize(4);
  }

  /** A model writes down a figure and says nothing of its currency. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "a bag under 50 dollars    | 50           | dollars",
        "a bag under 50 dollars    | \"50 dollars\" | dollars",
        "eine Tasche bis 80 Pfund  | 80           | Pfund",
        "200美元以下的包             | 200          | 美元",
        "a bag under 50 euros      | 50           | -",
        "a bag under 50            | 50           | -"
      })
  void aPriceInAnotherCurrencyIsNamedWhoeverPlans(String message, String value, String said) {
    server.behave(
        says(
            "{\"intent\":\"search\",\"query\":\"bag\",\"filters\":[{\"field\":\"price\",\"op\":\"lte\","
                + "\"value\":"
                + value
                + "}]}"));
    PlanOutcome outcome = planIn(SHOP, message);
    assertThat(outcome.planner()).isEqualTo("llm");
    assertThat(outcome.plan().filters()).extracting(Filter::field).containsExactly("price");
    assertThat(outcome.dropped())
        .isEqualTo(said == null ? List.of() : List.of(Dropped.currency(said, "EUR")));
  }

  @Test
  void aCurrencyIsNotNamedWhereNoPriceIsLimited() {
    server.behave(says("{\"intent\":\"search\",\"query\":\"bag\",\"filters\":[]}"));
    assertThat(planIn(SHOP, "I paid 50 dollars for my last bag").dropped()).isEmpty();
  }

  private PlanOutcome planIn(CatalogCard card, String message) {
    return service(Optional.of(client), Fixtures.TITLES)
        .plan(new PlanRequest(message, DialogueState.empty(), card, 5, List.of()), budget());
  }

  /** What is asked for, as it is to be answered: ids mean nothing to a model. */
  @Test
  void theSearchSoFarIsWrittenAsAnAnswerIs() {
    Plan similar =
        Plan.of(Intent.SIMILAR, 5).withLikeItems(List.of("f5", "f9")).withReferences(List.of(1));
    ShownItem matrix = new ShownItem("f5", "The Matrix", Map.of("year", 1999));
    DialogueState state =
        DialogueState.empty()
            .with(new Turn(1, "like The Matrix", similar, List.of(), 0, List.of(matrix)));
    server.behave(says("{\"intent\":\"refine\",\"like_items\":[\"The Matrix\",\"f9\"]}"));
    PlanOutcome outcome =
        service(Optional.of(client), Fixtures.TITLES)
            .plan(new PlanRequest("shorter ones", state, Fixtures.FILMS, 5, List.of()), budget());
    assertThat(server.requests().getFirst())
        .contains("\\\"like_items\\\":[\\\"The Matrix\\\",\\\"f9\\\"]")
        .doesNotContain("likeItems");
    assertThat(outcome.plan().likeItems()).containsExactly("f5", "f9");
    assertThat(outcome.dropped()).isEmpty();
  }

  @Test
  void theSamePromptIsAskedOnceAndAnotherStateIsAnotherPrompt() {
    PlanOutcome first = plan("something tense");
    PlanOutcome again = plan("something tense");
    assertThat(again.plan()).isEqualTo(first.plan());
    assertThat(again.planner()).isEqualTo("llm");
    assertThat(again.tokens()).isEqualTo(TokenCount.NONE);
    assertThat(again.debug()).containsEntry("plan_source", "cache");
    assertThat(server.requests()).hasSize(1);
    plan("something else");
    DialogueState later = DialogueState.empty().with(new Turn(1, "hi", first.plan(), List.of(), 0));
    service(Optional.of(client), Fixtures.TITLES)
        .plan(new PlanRequest("something tense", later, Fixtures.FILMS, 5, List.of()), budget());
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void anAnswerThatMadeNoPlanIsNotRemembered() {
    server.behave(says("no", "nor this"));
    plan("something tense");
    server.behave(says(GOOD));
    assertThat(plan("something tense").planner()).isEqualTo("llm");
  }

  @Test
  void whatTheRulesUnderstandFullyIsNotAsked() {
    try (LlmClient sparing =
        server.client(
            LlmSettings.openAi(
                server.baseUrl(), "m", Duration.ofSeconds(20), LlmLimits.of(2, 10_000)))) {
      PlanningService service = service(Optional.of(sparing), Fixtures.TITLES);
      for (String clear : List.of("french horror films", "horror", "recommend something")) {
        PlanOutcome outcome = service.plan(request(clear), budget());
        assertThat(outcome.planner()).as(clear).isEqualTo("rules");
        assertThat(outcome.degraded()).isEmpty();
        assertThat(outcome.debug().get("router").toString()).contains("understood");
      }
      assertThat(server.requests()).isEmpty();
      for (String open :
          List.of("horror with a twist at the end", "surprise", "my kids need something calm")) {
        assertThat(service.plan(request(open), budget()).planner()).as(open).isEqualTo("llm");
      }
    }
  }

  @Test
  void smallMistakesOfAModelDoNotMatter() {
    for (String answer :
        List.of(
            "```json\n" + GOOD + "\n```\nHope {this} helps!",
            "The set {a, b} is not it. " + GOOD,
            "{'intent':'search','query':'tense',}",
            "{\"intent\":\"search\", // as asked\n \"query\":\"x\"}")) {
      server.behave(says(answer));
      assertThat(plan("variant " + answer.hashCode()).planner()).as(answer).isEqualTo("llm");
    }
  }

  @Test
  void keyTravelsInTheHeaderOnly() {
    plan("x");
    assertThat(server.requests().getFirst()).doesNotContain("secret-key");
  }

  private void assertDegraded(PlanOutcome outcome, DegradedReason reason) {
    assertThat(outcome.planner()).isEqualTo("rules");
    assertThat(outcome.degraded()).containsExactly(new Degraded(Stage.PLAN, reason));
    assertThat(PlanText.of(outcome.plan()))
        .isEqualTo("search; genres eq Horror; language eq French");
  }

  private PlanOutcome plan(String message) {
    return plan(message, Duration.ofSeconds(30));
  }

  private PlanOutcome plan(String message, Duration budget) {
    return service(Optional.of(client), Fixtures.TITLES)
        .plan(request(message), Deadline.after(budget));
  }

  private PlanningService service(Optional<LlmClient> llm, TitleLookup titles) {
    ValueIndexes indexes = new ValueIndexes();
    RulesPlanner rules = new RulesPlanner(titles, indexes, Fixtures.CLOCK);
    return new PlanningService(rules, () -> llm, new PlanValidator(indexes), titles, cache);
  }

  private static PlanRequest request(String message) {
    return new PlanRequest(message, DialogueState.empty(), Fixtures.FILMS, 5, List.of());
  }

  private static Deadline budget() {
    return Deadline.after(Duration.ofSeconds(30));
  }

  /** The second call would be cut as well, and would be told a wrong reason. */
  @Test
  void aCutPlanIsNotAskedForAgainAndWhatItTookIsSaid() {
    String whole = ScriptedLlmServer.completion(GOOD.substring(0, GOOD.length() - 5));
    server.behave(ScriptedLlmServer.raw(whole.replace("\"stop\"", "\"length\"")));
    PlanOutcome outcome = plan("something tense");
    assertThat(server.requests()).hasSize(1);
    assertThat(outcome.planner()).isEqualTo("rules");
    assertThat(outcome.degraded())
        .containsExactly(new Degraded(Stage.PLAN, DegradedReason.LLM_INVALID, Detail.CUT_OFF));
    assertThat(outcome.tokens()).isEqualTo(new TokenCount(11, 7));
    assertThat(outcome.debug().get("plan_answer").toString()).startsWith(GOOD.substring(0, 10));
    assertThat(outcome.debug()).containsKeys("plan_prompt", "plan_data", "router");
  }

  @Test
  void answersThatAreNoPlansAreShownAndTheirTokensCounted() {
    server.behave(says("no", "nor this"));
    PlanOutcome outcome = plan("something tense");
    assertThat(outcome.tokens()).isEqualTo(new TokenCount(22, 14));
    assertThat(outcome.debug()).containsEntry("plan_answer", "nor this");
  }
}
