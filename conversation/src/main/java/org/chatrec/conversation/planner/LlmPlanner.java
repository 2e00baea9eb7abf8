package org.chatrec.conversation.planner;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chatrec.conversation.llm.Deadline;
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
import org.chatrec.conversation.state.DialogueState;
import org.chatrec.conversation.state.ShownItem;

/**
 * Lets a model propose a plan and keeps what is valid of it. An answer that is no plan is returned
 * to the model once, with the problem named, if time is left. The same prompt is asked once within
 * a while. Thread-safe.
 */
public final class LlmPlanner implements Planner {
  private static final int MAX_OUTPUT_TOKENS = 700;

  private final LlmClient client;
  private final PlanValidator validator;
  private final Titles titles;
  private final PlanCache cache;
  private final JsonAnswers json = new JsonAnswers();
  private final PlanPrompt prompt = new PlanPrompt(json, Clock.systemUTC());

  public LlmPlanner(
      LlmClient client, PlanValidator validator, TitleLookup titles, PlanCache cache) {
    this.client = client;
    this.validator = validator;
    this.titles = new Titles(titles);
    this.cache = cache;
  }

  @Override
  public String name() {
    return "llm";
  }

  @Override
  public PlanOutcome plan(PlanRequest request, Deadline deadline) throws LlmException {
    String data = prompt.data(request);
    String key = PlanCache.key(client.settings(), prompt.instructions(), data);
    String known = cache.answer(key).orElse(null);
    if (known != null) {
      return outcome(request, new LlmReply(known, TokenCount.NONE), TokenCount.NONE, "cache");
    }
    LlmReply first = ask(request, data, TokenCount.NONE, deadline);
    try {
      return remembered(key, first, outcome(request, first, first.tokens(), "first answer"));
    } catch (IllegalArgumentException problem) {
      if (first.cut()) { // as long an answer would be cut again
        throw noPlan(request, first, first.tokens(), problem);
      }
      return repaired(request, key, first, String.valueOf(problem.getMessage()), deadline);
    }
  }

  private PlanOutcome repaired(
      PlanRequest request, String key, LlmReply first, String problem, Deadline deadline)
      throws LlmException {
    LlmReply second = askAgain(request, first, problem, deadline);
    TokenCount tokens = first.tokens().plus(second.tokens());
    try {
      return remembered(key, second, outcome(request, second, tokens, "repaired: " + problem));
    } catch (IllegalArgumentException e) {
      throw noPlan(request, second, tokens, e);
    }
  }

  private LlmReply askAgain(PlanRequest request, LlmReply first, String problem, Deadline deadline)
      throws LlmException {
    try {
      return ask(request, prompt.repair(request, first.text(), problem), first.tokens(), deadline);
    } catch (LlmException e) { // the first answer took its tokens all the same
      throw e.taking(first.tokens().plus(e.tokens())).showing(debug(request, first, "no plan"));
    }
  }

  private LlmException noPlan(
      PlanRequest request, LlmReply reply, TokenCount tokens, Throwable problem) {
    return LlmException.invalid(reply, "no valid plan", problem)
        .taking(tokens)
        .showing(debug(request, reply, "no plan: " + problem.getMessage()));
  }

  private PlanOutcome remembered(String key, LlmReply reply, PlanOutcome outcome) {
    cache.put(key, reply.text());
    return outcome;
  }

  private LlmReply ask(PlanRequest request, String data, TokenCount used, Deadline deadline)
      throws LlmException {
    LlmRequest llm =
        new LlmRequest(
            prompt.instructions(), data, PlanSchema.of(request.card()), MAX_OUTPUT_TOKENS);
    return client.chat(llm, used, deadline);
  }

  private PlanOutcome outcome(
      PlanRequest request, LlmReply reply, TokenCount tokens, String source) {
    JsonNode answer =
        json.object(reply.text())
            .orElseThrow(() -> new IllegalArgumentException("the answer must be one JSON object"));
    PlanJson reader =
        new PlanJson(request.defaultSize(), request.state().lastShown(), request.message());
    Plan proposed = reader.read(answer);
    List<Dropped> dropped = new ArrayList<>(reader.dropped());
    List<ShownItem> liked = liked(proposed, request, dropped);
    Plan resolved = proposed.withLikeItems(liked.stream().map(ShownItem::id).toList());
    Validated valid = validator.validate(resolved, request.card());
    dropped.addAll(valid.dropped());
    return new PlanOutcome(
        valid.plan(), name(), liked, dropped, List.of(), tokens, debug(request, reply, source));
  }

  private List<ShownItem> liked(Plan plan, PlanRequest request, List<Dropped> dropped) {
    List<ShownItem> liked = new ArrayList<>();
    for (String title : plan.likeItems().stream().limit(3).toList()) {
      carried(request, title)
          .or(() -> Titles.longest(request.state().lastShown(), title))
          .or(() -> titles.of(title))
          .ifPresentOrElse(
              liked::add, () -> dropped.add(new Dropped("like " + title, "no such title")));
    }
    return liked.stream().distinct().toList();
  }

  /** One of the items that the search so far is about, by what the prompt called it. */
  private static Optional<ShownItem> carried(PlanRequest request, String title) {
    DialogueState state = request.state();
    return state.lastSearch().stream()
        .flatMap(plan -> plan.likeItems().stream())
        .filter(id -> state.titleOf(id).equals(title))
        .findFirst()
        .map(id -> new ShownItem(id, title, Map.of()));
  }

  private Map<String, Object> debug(PlanRequest request, LlmReply reply, String source) {
    Map<String, Object> debug = new LinkedHashMap<>();
    debug.put("plan_prompt", prompt.instructions());
    debug.put("plan_data", prompt.data(request));
    debug.put("plan_answer", reply.text());
    debug.put("plan_source", source);
    return debug;
  }
}
