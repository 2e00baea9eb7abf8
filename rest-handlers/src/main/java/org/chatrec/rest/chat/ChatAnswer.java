package org.chatrec.rest.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chatrec.conversation.answer.Answer;
import org.chatrec.conversation.answer.Clarifier;
import org.chatrec.conversation.explain.ExplainOutcome;
import org.chatrec.conversation.explain.Explanation;
import org.chatrec.conversation.llm.Degraded;
import org.chatrec.conversation.llm.TokenCount;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.planner.PlanOutcome;
import org.chatrec.rest.items.ShownItems;
import org.chatrec.retrieval.RankedItem;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a turn brings, stage by stage and with the time of each, and puts it into the
 * contract's shape.
 */
final class ChatAnswer {

  private final long started = System.nanoTime();
  private long stage = started;
  private final Map<String, Object> answer = new LinkedHashMap<>();
  private final List<Map<String, Object>> hits = new ArrayList<>();
  private final List<Map<String, Object>> dropped = new ArrayList<>();
  private final List<Map<String, Object>> relaxed = new ArrayList<>();
  private final List<Map<String, Object>> degraded = new ArrayList<>();
  private final Map<String, Object> took = new LinkedHashMap<>();
  private final Map<String, Object> debug = new LinkedHashMap<>();
  private final boolean withDebug;
  private TokenCount tokens = TokenCount.NONE;

  ChatAnswer(boolean withDebug) {
    this.withDebug = withDebug;
  }

  void planned(PlanOutcome outcome) {
    answer.put("intent", outcome.plan().intent().name().toLowerCase(Locale.ROOT));
    answer.put("planner", outcome.planner());
    parts(outcome.dropped(), dropped);
    degraded(outcome.degraded());
    tokens = tokens.plus(outcome.tokens());
    debug.put("plan", outcome.debug());
    took("plan");
  }

  void searched(Plan plan, @Nullable TurnHits found) {
    answer.put("plan", PlanQuery.toMap(found == null ? plan : found.found().plan()));
    if (found != null) {
      PlanSearch.Outcome search = found.found();
      parts(search.relaxed(), relaxed);
      parts(search.dropped(), dropped);
      for (int i = 0; i < found.shown().size(); i++) {
        RankedItem item = search.result().items().get(i);
        Map<String, Object> hit = ShownItems.toMap(item, found.reasons().get(i), search.seen());
        Double relevance = search.relevance().byHit().get(item.id());
        if (relevance != null) {
          hit.put("relevance", Math.round(relevance * 1000) / 1000.0);
        }
        hits.add(hit);
      }
      search.total().ifPresent(total -> answer.put("total", total));
      if (withDebug) { // vectors take their time to print
        debug.put("query", search.result().source().toString());
      }
    }
  }

  /** The search is through. */
  void found() {
    took("search");
  }

  /** Who put the hits into their order. */
  void chooser(boolean byModel) {
    answer.put("chooser", byModel ? "llm" : "score");
  }

  void explained(ExplainOutcome outcome) {
    for (int i = 0; i < hits.size(); i++) {
      Explanation explanation = outcome.explanations().get(i);
      hits.get(i).put("explanation", explanation.text());
      hits.get(i).put("evidence", evidence(explanation));
    }
    answer.put("explainer", outcome.explainer());
    degraded(outcome.degraded());
    tokens = tokens.plus(outcome.tokens());
    debug.put("explain", outcome.debug());
    took("explain");
  }

  /** The explanations will be at the turn's own address. */
  void explainedLater() {
    hits.forEach(
        hit -> {
          hit.put("explanation", "");
          hit.put("evidence", List.of());
        });
    answer.put("explainer", "none");
    answer.put("explanations", "later");
    took("explain");
  }

  static List<Map<String, Object>> evidence(Explanation explanation) {
    List<Map<String, Object>> evidence = new ArrayList<>();
    explanation
        .evidence()
        .forEach(e -> evidence.add(Map.of("field", e.field(), "quote", e.quote())));
    return evidence;
  }

  /** Tokens of the turn so far. */
  TokenCount tokens() {
    return tokens;
  }

  /** A fact about items; what it rests on names its item, since there may be several. */
  void answered(Answer told) {
    List<Map<String, Object>> evidence = new ArrayList<>();
    told.evidence()
        .forEach(
            proof ->
                evidence.add(
                    Map.of("id", proof.id(), "field", proof.field(), "quote", proof.quote())));
    answer.put("answer", Map.of("text", told.text(), "about", told.about(), "evidence", evidence));
  }

  /** A question back. */
  void asked(Clarifier.Ask ask) {
    answer.put("ask", Map.of("text", ask.text(), "choices", ask.choices()));
  }

  void reply(String reply) {
    answer.put("reply", reply);
  }

  Map<String, Object> toMap(String sessionId, int turn, String queryId) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("session_id", sessionId);
    map.put("turn", turn);
    map.put("query_id", queryId);
    map.putAll(answer);
    map.put("dropped", dropped);
    map.put("relaxed", relaxed);
    map.put("hits", hits);
    map.put("degraded", degraded);
    took.put("total", millis());
    map.put("took", took);
    map.put("tokens", Map.of("input", tokens.input(), "output", tokens.output()));
    if (withDebug) {
      map.put("debug", debug);
    }
    return map;
  }

  /** Time since the turn began, in milliseconds. */
  long millis() {
    return millis(started);
  }

  private void took(String name) {
    took.put(name, millis(stage));
    stage = System.nanoTime();
  }

  private static long millis(long since) {
    return (System.nanoTime() - since) / 1_000_000;
  }

  private static void parts(List<Dropped> from, List<Map<String, Object>> into) {
    from.forEach(part -> into.add(Map.of("part", part.part(), "reason", part.reason())));
  }

  /** Says what the turn had to do without. */
  void degraded(List<Degraded> reasons) {
    for (Degraded reason : reasons) {
      Map<String, Object> entry = reason.toMap();
      if (!degraded.contains(entry)) {
        degraded.add(entry);
      }
    }
  }
}
