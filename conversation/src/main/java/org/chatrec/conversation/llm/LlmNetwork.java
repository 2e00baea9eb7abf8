package org.chatrec.conversation.llm;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the node's operator decides about calls, whatever the cluster's settings say.
 *
 * @param key null where there is none
 */
public record LlmNetwork(Destinations destinations, @Nullable ApiKey key) {

  /**
   * Why a server may not be called; empty if it may. Where a key would be sent, only the hosts that
   * it is bound to may.
   */
  public Optional<String> objection(LlmSettings server) {
    URI url = URI.create(server.baseUrl());
    ApiKey sent = keyFor(server);
    return destinations
        .objection(url)
        .or(() -> sent == null ? Optional.empty() : sent.objection(url));
  }

  /** The key, if the server's protocol has one. */
  @Nullable ApiKey keyFor(LlmSettings server) {
    return server.provider() == Provider.OPENAI ? key : null;
  }
}
