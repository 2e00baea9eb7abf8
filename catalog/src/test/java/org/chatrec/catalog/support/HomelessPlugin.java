package org.chatrec.catalog.support;

import java.util.Collection;
import java.util.List;
import org.opensearch.cluster.routing.RoutingNode;
import org.opensearch.cluster.routing.ShardRouting;
import org.opensearch.cluster.routing.allocation.RoutingAllocation;
import org.opensearch.cluster.routing.allocation.decider.AllocationDecider;
import org.opensearch.cluster.routing.allocation.decider.Decision;
import org.opensearch.common.settings.ClusterSettings;
import org.opensearch.common.settings.Settings;
import org.opensearch.plugins.ClusterPlugin;
import org.opensearch.plugins.Plugin;

/**
 * Keeps the shards of indices that require the node {@link #NOWHERE} without one. The server alone
 * does not: it gives primary shards that it has to a node in the end, whatever forbids it.
 */
public class HomelessPlugin extends Plugin implements ClusterPlugin {

  /** A name of no node, for {@code index.routing.allocation.require._name}. */
  public static final String NOWHERE = "nowhere";

  @Override
  public Collection<AllocationDecider> createAllocationDeciders(
      Settings settings, ClusterSettings clusterSettings) {
    return List.of(new Homeless());
  }

  private static final class Homeless extends AllocationDecider {
    @Override
    public Decision canAllocate(
        ShardRouting shard, RoutingNode node, RoutingAllocation allocation) {
      Settings settings = allocation.metadata().getIndexSafe(shard.index()).getSettings();
      String place = settings.get("index.routing.allocation.require._name");
      return NOWHERE.equals(place) ? Decision.NO : Decision.YES;
    }

    @Override
    public Decision canForceAllocatePrimary(
        ShardRouting shard, RoutingNode node, RoutingAllocation allocation) {
      return canAllocate(shard, node, allocation);
    }
  }
}
