package org.chatrec.it;

import org.chatrec.node.Cluster;
import org.chatrec.node.NodeOptions;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The node of the whole run. It embeds each text alone: which texts share a run depends on threads,
 * and with a quantised model their vectors on one another, and with these what training learns.
 *
 * @param rest its client
 * @param running what to close after the last test
 */
record SharedNode(Rest rest, AutoCloseable running)
    implements ExtensionContext.Store.CloseableResource {
  static SharedNode start() {
    if (DockerNode.WANTED) {
      DockerNode node = DockerNode.start();
      return new SharedNode(node.rest(), node);
    }
    NodeOptions options =
        NodeOptions.single(Ports.free(1)).withSetting("chatrec.embedding.batch.tokens", "1");
    Cluster cluster = Cluster.start(TestHome.get(), options);
    return new SharedNode(cluster.rest(), cluster);
  }

  @Override
  public void close() throws Exception {
    running.close();
  }
}
