package org.chatrec.conversation.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.langchain4j.exception.HttpException;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/** Sorts what went wrong in a call into the reasons that the answer names. */
final class Failures {
  private Failures() {}

  static LlmException of(Throwable error) {
    DegradedReason reason = reason(error);
    String status = status(error).map(s -> ", status " + s).orElse("");
    return new LlmException(reason, "LLM call failed: " + reason.label() + status, error);
  }

  /** The HTTP status that the server answered with, if it did. */
  static Optional<Integer> status(Throwable error) {
    return causes(error)
        .filter(HttpException.class::isInstance)
        .map(e -> ((HttpException) e).statusCode())
        .findFirst();
  }

  /** How long the server wants to be left alone, where it said so with 429 or 503. */
  static Optional<Duration> retryAfter(Throwable error) {
    return causes(error)
        .filter(RefusedException.class::isInstance)
        .map(RefusedException.class::cast)
        .filter(e -> e.statusCode() == 429 || e.statusCode() == 503)
        .findFirst()
        .flatMap(RefusedException::retryAfter);
  }

  private static DegradedReason reason(Throwable error) {
    if (has(error, HttpTimeoutException.class)) {
      return DegradedReason.LLM_TIMEOUT;
    }
    // Jackson's exceptions are IOExceptions too, so they come first.
    if (has(error, JsonProcessingException.class)
        || has(error, LimitedBody.TooLargeException.class)) {
      return DegradedReason.LLM_INVALID;
    }
    if (has(error, HttpException.class)
        || has(error, IOException.class)
        || has(error, CancellationException.class)) {
      return DegradedReason.LLM_ERROR;
    }
    // The server answered with status 200, and LangChain4j found no answer in it.
    return DegradedReason.LLM_INVALID;
  }

  private static boolean has(Throwable error, Class<? extends Throwable> type) {
    return causes(error).anyMatch(type::isInstance);
  }

  private static Stream<Throwable> causes(Throwable error) {
    return Stream.iterate(error, e -> e != null, Throwable::getCause).limit(20);
  }
}
