package org.chatrec.conversation.llm;

import dev.failsafe.CircuitBreaker;

/**
 * Leaves a server alone that has failed several times in a row; after a while one call tries it
 * again. What says nothing of the server (a call that was cancelled, or had no fair chance) counts
 * only where that one call had to tell. Thread-safe.
 */
final class ServerBreaker {
  private final CircuitBreaker<Object> breaker;
  private final boolean wanted;

  ServerBreaker(LlmLimits limits) {
    wanted = limits.failuresToOpen() > 0;
    breaker =
        CircuitBreaker.builder()
            .withFailureThreshold(Math.max(1, limits.failuresToOpen()))
            .withSuccessThreshold(1)
            .withDelay(limits.openFor())
            .build();
  }

  /** Whether a call may start; each that may must be followed by one of the three below. */
  boolean allows() {
    return !wanted || breaker.tryAcquirePermit();
  }

  void succeeded() {
    breaker.recordSuccess();
  }

  void failed() {
    breaker.recordFailure();
  }

  void undecided() {
    if (breaker.isHalfOpen()) {
      breaker.recordFailure();
    }
  }

  /** {@code closed} (calls pass), {@code open}, {@code half_open}, or {@code off}. */
  String state() {
    return !wanted ? "off" : breaker.getState().name().toLowerCase(java.util.Locale.ROOT);
  }
}
