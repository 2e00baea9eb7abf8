package org.chatrec.rest.operations;

import static org.chatrec.rest.operations.HealthProblem.Severity.RED;
import static org.chatrec.rest.operations.HealthProblem.Severity.YELLOW;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.check.Finding;
import org.chatrec.catalog.support.StateIndex;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.block.ClusterBlockLevel;
import org.opensearch.cluster.metadata.IndexAbstraction;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.cluster.routing.IndexRoutingTable;

/** What the cluster's state says of the plugin's own indices and of those of catalogues. */
final class IndexHealth {

  private final ClusterState state;

  IndexHealth(ClusterState state) {
    this.state = state;
  }

  /** Of the plugin's own; one that is not there is made when it is needed. */
  List<HealthProblem> own() {
    List<HealthProblem> found = new ArrayList<>();
    for (StateIndex index : StateIndex.ALL) {
      IndexMetadata there = state.metadata().index(index.name());
      if (there != null) {
        trouble(there).ifPresent(found::add);
      }
    }
    return found;
  }

  /**
   * Of a catalogue's.
   *
   * @param findings what stands against the declaration, where the index can be looked at
   */
  List<HealthProblem> of(Catalog catalog, Function<Catalog, List<Finding>> findings) {
    List<HealthProblem> found = new ArrayList<>();
    IndexAbstraction index = state.metadata().getIndicesLookup().get(catalog.index());
    if (index == null) {
      found.add(
          HealthProblem.of(
              RED,
              "there is no index [" + catalog.index() + "]",
              "restore it, or declare the catalogue over another index, or delete the catalogue"));
    } else {
      index.getIndices().forEach(each -> trouble(each).ifPresent(found::add));
      if (found.isEmpty()) {
        findings.apply(catalog).forEach(finding -> found.add(problem(finding)));
      }
    }
    return found.stream().map(problem -> problem.ofCatalog(catalog.name())).toList();
  }

  private static HealthProblem problem(Finding finding) {
    return HealthProblem.of(
        finding.level() == Finding.Level.ERROR ? RED : YELLOW,
        "[" + finding.about() + "] " + finding.reason(),
        finding.remedy().orElse("declare the catalogue anew; the answer says what would work"));
  }

  /** Closed, without a primary shard, or blocked. */
  private Optional<HealthProblem> trouble(IndexMetadata index) {
    String name = index.getIndex().getName();
    IndexRoutingTable routing = state.routingTable().index(index.getIndex());
    if (index.getState() == IndexMetadata.State.CLOSE) {
      return Optional.of(
          HealthProblem.of(RED, "index [" + name + "] is closed", "POST /" + name + "/_open"));
    }
    if (routing == null || !routing.allPrimaryShardsActive()) {
      return Optional.of(
          HealthProblem.of(
              RED,
              "index [" + name + "] has primary shards that are not there",
              "GET /_cluster/allocation/explain says why; start the nodes that hold them, or"
                  + " restore a snapshot"));
    }
    if (state.blocks().indexBlocked(ClusterBlockLevel.READ, name)) {
      return Optional.of(blocked(RED, name, "cannot be read"));
    }
    return state.blocks().indexBlocked(ClusterBlockLevel.WRITE, name)
        ? Optional.of(blocked(YELLOW, name, "takes no writes"))
        : Optional.empty();
  }

  private static HealthProblem blocked(
      HealthProblem.Severity severity, String name, String consequence) {
    return HealthProblem.of(
        severity,
        "index [" + name + "] " + consequence,
        "make room on the disk if it is full; else PUT /" + name
            + "/_settings {\"index.blocks.read_only_allow_delete\":null,"
            + "\"index.blocks.write\":null,\"index.blocks.read\":null,\"index.blocks.read_only\":null}");
  }
}
