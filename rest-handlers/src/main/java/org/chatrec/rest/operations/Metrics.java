package org.chatrec.rest.operations;

import static org.chatrec.rest.operations.MetricFamily.by;
import static org.chatrec.rest.operations.MetricFamily.counter;
import static org.chatrec.rest.operations.MetricFamily.gauge;
import static org.chatrec.rest.operations.MetricFamily.seconds;
import static org.chatrec.rest.operations.MetricFamily.summary;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The metrics of {@code GET /metrics}: the figures of {@code GET /stats} under lasting names. */
final class Metrics {

  private static final String COUNTER = "counter";
  private static final String GAUGE = "gauge";
  private static final String EMBEDDING = "embedding";
  private static final String HAND_OVER = "hand_over";
  private static final String CHAT = "chat";
  private static final String POOLS = "pools";

  private static final Map<String, String> MILLIS =
      new TreeMap<>(Map.of("0.5", "p50_millis", "0.95", "p95_millis", "0.99", "p99_millis"));

  static final List<MetricFamily> ALL =
      List.of(
          embedded("texts", "Texts that were embedded."),
          embedded("tokens", "Tokens that were embedded."),
          embedded("batches", "Runs of a model."),
          embedded("failures", "Texts that could not be embedded."),
          embedded("truncations", "Texts that were cut to what a model takes."),
          embedded("cache_hits", "Texts whose vector was in the cache."),
          embedded("reused", "Texts that shared another request's run."),
          embedded("refusals", "Texts that were refused, as too many waited."),
          embedded("retries", "Runs that were tried again."),
          gauge("chatrec_embedding_waiting", "Texts that wait.", EMBEDDING, "waiting"),
          gauge(
              "chatrec_embedding_batch_fill_ratio",
              "Share of batches that is not padding.",
              EMBEDDING,
              "batch_fill"),
          seconds(
              COUNTER,
              "chatrec_embedding_busy_seconds_total",
              "Time in which something was embedded.",
              EMBEDDING,
              "busy_millis"),
          seconds(
              COUNTER,
              "chatrec_embedding_run_seconds_total",
              "Time of all runs of models.",
              EMBEDDING,
              "inference_millis"),
          summary(
              "chatrec_embedding_inference_seconds",
              "Time of a run of a model.",
              List.of(),
              MILLIS,
              EMBEDDING,
              "inference_time"),
          summary(
              "chatrec_embedding_queue_seconds",
              "Time that a text waits for its run.",
              List.of(),
              MILLIS,
              EMBEDDING,
              "queue_time"),
          counter(
              "chatrec_hand_over_texts_total",
              "Texts that were sent to a node with a GPU.",
              EMBEDDING,
              HAND_OVER,
              "texts"),
          counter(
              "chatrec_hand_over_answered_total",
              "Texts that a node with a GPU embedded.",
              EMBEDDING,
              HAND_OVER,
              "answered"),
          by(
              "reason",
              COUNTER,
              "chatrec_hand_over_fell_back_total",
              "Texts that were embedded here after all.",
              EMBEDDING,
              HAND_OVER,
              "fell_back",
              "*"),
          by(
              "accelerator",
              GAUGE,
              "chatrec_hand_over_outstanding",
              "Answers that a node with a GPU owes.",
              EMBEDDING,
              HAND_OVER,
              "outstanding",
              "*"),
          counter("chatrec_profile_writes_total", "Profiles written.", "profiles", "writes"),
          counter(
              "chatrec_profile_conflicts_total",
              "Writes of profiles that lost against another and were repeated.",
              "profiles",
              "conflicts"),
          counter("chatrec_chats_total", "Messages that were answered.", CHAT, "chats"),
          by(
              "planner",
              COUNTER,
              "chatrec_chat_plans_total",
              "Messages by who planned.",
              CHAT,
              "planners",
              "*"),
          by(
              "explainer",
              COUNTER,
              "chatrec_chat_explanations_total",
              "Answers by who explained.",
              CHAT,
              "explainers",
              "*"),
          by(
              "reason",
              COUNTER,
              "chatrec_chat_fallbacks_total",
              "What answers had to do without.",
              CHAT,
              "fallbacks",
              "*"),
          by(
              "direction",
              COUNTER,
              "chatrec_chat_tokens_total",
              "Tokens of an LLM.",
              CHAT,
              "tokens",
              "*"),
          summary(
              "chatrec_chat_seconds",
              "Time of an answer.",
              List.of(CHAT, "chats"),
              new TreeMap<>(Map.of("0.5", "p50", "0.99", "p99")),
              CHAT,
              "millis"),
          seconds(
              GAUGE, "chatrec_chat_longest_seconds", "The slowest answer.", CHAT, "millis", "max"),
          gauge("chatrec_llm_calls", "Calls of the LLM under way.", "llm", "calls"),
          gauge(
              "chatrec_llm_tokens_last_hour",
              "Tokens of the last 60 minutes.",
              "llm",
              "tokens_last_hour"),
          by(
              "catalog",
              GAUGE,
              "chatrec_items_without_vector",
              "Items without a vector, when they were last counted on this node.",
              "items",
              "*",
              "without_vector"),
          by("pool", GAUGE, "chatrec_pool_active", "Threads at work.", POOLS, "*", "active"),
          by("pool", GAUGE, "chatrec_pool_queue", "Tasks that wait.", POOLS, "*", "queue"),
          by(
              "pool",
              GAUGE,
              "chatrec_pool_queue_capacity",
              "Tasks that may wait.",
              POOLS,
              "*",
              "capacity"),
          by(
              "pool",
              COUNTER,
              "chatrec_pool_rejected_total",
              "Tasks that were refused.",
              POOLS,
              "*",
              "rejected"));

  private Metrics() {}

  private static MetricFamily embedded(String figure, String help) {
    return counter("chatrec_embedding_" + figure + "_total", help, EMBEDDING, figure);
  }
}
