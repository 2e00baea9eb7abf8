package org.chatrec.it;

import org.chatrec.node.Cluster;
import org.chatrec.node.NodeOptions;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The node of the whole run.
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
    Cluster cluster = Cluster.start(TestHome.get(), NodeOptions.single(Ports.free(1)));
    return new SharedNode(cluster.rest(), cluster);
  }

  @Override
  public void close() throws Exception {
    running.close();
  }
}
