package org.chatrec.people.profile;

import java.util.List;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.HandledTransportAction;
import org.opensearch.common.inject.Inject;
import org.opensearch.core.action.ActionListener;
import org.opensearch.tasks.Task;
import org.opensearch.transport.TransportService;

/**
 * Runs {@link PersonActions#READ}. Whatever ranks for a named person gets that person here, as the
 * caller, and nowhere else.
 */
public final class TransportPersonAction
    extends HandledTransportAction<PersonRequest, PersonResponse> {

  private final PersonReader people;
  private final Naming naming;

  @Inject
  public TransportPersonAction(
      TransportService transport, ActionFilters filters, PersonReader people, Naming naming) {
    super(PersonActions.READ.name(), transport, filters, PersonRequest::new);
    this.people = people;
    this.naming = naming;
  }

  @Override
  protected void doExecute(
      Task task, PersonRequest request, ActionListener<PersonResponse> listener) {
    naming.require(
        PersonActions.READ_FOR_OTHERS,
        request,
        List.of(request.userId()),
        ActionListener.wrap(
            allowed ->
                people.read(
                    request,
                    naming.stored(request.userId()),
                    ActionListener.map(listener, PersonResponse::new)),
            listener::onFailure));
  }
}
