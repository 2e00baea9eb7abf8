package org.chatrec.conversation.llm;

import java.net.URI;
import java.time.Duration;

/**
 * How to reach an LLM server, and how much of it to use.
 *
 * @param baseUrl for {@code openai} up to and including the version, e.g. {@code
 *     http://localhost:8000/v1}; for {@code ollama} without a path
 * @param timeout the most that one call may take, the chat's own budget aside
 * @param askAlways whether it is asked also for messages that the rules understand fully
 */
public record LlmSettings(
    Provider provider,
    String baseUrl,
    String model,
    Duration timeout,
    LlmLimits limits,
    boolean askAlways) {

  public LlmSettings {
    requireHttp(baseUrl);
    require(!model.isBlank(), "[model] must not be empty");
    require(timeout.isPositive(), "[timeout] must be positive, got " + timeout);
  }

  /** An OpenAI-compatible server, asked where the rules leave something open. */
  public static LlmSettings openAi(
      String baseUrl, String model, Duration timeout, LlmLimits limits) {
    return new LlmSettings(Provider.OPENAI, baseUrl, model, timeout, limits, false);
  }

  /** The same, asked for every message. */
  public LlmSettings askingAlways() {
    return new LlmSettings(provider, baseUrl, model, timeout, limits, true);
  }

  /** The same with other limits. */
  public LlmSettings withLimits(LlmLimits other) {
    return new LlmSettings(provider, baseUrl, model, timeout, other, askAlways);
  }

  private static void requireHttp(String url) {
    // The text of the URL stays out of the message: some put credentials into it.
    String message =
        "[base_url] must be an absolute http or https URL of host, port and path, without a user,"
            + " a query or a fragment";
    try {
      URI uri = URI.create(url);
      Destination.of(uri);
      require(uri.getRawQuery() == null && uri.getRawFragment() == null, message);
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
    return "LlmSettings[provider=%s, model=%s, timeout=%s, %s, askAlways=%s]"
        .formatted(provider, model, timeout, limits, askAlways);
  }
}
