package org.chatrec.rest.chat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.conversation.explain.Choosing;
import org.chatrec.conversation.explain.ExplainMode;
import org.chatrec.conversation.explain.ExplainOutcome;
import org.chatrec.conversation.explain.ExplainRequest;
import org.chatrec.conversation.explain.ExplanationService;
import org.chatrec.conversation.explain.HitFacts;
import org.chatrec.conversation.explain.Wanted;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.llm.Degraded;
import org.chatrec.conversation.llm.DegradedReason;
import org.chatrec.conversation.llm.LlmClient;
import org.chatrec.conversation.llm.Stage;
import org.chatrec.conversation.llm.TokenCount;
import org.chatrec.conversation.planner.PlanOutcome;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.text.Language;
import org.chatrec.people.sessions.SessionStore;

/** Explains the hits of a turn: in the answer, or afterwards for whoever comes to read it. */
final class TurnExplainer {

  private static final Logger LOG = LogManager.getLogger(TurnExplainer.class);

  /** Kept back from the explanation for writing the session and the answer. */
  private static final double EXPLAIN_SHARE = 0.75;

  /** After an explanation's deadline, the time that it has to be written. */
  private static final Duration WRITING = Duration.ofSeconds(2);

  private final ExplanationService explanations;
  private final Supplier<Optional<LlmClient>> llm;
  private final SessionStore sessions;
  private final Executor llmPool;
  private final LongSupplier clock;

  TurnExplainer(
      ExplanationService explanations,
      Supplier<Optional<LlmClient>> llm,
      SessionStore sessions,
      Executor llmPool,
      LongSupplier clock) {
    this.explanations = explanations;
    this.llm = llm;
    this.sessions = sessions;
    this.llmPool = llmPool;
    this.clock = clock;
  }

  /** Whether a model may choose among the hits of a turn. */
  boolean chooses(ChatRequest.Params params, PlanOutcome planned, ChatService.LlmUse use) {
    boolean byModel = params.explain() == ExplainMode.AUTO || params.explain() == ExplainMode.LLM;
    return byModel
        && use == ChatService.LlmUse.ALLOWED
        && llm.get().isPresent()
        && obstacle(params.explain(), planned, use).isEmpty();
  }

  /**
   * Explains for the answer. An LLM that did not answer in time once is not waited for a second
   * time in the same turn: the template speaks, and the answer says why.
   *
   * @param choosing what a model may choose of the hits
   * @param wanted what the message is to be read with
   */
  ExplainOutcome now(
      ChatRequest.Params params,
      Language language,
      PlanOutcome planned,
      List<HitFacts> facts,
      TokenCount used,
      ChatService.LlmUse use,
      Choosing choosing,
      Wanted wanted,
      Deadline deadline) {
    Optional<DegradedReason> obstacle = obstacle(params.explain(), planned, use);
    ExplainMode mode = obstacle.isPresent() ? ExplainMode.TEMPLATE : params.explain();
    ExplainOutcome outcome =
        explanations.explain(
            new ExplainRequest(params.message(), language, facts, mode, used, choosing, wanted),
            deadline.part(EXPLAIN_SHARE));
    return obstacle
        .map(reason -> outcome.withDegraded(List.of(new Degraded(Stage.EXPLAIN, reason))))
        .orElse(outcome);
  }

  private static Optional<DegradedReason> obstacle(
      ExplainMode mode, PlanOutcome planned, ChatService.LlmUse use) {
    if (mode != ExplainMode.AUTO && mode != ExplainMode.LLM) {
      return Optional.empty();
    }
    if (use == ChatService.LlmUse.BUSY) {
      return Optional.of(DegradedReason.LLM_BUSY);
    }
    boolean late =
        planned.degraded().contains(new Degraded(Stage.PLAN, DegradedReason.LLM_TIMEOUT));
    return late ? Optional.of(DegradedReason.LLM_TIMEOUT) : Optional.empty();
  }

  /** What is remembered until {@link #later} is through: the template's explanations. */
  StoredExplanation pending(ChatRequest.Params params, Language language, List<HitFacts> facts) {
    ExplainOutcome template =
        explanations.explain(
            new ExplainRequest(
                params.message(), language, facts, ExplainMode.TEMPLATE, TokenCount.NONE),
            Deadline.after(Duration.ZERO));
    List<ShownItem> shown = facts.stream().map(HitFacts::item).toList();
    Optional<LlmClient> client = llm.get();
    if (client.isEmpty() || facts.isEmpty()) {
      return StoredExplanation.done(shown, template);
    }
    Duration limit = client.get().settings().timeout().plus(WRITING);
    return StoredExplanation.pending(shown, template, clock.getAsLong() + limit.toMillis());
  }

  /** Explains by LLM once the answer is out, and writes it to the session. */
  void later(
      String session,
      int turn,
      ChatRequest.Params params,
      Language language,
      List<HitFacts> facts) {
    try {
      llmPool.execute(() -> explainAndStore(session, turn, params, language, facts));
    } catch (RejectedExecutionException e) {
      store(
          session,
          turn,
          pending(params, language, facts)
              .settled(List.of(new Degraded(Stage.EXPLAIN, DegradedReason.LLM_BUSY))));
    }
  }

  private void explainAndStore(
      String session,
      int turn,
      ChatRequest.Params params,
      Language language,
      List<HitFacts> facts) {
    Duration limit =
        llm.get().map(client -> client.settings().timeout()).orElse(Duration.ofMillis(1));
    ExplainOutcome outcome =
        explanations.explain(
            new ExplainRequest(
                params.message(), language, facts, ExplainMode.AUTO, TokenCount.NONE),
            Deadline.after(limit));
    List<ShownItem> shown = facts.stream().map(HitFacts::item).toList();
    store(session, turn, StoredExplanation.done(shown, outcome));
  }

  private void store(String session, int turn, StoredExplanation explanation) {
    try {
      sessions.explained(session, turn, explanation.toMap());
    } catch (RuntimeException e) { // readers get the template's once the time is up
      LOG.warn("an explanation could not be stored: {}", e.getClass().getName());
      LOG.debug("an explanation could not be stored", e);
    }
  }
}
