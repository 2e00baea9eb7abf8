package org.chatrec.people.profile;

import java.util.Collection;
import java.util.Optional;
import org.chatrec.catalog.CatalogRequest;
import org.chatrec.people.privacy.Pseudonyms;
import org.jspecify.annotations.Nullable;
import org.opensearch.ExceptionsHelper;
import org.opensearch.OpenSearchSecurityException;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.ActionType;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.action.support.clustermanager.AcknowledgedResponse;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.transport.client.Client;

/** Says who a request is for, and who may say so ({@code chatrec.privacy.user_from}). */
public final class Naming {

  private static final TimeValue TIMEOUT = TimeValue.timeValueSeconds(30);

  private final UserFrom from;
  private final CallerName caller;
  private final Client client;
  private final Pseudonyms pseudonyms;

  /**
   * @param client asks for permissions, as the caller
   * @param pseudonyms what persons are stored by
   */
  public Naming(UserFrom from, CallerName caller, Client client, Pseudonyms pseudonyms) {
    this.from = from;
    this.caller = caller;
    this.client = client;
    this.pseudonyms = pseudonyms;
  }

  /** What a person is stored by: requests and answers name people, indices need not. */
  public String stored(String userId) {
    return pseudonyms.of(userId);
  }

  /**
   * Who a request is for.
   *
   * @param userId null for nobody in particular
   * @param unnamed whether it is for nobody because nobody is authenticated who could be the person
   */
  public record Named(@Nullable String userId, boolean unnamed) {}

  /**
   * Who a request of the present caller is for.
   *
   * @param asked whom it names, or null
   */
  public Named of(@Nullable String asked) {
    if (from == UserFrom.REQUEST) {
      return new Named(asked, false);
    }
    Optional<String> name = caller.get();
    return name.isEmpty()
        ? new Named(asked, true)
        : new Named(asked == null ? name.get() : asked, false);
  }

  /**
   * Who sends the request, whatever the setting says, by the name that is stored; null where nobody
   * knows.
   */
  public @Nullable String owner() {
    return caller.get().map(this::stored).orElse(null);
  }

  /**
   * Answers if the present caller may name all of these.
   *
   * @param permission to name others
   */
  public void require(
      ActionType<AcknowledgedResponse> permission,
      CatalogRequest request,
      Collection<String> names,
      ActionListener<Void> listener) {
    String own = from == UserFrom.REQUEST ? null : caller.get().orElse(null);
    if (from == UserFrom.REQUEST || names.stream().allMatch(name -> name.equals(own))) {
      listener.onResponse(null);
    } else if (own == null) {
      listener.onFailure(
          new OpenSearchStatusException(
              "[user_id] nobody is authenticated, so nobody can be named", RestStatus.FORBIDDEN));
    } else {
      NamingRequest naming = new NamingRequest(request.catalog(), request.index());
      client.execute(
          permission,
          naming,
          ActionListener.wrap(
              allowed -> listener.onResponse(null),
              e -> listener.onFailure(denied(permission.name(), naming, e))));
    }
  }

  /** The same for threads that may wait. */
  public void require(
      ActionType<AcknowledgedResponse> permission,
      CatalogRequest request,
      Collection<String> names) {
    PlainActionFuture<Void> allowed = PlainActionFuture.newFuture();
    require(permission, request, names, allowed);
    allowed.actionGet(TIMEOUT);
  }

  /** A refusal of the security plugin's in words of ours; anything else stays as it is. */
  static Exception denied(String action, CatalogRequest request, Exception e) {
    return ExceptionsHelper.unwrapCause(e) instanceof OpenSearchSecurityException denial
            && denial.status() == RestStatus.FORBIDDEN
        ? new OpenSearchStatusException(
            "[user_id] naming this person needs the permission [{}] for index [{}]",
            RestStatus.FORBIDDEN,
            e,
            action,
            request.index())
        : e;
  }
}
