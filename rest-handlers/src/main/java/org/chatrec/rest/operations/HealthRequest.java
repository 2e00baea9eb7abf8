package org.chatrec.rest.operations;

import java.io.IOException;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.core.common.io.stream.StreamInput;

/** Asks how the plugin is. */
public final class HealthRequest extends ActionRequest {

  public HealthRequest() {}

  /** Reads from the wire. */
  public HealthRequest(StreamInput in) throws IOException {
    super(in);
  }

  @Override
  public ActionRequestValidationException validate() {
    return null;
  }
}
