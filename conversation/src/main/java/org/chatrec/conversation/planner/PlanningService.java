package org.chatrec.conversation.planner;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.llm.Degraded;
import org.chatrec.conversation.llm.DegradedReason;
import org.chatrec.conversation.llm.LlmClient;
import org.chatrec.conversation.llm.LlmException;
import org.chatrec.conversation.llm.Stage;
import org.chatrec.conversation.llm.TokenCount;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.PlanValidator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans by LLM where one is configured and the rules leave something open, within its part of the
 * budget, and by rules otherwise; the outcome names the planner and the reason. Having no LLM is
 * not a failure, nor is a message that needs none: nothing is degraded then. Never throws.
 */
public final class PlanningService {
  /** The LLM's part of the turn's time; the search and the explanations need the rest. */
  private static final double LLM_SHARE = 0.5;

  private static final Logger LOG = LoggerFactory.getLogger(PlanningService.class);

  private final RulesPlanner rules;
  private final Supplier<Optional<LlmClient>> llm;
  private final PlanValidator validator;
  private final TitleLookup titles;
  private final PlanCache cache;

  /**
   * @param llm the client as presently configured, empty for provider {@code none}; settings can
   *     change between calls
   */
  public PlanningService(
      RulesPlanner rules,
      Supplier<Optional<LlmClient>> llm,
      PlanValidator validator,
      TitleLookup titles,
      PlanCache cache) {
    this.rules = rules;
    this.llm = llm;
    this.validator = validator;
    this.titles = titles;
    this.cache = cache;
  }

  /** Blocks until the LLM has answered or its time is up; call it on a thread that may wait. */
  public PlanOutcome plan(PlanRequest request, Deadline deadline) {
    PlanOutcome rules = byRules(request, deadline);
    Optional<LlmClient> client = llm.get();
    if (client.isEmpty()) {
      return rules;
    }
    Router.Verdict verdict = Router.judge(request, rules);
    return verdict.understood() && !client.get().settings().askAlways()
        ? rules.withDebug("router", verdict.reason())
        : byLlm(client.get(), request, rules, deadline).withDebug("router", verdict.reason());
  }

  private PlanOutcome byLlm(
      LlmClient client, PlanRequest request, PlanOutcome rules, Deadline deadline) {
    try {
      return new LlmPlanner(client, validator, titles, cache)
          .plan(request, deadline.part(LLM_SHARE))
          .withCurrencies(rules, request.card());
    } catch (LlmException e) {
      LOG.debug("planned by rules", e);
      return rules.withoutPlanOf(e);
    } catch (RuntimeException e) {
      LOG.warn("LLM planner failed: {}", e.getClass().getName());
      LOG.debug("LLM planner failed", e);
      return rules.withDegraded(List.of(new Degraded(Stage.PLAN, DegradedReason.LLM_ERROR)));
    }
  }

  private PlanOutcome byRules(PlanRequest request, Deadline deadline) {
    try {
      return rules.plan(request, deadline);
    } catch (RuntimeException e) {
      // A plain text search is still an answer; the log has no user text above debug.
      LOG.warn("rules planner failed: {}", e.getClass().getName());
      LOG.debug("rules planner failed", e);
      return plainSearch(request);
    }
  }

  private PlanOutcome plainSearch(PlanRequest request) {
    Plan plan = Plan.of(Intent.SEARCH, request.defaultSize()).withQuery(request.message());
    Plan valid = validator.validate(plan, request.card()).plan();
    return new PlanOutcome(
        valid, rules.name(), List.of(), List.of(), List.of(), TokenCount.NONE, Map.of());
  }
}
