package org.chatrec.conversation.explain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.chatrec.conversation.explain.ExplainOutcome.Choice;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.llm.Degraded;
import org.chatrec.conversation.llm.DegradedReason;
import org.chatrec.conversation.llm.LlmClient;
import org.chatrec.conversation.llm.LlmException;
import org.chatrec.conversation.llm.Stage;
import org.chatrec.conversation.llm.TokenCount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses among hits and explains them by LLM where that is wanted and possible, and by template
 * otherwise; the outcome names the explainer and, if it is less than was asked for, the reason.
 * Hits whose LLM sentences all failed the check get the template's. Never throws.
 */
public final class ExplanationService {
  private static final Logger LOG = LoggerFactory.getLogger(ExplanationService.class);

  private final Supplier<Optional<LlmClient>> llm;
  private final TemplateExplainer template = new TemplateExplainer();

  /**
   * @param llm the client as presently configured, empty for provider {@code none}
   */
  public ExplanationService(Supplier<Optional<LlmClient>> llm) {
    this.llm = llm;
  }

  /** Blocks until the LLM has answered or the deadline; call it on a thread that may wait. */
  public ExplainOutcome explain(ExplainRequest request, Deadline deadline) {
    Optional<LlmClient> client = llm.get();
    return switch (request.mode()) {
      case NONE -> none(request);
      case TEMPLATE -> byTemplate(request, List.of());
      case AUTO, LATER ->
          client
              .map(c -> byLlm(c, request, deadline))
              .orElseGet(() -> byTemplate(request, List.of()));
      case LLM ->
          client
              .map(c -> byLlm(c, request, deadline))
              .orElseGet(() -> degraded(request, DegradedReason.LLM_DISABLED));
    };
  }

  private static ExplainOutcome none(ExplainRequest request) {
    List<Explanation> empty = request.hits().stream().map(hit -> Explanation.NONE).toList();
    return new ExplainOutcome(empty, Choice.NONE, "none", List.of(), TokenCount.NONE, Map.of());
  }

  private ExplainOutcome degraded(ExplainRequest request, DegradedReason reason) {
    return byTemplate(request, List.of(new Degraded(Stage.EXPLAIN, reason)));
  }

  private ExplainOutcome without(ExplainRequest request, LlmException failure) {
    ExplainOutcome plain = byTemplate(request, List.of(failure.degraded(Stage.EXPLAIN)));
    return new ExplainOutcome(
        plain.explanations(),
        Choice.NONE,
        plain.explainer(),
        plain.degraded(),
        failure.tokens(),
        failure.debug());
  }

  private ExplainOutcome byTemplate(ExplainRequest request, List<Degraded> degraded) {
    return new ExplainOutcome(
        request.hits().stream().map(hit -> template.explain(hit, request.language())).toList(),
        Choice.NONE,
        "template",
        degraded,
        TokenCount.NONE,
        Map.of());
  }

  private ExplainOutcome byLlm(LlmClient client, ExplainRequest request, Deadline deadline) {
    if (request.hits().isEmpty()) {
      return byTemplate(request, List.of());
    }
    try {
      return merged(request, new LlmChooser(client).choose(request, deadline));
    } catch (LlmException e) {
      LOG.debug("explained by template", e);
      return without(request, e);
    } catch (RuntimeException e) {
      LOG.warn("LLM explainer failed: {}", e.getClass().getName());
      LOG.debug("LLM explainer failed", e);
      return degraded(request, DegradedReason.LLM_ERROR);
    }
  }

  private ExplainOutcome merged(ExplainRequest request, LlmChooser.Answer answer) {
    List<Explanation> texts =
        IntStream.range(0, request.hits().size())
            .mapToObj(i -> textOf(request, answer, i))
            .toList();
    boolean explained = !answer.byHit().isEmpty();
    List<Degraded> degraded =
        explained || answer.nothingFits() || answer.wordless() || isTold(request, answer)
            ? List.of()
            : List.of(new Degraded(Stage.EXPLAIN, DegradedReason.LLM_INVALID));
    return new ExplainOutcome(
        texts,
        choice(request, answer),
        explained ? "llm" : "template",
        degraded,
        answer.tokens(),
        answer.debug());
  }

  /** Of items that stand as they are, a sentence on all of them may be all there is to say. */
  private static boolean isTold(ExplainRequest request, LlmChooser.Answer answer) {
    return !request.choosing().isOpen() && !answer.intro().isEmpty();
  }

  /** An order is no less the model's for sentences that fail the check. */
  private static Choice choice(ExplainRequest request, LlmChooser.Answer answer) {
    return request.choosing().isOpen()
        ? new Choice(
            answer.chosen(),
            answer.intro(),
            answer.nothingFits(),
            answer.nearest(),
            answer.untold())
        : new Choice(List.of(), answer.intro(), false, List.of(), answer.untold());
  }

  private Explanation textOf(ExplainRequest request, LlmChooser.Answer answer, int hit) {
    Explanation text = answer.byHit().get(hit);
    if (text != null) {
      return text;
    }
    return answer.chosen().contains(hit)
        ? template.explainChosen(request.hits().get(hit), request.language())
        : template.explain(request.hits().get(hit), request.language());
  }
}
