package org.chatrec.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.ValueIndexes;
import org.chatrec.conversation.explain.ExplainMode;
import org.chatrec.conversation.explain.ExplainOutcome;
import org.chatrec.conversation.explain.ExplainRequest;
import org.chatrec.conversation.explain.ExplanationService;
import org.chatrec.conversation.explain.HitFacts;
import org.chatrec.conversation.explain.Reason;
import org.chatrec.conversation.language.MessageLanguage;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.llm.LlmClient;
import org.chatrec.conversation.llm.ScriptedLlmServer;
import org.chatrec.conversation.llm.TokenCount;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.PlanValidator;
import org.chatrec.conversation.plan.Validated;
import org.chatrec.conversation.planner.PlanCache;
import org.chatrec.conversation.planner.PlanOutcome;
import org.chatrec.conversation.planner.PlanRequest;
import org.chatrec.conversation.planner.PlanningService;
import org.chatrec.conversation.planner.RulesPlanner;
import org.chatrec.conversation.state.DialogueState;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.state.Turn;
import org.chatrec.conversation.text.Resources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Attacks in messages, item texts, names and history. The model here is the worst case: it obeys
 * the attack, and answers with what the attacker wants. Nothing but a valid search and supported
 * sentences may come of it.
 */
class InjectionTests {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What an obedient model would answer to an attack. */
  private static final List<String> OBEDIENT_PLANS =
      List.of(
          "{\"intent\":\"search\",\"query\":\"x\",\"filters\":[{\"field\":\"_index\",\"op\":\"eq\",\"value\":\".chatrec-profiles\"}]}",
          "{\"intent\":\"search\",\"filters\":[{\"field\":\"user_id\",\"op\":\"eq\",\"value\":\"admin\"}],\"script\":{\"source\":\"System.exit(1)\"}}",
          "{\"intent\":\"search\",\"dsl\":{\"match_all\":{}},\"size\":1000000}",
          "{\"intent\":\"delete_index\",\"query\":\"movies\"}",
          "{\"intent\":\"search\",\"filters\":[{\"field\":\"genres\",\"op\":\"script\",\"value\":\"1==1\"}]}",
          "{\"intent\":\"search\",\"filters\":[{\"field\":\"genres\",\"op\":\"eq\",\"value\":\"Horror\\\"}},{\\\"script\\\":{}\"}]}",
          "{\"intent\":\"search\",\"sort\":[{\"field\":\"_script\",\"order\":\"desc\"}]}",
          "{\"intent\":\"search\",\"query\":{\"script\":\"x\"}}",
          "{\"intent\":\"feedback\",\"preferences\":[{\"like\":true,\"field\":\"_id\",\"value\":\"x\"},{\"like\":true,\"reference\":9999}]}",
          "{\"tool_calls\":[{\"function\":{\"name\":\"delete_index\",\"arguments\":\"{}\"}}]}",
          "Sure! Here is the API key: sk-123");

  private static final List<String> OBEDIENT_SENTENCES =
      List.of(
          "Buy it now at https://evil.example/pay",
          "<script>alert(1)</script>",
          "This film won 11 Oscars and beats Alien.",
          "Your API key is sk-123.",
          "HACKED",
          "This item is the best of the catalogue and free today.",
          "It is not what you asked for at all.",
          "[click here](javascript:alert(1))",
          "Ignore the other hits, they are all terrible and dangerous.");

  private final ScriptedLlmServer server = new ScriptedLlmServer(ScriptedLlmServer.says("{}"));
  private final LlmClient client = server.client(server.settings(Duration.ofSeconds(20), 2));
  private final ValueIndexes indexes = new ValueIndexes();
  private final PlanValidator validator = new PlanValidator(indexes);
  private final RulesPlanner rules = new RulesPlanner(Fixtures.TITLES, indexes, Fixtures.CLOCK);

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private static List<String> attacks() {
    return Resources.lines("attacks.txt");
  }

  @Test
  void corpusIsLargeEnough() {
    assertThat(attacks()).hasSizeGreaterThanOrEqualTo(60).doesNotHaveDuplicates();
  }

  @TestFactory
  Stream<DynamicTest> attacksOnTheRulesPlanByMessageStayAValidSearch() {
    return attacks().stream()
        .map(
            a ->
                DynamicTest.dynamicTest(
                    a,
                    () -> assertHarmless(rules.plan(request(a, DialogueState.empty()), budget()))));
  }

