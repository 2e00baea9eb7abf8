package org.chatrec.conversation.llm;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A server's key and the hosts that it is bound to; no other host is ever sent it. Kept as
 * characters that {@link #close} overwrites.
 */
public final class ApiKey implements AutoCloseable {
  private final char[] key;
  private final List<Destination> boundTo;
  private volatile boolean closed;

  /**
   * @param key copied
   */
  public ApiKey(char[] key, List<Destination> boundTo) {
    this.key = key.clone();
    this.boundTo = List.copyOf(boundTo);
  }

  /** Why it may not be sent to the URL; empty if it may. */
  Optional<String> objection(URI url) {
    Destination wanted = Destination.of(url);
    return boundTo.stream().anyMatch(one -> one.coversSecret(wanted))
        ? Optional.empty()
        : Optional.of("[" + wanted + "] is none of the hosts that the key is bound to: " + boundTo);
  }

  /** The header that carries it to the URL; empty where it may not go. */
  Optional<String> header(URI url) {
    return objection(url).isEmpty() && !closed
        ? Optional.of("Bearer " + new String(key))
        : Optional.empty();
  }

  /** The text without the key. */
  String redacted(String text) {
    return closed || key.length == 0 ? text : text.replace(new String(key), "…");
  }

  @Override
  public void close() {
    closed = true;
    Arrays.fill(key, '\0');
  }

  @Override
  public String toString() {
    return "ApiKey for " + boundTo;
  }
}
