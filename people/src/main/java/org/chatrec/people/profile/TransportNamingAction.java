package org.chatrec.people.profile;

import org.opensearch.action.ActionType;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.HandledTransportAction;
import org.opensearch.action.support.clustermanager.AcknowledgedResponse;
import org.opensearch.common.inject.Inject;
import org.opensearch.core.action.ActionListener;
import org.opensearch.tasks.Task;
import org.opensearch.transport.TransportService;

/**
 * Does nothing for whoever may do it: a permission that is asked for from within other actions,
 * where a request names others than its caller.
 */
public abstract class TransportNamingAction
    extends HandledTransportAction<NamingRequest, AcknowledgedResponse> {

  private TransportNamingAction(
      ActionType<AcknowledgedResponse> action, TransportService transport, ActionFilters filters) {
    super(action.name(), transport, filters, NamingRequest::new);
  }

  @Override
  protected final void doExecute(
      Task task, NamingRequest request, ActionListener<AcknowledgedResponse> listener) {
    listener.onResponse(new AcknowledgedResponse(true));
  }

  /** Runs {@link PersonActions#READ_FOR_OTHERS}. */
  public static final class Read extends TransportNamingAction {

    @Inject
    public Read(TransportService transport, ActionFilters filters) {
      super(PersonActions.READ_FOR_OTHERS, transport, filters);
    }
  }

  /** Runs {@link PersonActions#WRITE_FOR_OTHERS}. */
  public static final class Write extends TransportNamingAction {

    @Inject
    public Write(TransportService transport, ActionFilters filters) {
      super(PersonActions.WRITE_FOR_OTHERS, transport, filters);
    }
  }
}
