package org.chatrec.catalog.support;

import org.opensearch.action.ActionRequest;
import org.opensearch.action.get.GetRequest;
import org.opensearch.action.get.MultiGetRequest;

/**
 * Reads by id that stay real-time. The security plugin turns gets of system indices into reads of
 * what was refreshed, since a real-time get passes by the filters that keep their documents from
 * strangers. The plugin reads its own documents, behind its own checks, and promises that what was
 * acknowledged counts for the next request: its gets do not hear of it.
 */
final class RealTime {

  private RealTime() {}

  /** The same request, if it is a read by id one that stays real-time. */
  @SuppressWarnings("unchecked") // a subclass of what was given
  static <Q extends ActionRequest> Q of(Q request) {
    return switch (request) {
      case GetRequest get -> (Q) new Get(get);
      case MultiGetRequest gets -> (Q) new MultiGet(gets);
      default -> request;
    };
  }

  private static final class Get extends GetRequest {

    Get(GetRequest asked) {
      super(asked.index(), asked.id());
      fetchSourceContext(asked.fetchSourceContext());
      storedFields(asked.storedFields());
      routing(asked.routing());
      setParentTask(asked.getParentTask());
    }

    @Override
    public GetRequest realtime(boolean wanted) {
      return this;
    }
  }

  private static final class MultiGet extends MultiGetRequest {

    MultiGet(MultiGetRequest asked) {
      asked.getItems().forEach(this::add);
      setParentTask(asked.getParentTask());
    }

    @Override
    public MultiGetRequest realtime(boolean wanted) {
      return this;
    }
  }
}
