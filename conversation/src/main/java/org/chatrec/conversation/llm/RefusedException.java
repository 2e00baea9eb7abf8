package org.chatrec.conversation.llm;

import dev.langchain4j.exception.HttpException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The server answered with an HTTP error. Its words are no part of the message. */
final class RefusedException extends HttpException {
  private static final long serialVersionUID = 1L;

  private final transient Optional<Duration> retryAfter;
  private final transient ServerError error;

  RefusedException(ServerError error, Optional<String> retryAfter) {
    super(error.status(), "HTTP status " + error.status());
    this.error = error;
    this.retryAfter = retryAfter.flatMap(RefusedException::parse);
  }

  ServerError error() {
    return error;
  }

  /** How long the server wants to be left alone, where it said so. */
  Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /** RFC 9110, section 10.2.3: seconds, or a date. */
  private static Optional<Duration> parse(String value) {
    String text = value.strip();
    if (text.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(Instant.now(), until);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