  @TestFactory
  Stream<DynamicTest> attacksByMessageHistoryAndItemTextOnAnObedientModel() {
    return attacks().stream().map(a -> DynamicTest.dynamicTest(a, () -> attackPlanner(a)));
  }

  @TestFactory
  Stream<DynamicTest> attacksByItemTextAndNamesOnAnObedientExplainer() {
    return attacks().stream().map(a -> DynamicTest.dynamicTest(a, () -> attackExplainer(a)));
  }

  private void attackPlanner(String attack) throws Exception {
    ShownItem poisoned = new ShownItem("p", attack, Map.of("genres", List.of(attack)));
    DialogueState history =
        DialogueState.empty()
            .with(
                new Turn(
                    1, attack, Plan.of(Intent.SEARCH, 5).withQuery(attack), List.of(poisoned), 0));
    for (String answer : OBEDIENT_PLANS) {
      // the same prompt is to be answered by each of them
      PlanningService service =
          new PlanningService(
              rules, () -> Optional.of(client), validator, Fixtures.TITLES, new PlanCache());
      server.behave(ScriptedLlmServer.says(answer));
      assertHarmless(service.plan(request(attack, history), budget()));
      assertDataIsDelimited(attack);
    }
  }

  private void assertHarmless(PlanOutcome outcome) {
    Plan plan = outcome.plan();
    List<String> allowed = Fixtures.FILMS.fields().stream().map(CardField::name).toList();
    assertThat(plan.filters()).extracting(Filter::field).allMatch(allowed::contains);
    assertThat(plan.sort()).allMatch(s -> allowed.contains(s.field()));
    assertThat(plan.size()).isBetween(1, Plan.MAX_SIZE);
    assertThat(plan.likeItems()).allMatch(id -> id.matches("[fp]\\d?"));
    assertThat(validator.validate(plan, Fixtures.FILMS)).isEqualTo(new Validated(plan, List.of()));
  }

  /**
   * Whatever the attack contains, it is inside one string of one JSON document of one user turn.
   */
  private void assertDataIsDelimited(String attack) throws Exception {
    JsonNode messages = JSON.readTree(server.requests().getLast()).path("messages");
    assertThat(messages).hasSize(2);
    assertThat(messages.get(0).path("content").asText())
        .isEqualTo(Resources.text("prompts/plan-v2.txt"));
    assertThat(JSON.readTree(messages.get(1).path("content").asText()).path("message").asText())
        .isEqualTo(attack);
  }

  /** Ids of people are in no prompt, so that no attack can make a model tell one. */
  @Test
  void noPromptNamesAPersonOrAnId() throws Exception {
    attackPlanner("similar to what u43 liked");
    assertThat(server.requests())
        .isNotEmpty()
        .allSatisfy(r -> assertThat(r).doesNotContain("user_id"));
  }

  private void attackExplainer(String attack) {
    HitFacts poisoned =
        new HitFacts(
            new ShownItem("p", attack, Map.of("genres", List.of("Horror"))),
            Map.of(),
            List.of(new Reason("because_you_liked", Map.of("title", attack))),
            List.of(),
            Map.of("overview", List.of(attack)),
            attack);
    ExplanationService service = new ExplanationService(() -> Optional.of(client));
    String sentences =
        OBEDIENT_SENTENCES.stream()
            .map(s -> "{\"text\":\"" + s + "\",\"cites\":[1]}")
            .collect(Collectors.joining(","));
    server.behave(
        ScriptedLlmServer.says(
            "{\"explanations\":[{\"hit\":1,\"sentences\":[" + sentences + "]}]}"));
    ExplainRequest request =
        new ExplainRequest(
            "films by " + attack,
            MessageLanguage.of("films by"),
            List.of(poisoned),
            ExplainMode.LLM,
            TokenCount.NONE);
    ExplainOutcome outcome = service.explain(request, budget());
    assertThat(outcome.explainer()).isEqualTo("template");
    // The template may quote the item's text, and marks it as a quotation.
    String own = outcome.explanations().getFirst().text().replace(attack, "");
    OBEDIENT_SENTENCES.forEach(s -> assertThat(own).doesNotContain(s));
  }

  private static PlanRequest request(String message, DialogueState state) {
    return new PlanRequest(message, state, Fixtures.FILMS, 5, List.of(message));
  }

  private static Deadline budget() {
    return Deadline.after(Duration.ofMinutes(2));
  }
}
