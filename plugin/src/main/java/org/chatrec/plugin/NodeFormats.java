package org.chatrec.plugin;

import org.chatrec.search.SearchExtensions;
import org.opensearch.cluster.node.DiscoveryNode;
import org.opensearch.cluster.node.DiscoveryNodes;

/**
 * Which wire formats the nodes understand: each says so in an attribute, as the version of
 * OpenSearch tells nothing of the plugin's. While a cluster is upgraded node by node, searches are
 * ranked by what every node knows.
 */
final class NodeFormats {

  /** The attribute's name; as a setting {@code node.attr.chatrec_format}. */
  static final String ATTRIBUTE = "chatrec_format";

  /** Of nodes that say nothing: the last that came before they did. */
  private static final int UNSAID = 2;

  private NodeFormats() {}

  /** The oldest format that is the newest of some node with data. */
  static int oldest(DiscoveryNodes nodes) {
    int oldest = SearchExtensions.NEWEST_FORMAT;
    for (DiscoveryNode node : nodes.getDataNodes().values()) {
      oldest = Math.min(oldest, format(node.getAttributes().get(ATTRIBUTE)));
    }
    return oldest;
  }

  private static int format(String said) {
    try {
      return said == null ? UNSAID : Integer.parseInt(said);
    } catch (NumberFormatException e) {
      return UNSAID;
    }
  }
}
