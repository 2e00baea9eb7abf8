package org.chatrec.conversation.planner;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.llm.DegradedReason;
import org.chatrec.conversation.llm.JsonAnswers;
import org.chatrec.conversation.llm.LlmClient;
import org.chatrec.conversation.llm.LlmException;
import org.chatrec.conversation.llm.LlmReply;
import org.chatrec.conversation.llm.LlmRequest;
import org.chatrec.conversation.llm.TokenCount;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.PlanValidator;
import org.chatrec.conversation.plan.Validated;
import org.chatrec.conversation.planner.rules.Titles;
import org.chatrec.conversation.state.ShownItem;

/**
 * Lets a model propose a plan and keeps what is valid of it. An answer that is no plan is returned
 * to the model once, with the problem named, if time is left. Thread-safe.
 */
public final class LlmPlanner implements Planner {
  private static final int MAX_OUTPUT_TOKENS = 700;

  private final LlmClient client;
  private final PlanValidator validator;
  private final Titles titles;
  private final JsonAnswers json = new JsonAnswers();
  private final PlanPrompt prompt = new PlanPrompt(json);

  public LlmPlanner(LlmClient client, PlanValidator validator, TitleLookup titles) {
    this.client = client;
    this.validator = validator;
    this.titles = new Titles(titles);
  }

  @Override
  public String name() {
    return "llm";
  }

  @Override
  public PlanOutcome plan(PlanRequest request, Deadline deadline) throws LlmException {
    LlmReply first = ask(request, prompt.data(request), TokenCount.NONE, deadline);
    try {
      return outcome(request, first, first.tokens());
    } catch (IllegalArgumentException problem) {
      return repaired(request, first, String.valueOf(problem.getMessage()), deadline);
    }
  }

  private PlanOutcome repaired(
      PlanRequest request, LlmReply first, String problem, Deadline deadline) throws LlmException {
    LlmReply second =
        ask(request, prompt.repair(request, first.text(), problem), first.tokens(), deadline);
    try {
      return outcome(request, second, first.tokens().plus(second.tokens()));
    } catch (IllegalArgumentException e) {
      throw new LlmException(DegradedReason.LLM_INVALID, "no valid plan after a repair", e);
    }
  }

  private LlmReply ask(PlanRequest request, String data, TokenCount used, Deadline deadline)
      throws LlmException {
    LlmRequest llm =
        new LlmRequest(
            prompt.instructions(), data, PlanSchema.of(request.card()), MAX_OUTPUT_TOKENS);
    return client.chat(llm, used, deadline);
  }

  private PlanOutcome outcome(PlanRequest request, LlmReply reply, TokenCount tokens) {
    JsonNode answer =
        json.object(reply.text())
            .orElseThrow(() -> new IllegalArgumentException("the answer must be one JSON object"));
    PlanJson reader = new PlanJson(request.defaultSize(), request.state().lastShown());
    Plan proposed = reader.read(answer);
    List<Dropped> dropped = new ArrayList<>(reader.dropped());
    List<ShownItem> liked = liked(proposed, request, dropped);
    Plan resolved = proposed.withLikeItems(liked.stream().map(ShownItem::id).toList());
    Validated valid = validator.validate(resolved, request.card());
    dropped.addAll(valid.dropped());
    return new PlanOutcome(
        valid.plan(), name(), liked, dropped, List.of(), tokens, debug(request, reply));
  }

  private List<ShownItem> liked(Plan plan, PlanRequest request, List<Dropped> dropped) {
    List<ShownItem> liked = new ArrayList<>();
    for (String title : plan.likeItems().stream().limit(3).toList()) {
      Titles.longest(request.state().lastShown(), title)
          .or(() -> titles.of(title))
          .ifPresentOrElse(
              liked::add, () -> dropped.add(new Dropped("like " + title, "no such title")));
    }
    return liked.stream().distinct().toList();
  }

  private Map<String, Object> debug(PlanRequest request, LlmReply reply) {
    Map<String, Object> debug = new LinkedHashMap<>();
    debug.put("plan_prompt", prompt.instructions());
    debug.put("plan_data", prompt.data(request));
    debug.put("plan_answer", reply.text());
    return debug;
  }
}
