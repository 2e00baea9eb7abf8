package org.chatrec.rest.operations;

import java.io.IOException;
import org.opensearch.action.support.nodes.BaseNodesRequest;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.transport.TransportRequest;

/** Asks every node for its figures. */
public final class StatsRequest extends BaseNodesRequest<StatsRequest> {

  private static final TimeValue SOON = TimeValue.timeValueMillis(1_500);

  public StatsRequest() {
    super(new String[0]);
  }

  /** For whoever asks again and again, and cannot wait for a node that hangs. */
  static StatsRequest withinSeconds() {
    return new StatsRequest().timeout(SOON);
  }

  /** Reads from the wire. */
  public StatsRequest(StreamInput in) throws IOException {
    super(in);
  }

  /** What one node is asked. */
  static final class OfNode extends TransportRequest {

    OfNode() {}

    OfNode(StreamInput in) throws IOException {
      super(in);
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
      super.writeTo(out);
    }
  }
}
