package org.chatrec.rest.chat;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.chatrec.conversation.explain.ExplainOutcome;
import org.chatrec.conversation.llm.Degraded;
import org.chatrec.conversation.llm.TokenCount;
import org.chatrec.conversation.planner.PlanOutcome;

/**
 * Counts of this node's chats since it started: who planned and explained, what fell back and why,
 * how long it took.
 */
public final class ChatFigures {

  private static final int SIGNIFICANT_DIGITS = 3;

  private final LongAdder chats = new LongAdder();
  private final LongAdder inputTokens = new LongAdder();
  private final LongAdder outputTokens = new LongAdder();
  private final Map<String, LongAdder> planners = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> explainers = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> fallbacks = new ConcurrentHashMap<>();
  private final Histogram millis = new ConcurrentHistogram(SIGNIFICANT_DIGITS);

  void count(PlanOutcome planned, Optional<ExplainOutcome> explained) {
    chats.increment();
    add(planners, planned.planner());
    planned.degraded().forEach(this::fallback);
    tokens(planned.tokens());
    add(explainers, explained.map(ExplainOutcome::explainer).orElse("later"));
    explained.ifPresent(
        outcome -> {
          outcome.degraded().forEach(this::fallback);
          tokens(outcome.tokens());
        });
  }

  void took(long tookMillis) {
    millis.recordValue(tookMillis);
  }

  private void tokens(TokenCount count) {
    inputTokens.add(count.input());
    outputTokens.add(count.output());
  }

  private void fallback(Degraded degraded) {
    add(fallbacks, (degraded.stage() + "." + degraded.reason()).toLowerCase(Locale.ROOT));
  }

  private static void add(Map<String, LongAdder> counts, String key) {
    counts.computeIfAbsent(key, k -> new LongAdder()).increment();
  }

  /** The part {@code chat} of the node's figures. */
  public Map<String, Object> figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("chats", chats.sum());
    figures.put("planners", counts(planners));
    figures.put("explainers", counts(explainers));
    figures.put("fallbacks", counts(fallbacks));
    figures.put("tokens", Map.of("input", inputTokens.sum(), "output", outputTokens.sum()));
    figures.put(
        "millis",
        Map.of(
            "p50", millis.getValueAtPercentile(50),
            "p99", millis.getValueAtPercentile(99),
            "max", millis.getMaxValue()));
    return figures;
  }

  private static Map<String, Object> counts(Map<String, LongAdder> counts) {
    Map<String, Object> sums = new TreeMap<>();
    counts.forEach((key, count) -> sums.put(key, count.sum()));
    return sums;
  }
}
