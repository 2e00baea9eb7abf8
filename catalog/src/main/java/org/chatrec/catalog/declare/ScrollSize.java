package org.chatrec.catalog.declare;

import org.chatrec.catalog.support.DerivedSource;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.metadata.IndexAbstraction;
import org.opensearch.cluster.metadata.IndexMetadata;

/**
 * How many documents a scroll reads at a time. From ten neighbours on, the host reads stored fields
 * in sequence; with k-NN's derived source, as indices have it that nobody said otherwise of, the
 * end of such a scroll closes the segment's vectors for everybody, and the shard answers 503 until
 * the node restarts (decision 9).
 */
final class ScrollSize {

  private static final int SHORT_OF_SEQUENCES = 9;

  private ScrollSize() {}

  /**
   * The size for an index, or for all that an alias stands for.
   *
   * @param usual where there is nothing to mind
   */
  static int of(ClusterState state, String name, int usual) {
    IndexAbstraction there = state.metadata().getIndicesLookup().get(name);
    boolean derived =
        there != null
            && there.getIndices().stream()
                .map(IndexMetadata::getSettings)
                .anyMatch(DerivedSource::isOn);
    return derived ? SHORT_OF_SEQUENCES : usual;
  }
}
