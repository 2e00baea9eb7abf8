package org.chatrec.rest.operations;

import java.io.IOException;
import java.util.List;
import org.opensearch.action.FailedNodeException;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.nodes.TransportNodesAction;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.inject.Inject;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/** Runs {@link OperationsActions#STATS} on every node. */
public final class TransportStatsAction
    extends TransportNodesAction<StatsRequest, StatsResponse, StatsRequest.OfNode, NodeStats> {

  private final NodeFigures figures;

  @Inject
  public TransportStatsAction(
      ThreadPool threads,
      ClusterService cluster,
      TransportService transport,
      ActionFilters filters,
      NodeFigures figures) {
    super(
        OperationsActions.STATS.name(),
        threads,
        cluster,
        transport,
        filters,
        StatsRequest::new,
        StatsRequest.OfNode::new,
        ThreadPool.Names.MANAGEMENT,
        NodeStats.class);
    this.figures = figures;
  }

  @Override
  protected StatsResponse newResponse(
      StatsRequest request, List<NodeStats> nodes, List<FailedNodeException> failures) {
    return new StatsResponse(clusterService.getClusterName(), nodes, failures);
  }

  @Override
  protected StatsRequest.OfNode newNodeRequest(StatsRequest request) {
    return new StatsRequest.OfNode();
  }

  @Override
  protected NodeStats newNodeResponse(StreamInput in) throws IOException {
    return new NodeStats(in);
  }

  @Override
  protected NodeStats nodeOperation(StatsRequest.OfNode request) {
    return new NodeStats(clusterService.localNode(), figures.now());
  }
}
