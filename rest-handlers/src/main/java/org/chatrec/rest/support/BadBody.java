package org.chatrec.rest.support;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Tells what is wrong with a request from what is wrong with the server. Whatever a handler throws
 * while it reads a body that is in memory is about the body.
 */
final class BadBody {

  private BadBody() {}

  /** The exception as a client should see it. */
  static Exception named(Exception e) {
    if (e instanceof StreamConstraintsException limit) {
      return refused(limit(limit.getOriginalMessage()));
    }
    if (e instanceof JsonProcessingException wrong) {
      return refused(place(wrong));
    }
    boolean unreadable = e instanceof IOException || e instanceof IllegalStateException;
    return unreadable && isOfParser(e) ? refused("it is not what its content type says") : e;
  }

  /** What the parser says, without what it says of itself, and where. */
  private static String place(JsonProcessingException wrong) {
    String message = String.valueOf(wrong.getOriginalMessage());
    int source = message.indexOf("[Source");
    int end = source < 0 ? message.length() : Math.max(0, message.lastIndexOf('(', source));
    JsonLocation at = wrong.getLocation();
    String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    return message.substring(0, end).strip() + where;
  }

  /** Without the cause, in which the parser speaks of its own settings. */
  private static IllegalArgumentException refused(String what) {
    return new IllegalArgumentException("the body cannot be read: " + what);
  }

  /** As "Document nesting depth (1001) exceeds the maximum allowed (1000, from `…`)". */
  private static String limit(String message) {
    String[] parts = message.split("[(),]");
    return parts.length > 3
        ? parts[0].strip() + " " + parts[1] + " is more than the maximum of " + parts[3].strip()
        : "it is larger than is allowed";
  }

  private static boolean isOfParser(Exception e) {
    return Stream.iterate((Throwable) e, cause -> cause != null, Throwable::getCause)
        .limit(10)
        .flatMap(cause -> Arrays.stream(cause.getStackTrace()).limit(4))
        .map(StackTraceElement::getClassName)
        .anyMatch(
            name ->
                name.startsWith("com.fasterxml.jackson.")
                    || name.startsWith("org.yaml.snakeyaml.")
                    || name.startsWith("org.opensearch.common.xcontent."));
  }
}
