package org.chatrec.conversation.llm;

import org.jspecify.annotations.Nullable;

/**
 * What the node's operator decides about calls, whatever the cluster's settings say.
 *
 * @param key null where there is none
 */
public record LlmNetwork(Destinations destinations, @Nullable ApiKey key) {}
