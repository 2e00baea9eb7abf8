package org.chatrec.conversation.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import java.io.IOException;
import java.net.SocketTimeoutException;
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
    String status = serverError(error).map(e -> ", status " + e.status()).orElse("");
    LlmException failure =
        new LlmException(reason, "LLM call failed: " + reason.label() + status, error);
    return detail(error).map(failure::as).orElse(failure);
  }

  /** What the server said, if it answered with an error. */
  static Optional<ServerError> serverError(Throwable error) {
    return refused(error).map(RefusedException::error);
  }

  private static Optional<RefusedException> refused(Throwable error) {
    return causes(error)
        .filter(RefusedException.class::isInstance)
        .map(RefusedException.class::cast)
        .findFirst();
  }

  /** How long the server wants to be left alone, where it said so with 429 or 503. */
  static Optional<Duration> retryAfter(Throwable error) {
    return refused(error)
        .filter(e -> e.statusCode() == 429 || e.statusCode() == 503)
        .flatMap(RefusedException::retryAfter);
  }

  private static Optional<Detail> detail(Throwable error) {
    if (has(error, ContentFilteredException.class)) {
      return Optional.of(Detail.POLICY);
    }
    if (has(error, Destinations.ForbiddenException.class)) {
      return Optional.of(Detail.HOST_NOT_ALLOWED);
    }
    return serverError(error).flatMap(Failures::detail);
  }

  private static Optional<Detail> detail(ServerError error) {
    if (error.isPolicy()) {
      return Optional.of(Detail.POLICY);
    }
    return error.isTooLong() ? Optional.of(Detail.PROMPT_TOO_LONG) : Optional.empty();
  }

  private static DegradedReason reason(Throwable error) {
    if (has(error, HttpTimeoutException.class) || has(error, SocketTimeoutException.class)) {
      return DegradedReason.LLM_TIMEOUT;
    }
    // Jackson's exceptions are IOExceptions too, so they come first.
    if (has(error, JsonProcessingException.class)
        || has(error, LimitedBody.TooLargeException.class)) {
      return DegradedReason.LLM_INVALID;
    }
    if (has(error, HttpException.class)
        || has(error, IOException.class)
        || has(error, ContentFilteredException.class)
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
