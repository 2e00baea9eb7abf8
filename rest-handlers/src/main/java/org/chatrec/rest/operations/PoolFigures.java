package org.chatrec.rest.operations;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.opensearch.common.unit.SizeValue;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.threadpool.ThreadPoolStats;

/** The plugin's own pools on this node: who works, who waits, who was refused. */
public final class PoolFigures {

  private static final String OURS = "chatrec";

  private final ThreadPool threads;

  public PoolFigures(ThreadPool threads) {
    this.threads = threads;
  }

  /** The part {@code pools} of the node's figures. */
  public Map<String, Object> figures() {
    Map<String, Object> pools = new TreeMap<>();
    for (ThreadPoolStats.Stats stats : threads.stats()) {
      if (stats.getName().startsWith(OURS)) {
        pools.put(stats.getName(), pool(stats));
      }
    }
    return pools;
  }

  private Map<String, Object> pool(ThreadPoolStats.Stats stats) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("active", stats.getActive());
    figures.put("queue", stats.getQueue());
    ThreadPool.Info info = threads.info(stats.getName());
    SizeValue capacity = info == null ? null : info.getQueueSize();
    if (capacity != null) {
      figures.put("capacity", capacity.singles());
    }
    figures.put("rejected", stats.getRejected());
    return figures;
  }
}
