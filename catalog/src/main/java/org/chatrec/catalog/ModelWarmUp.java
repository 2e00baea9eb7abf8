package org.chatrec.catalog;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.catalog.support.StateIndex;
import org.chatrec.embedding.EmbeddingService;
import org.opensearch.action.search.SearchAction;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.cluster.ClusterChangedEvent;
import org.opensearch.cluster.ClusterStateListener;
import org.opensearch.cluster.routing.IndexRoutingTable;
import org.opensearch.core.action.ActionListener;
import org.opensearch.search.SearchHit;
import org.opensearch.threadpool.ThreadPool;

/**
 * Loads the models of all catalogues when a node starts, as soon as the declarations can be read:
 * the first searches after a restart should not wait for them. A declaration that comes later has
 * its model loaded by {@link CatalogService}, and a pipeline by its factory.
 */
public final class ModelWarmUp implements ClusterStateListener {
  private static final Logger LOG = LogManager.getLogger(ModelWarmUp.class);

  private final StateClient state;
  private final EmbeddingService embeddings;
  private final ThreadPool threads;
  private final AtomicBoolean done = new AtomicBoolean();

  public ModelWarmUp(StateClient state, EmbeddingService embeddings, ThreadPool threads) {
    this.state = state;
    this.embeddings = embeddings;
    this.threads = threads;
  }

  @Override
  public void clusterChanged(ClusterChangedEvent event) {
    IndexRoutingTable declarations = event.state().routingTable().index(StateIndex.CATALOGS.name());
    if (declarations != null
        && declarations.allPrimaryShardsActive()
        && done.compareAndSet(false, true)) {
      threads.generic().execute(this::read);
    }
  }

  private void read() {
    state.call(
        SearchAction.INSTANCE,
        CatalogStore.all(),
        ActionListener.wrap(
            this::load,
            e -> {
              done.set(false); // tried again with the cluster's next change
              LOG.debug("the models of catalogues are loaded when they are used", e);
            }));
  }

  private void load(SearchResponse found) {
    for (SearchHit hit : found.getHits()) {
      String model = CatalogParser.stored(hit.getSourceAsMap()).model();
      var unused =
          embeddings
              .warm(model)
              .exceptionally(
                  failure -> {
                    LOG.warn("model [{}] of a catalogue cannot be loaded", model, failure);
                    return null;
                  });
    }
  }
}
