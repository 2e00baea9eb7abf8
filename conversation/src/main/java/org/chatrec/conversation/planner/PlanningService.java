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
 * Plans by LLM where one is configured, within its part of the budget, and by rules where there is
 * none or it fails; the outcome names the planner and the reason. Having no LLM is not a failure:
 * nothing is degraded then. Never throws.
 */
public final class PlanningService {
  /** The LLM's part of the turn's time; the search and the explanations need the rest. */
  private static final double LLM_SHARE = 0.5;

  private static final Logger LOG = LoggerFactory.getLogger(PlanningService.class);

  private final RulesPlanner rules;
  private final Supplier<Optional<LlmClient>> llm;
  private final PlanValidator validator;
  private final TitleLookup titles;

  /**
   * @param llm the client as presently configured, empty for provider {@code none}; settings can
   *     change between calls
   */
  public PlanningService(
      RulesPlanner rules,
      Supplier<Optional<LlmClient>> llm,
      PlanValidator validator,
      TitleLookup titles) {
    this.rules = rules;
    this.llm = llm;
    this.validator = validator;
    this.titles = titles;
  }

  /** Blocks until the LLM has answered or its time is up; call it on a thread that may wait. */
  public PlanOutcome plan(PlanRequest request, Deadline deadline) {
    Optional<LlmClient> client = llm.get();
    return client.isEmpty()
        ? byRules(request, deadline, List.of())
        : byLlm(client.get(), request, deadline);
  }

  private PlanOutcome byLlm(LlmClient client, PlanRequest request, Deadline deadline) {
    try {
      return new LlmPlanner(client, validator, titles).plan(request, deadline.part(LLM_SHARE));
    } catch (LlmException e) {
      LOG.debug("planned by rules", e);
      return byRules(request, deadline, List.of(new Degraded(Stage.PLAN, e.reason())));
    } catch (RuntimeException e) {
      LOG.warn("LLM planner failed: {}", e.getClass().getName());
      LOG.debug("LLM planner failed", e);
      return byRules(
          request, deadline, List.of(new Degraded(Stage.PLAN, DegradedReason.LLM_ERROR)));
    }
  }

  private PlanOutcome byRules(PlanRequest request, Deadline deadline, List<Degraded> degraded) {
    try {
      return rules.plan(request, deadline).withDegraded(degraded);
    } catch (RuntimeException e) {
      // A plain text search is still an answer; the log has no user text above debug.
      LOG.warn("rules planner failed: {}", e.getClass().getName());
      LOG.debug("rules planner failed", e);
      return plainSearch(request, degraded);
    }
  }

  private PlanOutcome plainSearch(PlanRequest request, List<Degraded> degraded) {
    Plan plan = Plan.of(Intent.SEARCH, request.defaultSize()).withQuery(request.message());
    Plan valid = validator.validate(plan, request.card()).plan();
    return new PlanOutcome(
        valid, rules.name(), List.of(), List.of(), degraded, TokenCount.NONE, Map.of());
  }
}
