package org.chatrec.conversation.llm;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to reach an OpenAI-compatible server, and how much of it to use.
 *
 * @param baseUrl up to and including the version, e.g. {@code http://localhost:8000/v1}
 * @param apiKey null where the server wants none; never part of {@link #toString}
 * @param timeout the most that one call may take, the chat's own budget aside
 * @param maxConcurrent calls under way at once; more are answered by the fallback at once
 * @param maxTokensPerChat input and output tokens of all calls of one chat turn
 */
public record LlmSettings(
    String baseUrl,
    String model,
    @Nullable String apiKey,
    Duration timeout,
    int maxConcurrent,
    int maxTokensPerChat) {

  public LlmSettings {
    requireHttp(baseUrl);
    require(!model.isBlank(), "[model] must not be empty");
    require(timeout.isPositive(), "[timeout] must be positive, got " + timeout);
    require(maxConcurrent > 0, "[max_concurrent] must be at least 1, got " + maxConcurrent);
    require(
        maxTokensPerChat > 0, "[max_tokens_per_chat] must be at least 1, got " + maxTokensPerChat);
  }

  private static void requireHttp(String url) {
    // The text of the URL stays out of the message: some put credentials into it.
    String message = "[base_url] must be an absolute http or https URL";
    try {
      String scheme = URI.create(url).getScheme();
      require("http".equals(scheme) || "https".equals(scheme), message);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(message, e);
    }
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  @Override
  public String toString() {
    return "LlmSettings[model=%s, timeout=%s, maxConcurrent=%d, maxTokensPerChat=%d]"
        .formatted(model, timeout, maxConcurrent, maxTokensPerChat);
  }
}
