package org.chatrec.rest.operations;

import java.io.IOException;
import java.util.Map;
import org.opensearch.action.support.nodes.BaseNodeResponse;
import org.opensearch.cluster.node.DiscoveryNode;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** The figures of one node, by part of the plugin. */
public final class NodeStats extends BaseNodeResponse {

  private final Map<String, Object> parts;

  NodeStats(DiscoveryNode node, Map<String, Object> parts) {
    super(node);
    this.parts = parts;
  }

  NodeStats(StreamInput in) throws IOException {
    super(in);
    Map<String, Object> read = in.readMap();
    parts = read == null ? Map.of() : read;
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeMap(parts);
  }

  Map<String, Object> parts() {
    return parts;
  }
}
