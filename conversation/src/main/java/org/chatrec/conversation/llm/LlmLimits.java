package org.chatrec.conversation.llm;

import java.time.Duration;

/**
 * How much of an LLM may be used, per node.
 *
 * @param maxConcurrent calls under way at once; more are answered by the fallback at once
 * @param maxTokensPerChat input and output tokens of all calls of one chat turn
 * @param maxTokensPerHour input and output tokens of all calls within any 60 minutes; 0 for no
 *     limit
 * @param failuresToOpen failures in a row after which the server is left alone; 0 for never
 * @param openFor how long it is left alone before one call tries it again
 */
public record LlmLimits(
    int maxConcurrent,
    int maxTokensPerChat,
    long maxTokensPerHour,
    int failuresToOpen,
    Duration openFor) {

  public static final int DEFAULT_FAILURES = 5;
  public static final Duration DEFAULT_OPEN_FOR = Duration.ofSeconds(10);

  public LlmLimits {
    require(maxConcurrent > 0, "[max_concurrent] must be at least 1, got " + maxConcurrent);
    require(
        maxTokensPerChat > 0, "[max_tokens_per_chat] must be at least 1, got " + maxTokensPerChat);
    require(
        maxTokensPerHour >= 0, "[max_tokens_per_hour] must be at least 0, got " + maxTokensPerHour);
    require(failuresToOpen >= 0, "[breaker.failures] must be at least 0, got " + failuresToOpen);
    require(openFor.isPositive(), "[breaker.wait] must be positive, got " + openFor);
  }

  /** Limits of a chat, and nothing unusual beyond. */
  public static LlmLimits of(int maxConcurrent, int maxTokensPerChat) {
    return new LlmLimits(maxConcurrent, maxTokensPerChat, 0, DEFAULT_FAILURES, DEFAULT_OPEN_FOR);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
