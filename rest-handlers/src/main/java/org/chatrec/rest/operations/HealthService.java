package org.chatrec.rest.operations;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.declare.CatalogService;
import org.opensearch.action.FailedNodeException;
import org.opensearch.cluster.service.ClusterService;

/**
 * Looks over the whole plugin: its nodes, its own indices, and every catalogue with what describes
 * it. Reads declarations and the cluster's state, and no item.
 */
public final class HealthService {

  private static final Logger LOG = LogManager.getLogger(HealthService.class);

  /** What declarations may take, in all. */
  private static final Duration SOON = Duration.ofMillis(1_800);

  private final ClusterService cluster;
  private final CatalogStore store;
  private final CatalogService catalogs;

  public HealthService(ClusterService cluster, CatalogStore store, CatalogService catalogs) {
    this.cluster = cluster;
    this.store = store;
    this.catalogs = catalogs;
  }

  /** What is declared; waits for the index of declarations. */
  List<Catalog> declared() {
    return store.list();
  }

  /**
   * The report.
   *
   * @param stats figures of the nodes that answered
   * @param declared what is declared, read since {@code began}
   */
  HealthReport report(StatsResponse stats, Future<List<Catalog>> declared, long began) {
    List<String> notAnswered = new ArrayList<>();
    List<Catalog> known = await(declared, began, notAnswered);
    List<HealthProblem> problems = new ArrayList<>();
    Set<String> used = new HashSet<>();
    known.forEach(catalog -> used.add(catalog.model()));
    for (NodeStats node : stats.getNodes()) {
      problems.addAll(NodeHealth.of(node.getNode().getName(), node.parts(), used));
    }
    for (FailedNodeException failure : stats.failures()) {
      notAnswered.add("node " + failure.nodeId());
    }
    IndexHealth indices = new IndexHealth(cluster.state());
    problems.addAll(indices.own());
    for (Catalog catalog : known) {
      problems.addAll(indices.of(catalog, each -> catalogs.findings(each, known)));
    }
    return new HealthReport(problems, notAnswered);
  }

  private static List<Catalog> await(
      Future<List<Catalog>> declared, long began, List<String> notAnswered) {
    try {
      long left = SOON.toNanos() - (System.nanoTime() - began);
      return declared.get(Math.max(left, 0), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      notAnswered.add("catalogs");
    } catch (ExecutionException e) { // their index is among the problems
      LOG.debug("the declarations could not be read", e);
      notAnswered.add("catalogs");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      notAnswered.add("catalogs");
    }
    return List.of();
  }
}
