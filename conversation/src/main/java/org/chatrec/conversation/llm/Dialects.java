package org.chatrec.conversation.llm;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/**
 * The dialects that servers were found to speak, by server and model. Forgotten after a while: a
 * server may be updated or its model changed without notice. Outlives changes of settings.
 * Thread-safe.
 */
public final class Dialects {
  static final Duration MEMORY = Duration.ofMinutes(30);
  private static final int MOST = 100;

  private final Cache<String, Dialect> known =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(MEMORY).build();

  Dialect of(LlmSettings server) {
    Dialect learned = known.getIfPresent(key(server));
    return learned == null ? Dialect.COMMON : learned;
  }

  /** The server refused what it had been sent before, and answered to this. */
  void learned(LlmSettings server, Dialect dialect) {
    known.put(key(server), dialect);
  }

  private static String key(LlmSettings server) {
    return server.provider() + " " + server.baseUrl() + " " + server.model();
  }
}
