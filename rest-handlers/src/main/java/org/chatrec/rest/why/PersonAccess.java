package org.chatrec.rest.why;

import java.time.Duration;
import java.util.Objects;
import org.chatrec.rest.profile.UserActions;
import org.chatrec.rest.profile.UserRequest;
import org.jspecify.annotations.Nullable;
import org.opensearch.ExceptionsHelper;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.transport.client.Client;

/**
 * Whether the caller may look at the person whom a request names. It is found out once, where
 * something depends on it for the first time; for one thread.
 */
final class PersonAccess {

  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final Client client;
  private final WhyRequest request;
  private final @Nullable String userId;
  private boolean asked;
  private @Nullable RuntimeException refusal;

  /**
   * @param client of the caller
   * @param userId null for nobody, at whom nobody looks
   */
  PersonAccess(Client client, WhyRequest request, @Nullable String userId) {
    this.client = client;
    this.request = request;
    this.userId = userId;
  }

  /** Whether it is permitted. */
  boolean isGiven() {
    return refusal() == null;
  }

  /** Throws the refusal where it is not permitted. */
  void require() {
    RuntimeException refused = refusal();
    if (refused != null) {
      throw refused;
    }
  }

  private @Nullable RuntimeException refusal() {
    if (!asked) {
      refusal = ask(Objects.requireNonNull(userId));
      asked = true;
    }
    return refusal;
  }

  private @Nullable RuntimeException ask(String whom) {
    try {
      client
          .execute(
              UserActions.GET, UserRequest.permission(request.catalog(), request.index(), whom))
          .actionGet(TIMEOUT.toMillis());
      return null;
    } catch (RuntimeException e) {
      if (ExceptionsHelper.status(e) == RestStatus.FORBIDDEN) {
        return e;
      }
      throw e;
    }
  }
}
