package org.chatrec.rest.profile;

import org.chatrec.people.profile.UserService;
import org.chatrec.rest.support.ContentResponse;
import org.chatrec.rest.support.PooledTransportAction;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.inject.Inject;
import org.opensearch.tasks.Task;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/** Runs {@link UserActions#GET}. */
public final class TransportGetUserAction extends PooledTransportAction<UserRequest> {

  private final UserService users;

  @Inject
  public TransportGetUserAction(
      TransportService transport, ActionFilters filters, ThreadPool threadPool, UserService users) {
    super(UserActions.GET.name(), transport, filters, threadPool, UserRequest::new);
    this.users = users;
  }

  @Override
  protected ContentResponse run(Task task, UserRequest request) {
    return new ContentResponse(users.get(request.catalog(), request.userId()));
  }
}
