package org.chatrec.rest.operations;

import java.io.IOException;
import java.util.List;
import org.opensearch.action.FailedNodeException;
import org.opensearch.action.support.nodes.BaseNodesResponse;
import org.opensearch.cluster.ClusterName;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.ToXContentFragment;
import org.opensearch.core.xcontent.XContentBuilder;

/** The figures of every node that answered; those that did not are named as failures. */
public final class StatsResponse extends BaseNodesResponse<NodeStats>
    implements ToXContentFragment {

  StatsResponse(ClusterName cluster, List<NodeStats> nodes, List<FailedNodeException> failures) {
    super(cluster, nodes, failures);
  }

  /** Reads from the wire. */
  public StatsResponse(StreamInput in) throws IOException {
    super(in);
  }

  @Override
  protected List<NodeStats> readNodesFrom(StreamInput in) throws IOException {
    return in.readList(NodeStats::new);
  }

  @Override
  protected void writeNodesTo(StreamOutput out, List<NodeStats> nodes) throws IOException {
    out.writeList(nodes);
  }

  @Override
  public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
    builder.startObject("nodes");
    for (NodeStats node : getNodes()) {
      builder.startObject(node.getNode().getId());
      builder.field("name", node.getNode().getName());
      builder.mapContents(node.parts());
      builder.endObject();
    }
    return builder.endObject();
  }
}
