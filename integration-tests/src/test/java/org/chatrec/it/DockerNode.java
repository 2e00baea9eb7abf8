package org.chatrec.it;

import java.net.URI;
import org.chatrec.node.Rest;
import org.opensearch.testcontainers.OpenSearchContainer;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.utility.DockerImageName;

/** The official image with this plugin installed by its own installer, in a container. */
final class DockerNode implements AutoCloseable {
  /** Whether the run asks for it: {@code -Dchatrec.it=docker}. */
  static final boolean WANTED = "docker".equals(System.getProperty("chatrec.it"));

  private static final String BASE = "opensearchproject/opensearch:3.5.0";

  private final OpenSearchContainer<?> container;

  private DockerNode(OpenSearchContainer<?> container) {
    this.container = container;
  }

  static boolean isPossible() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  static DockerNode start() {
    DockerImageName image =
        DockerImageName.parse(image()).asCompatibleSubstituteFor("opensearchproject/opensearch");
    OpenSearchContainer<?> container =
        new OpenSearchContainer<>(image).withEnv("OPENSEARCH_JAVA_OPTS", "-Xms1g -Xmx1g");
    container.start();
    return new DockerNode(container);
  }

  Rest rest() {
    return new Rest(URI.create(container.getHttpHostAddress()));
  }

  @Override
  public void close() {
    container.stop();
  }

  private static String image() {
    return new ImageFromDockerfile("chatrec-it", false)
        .withFileFromPath("chatrec.zip", TestHome.zip())
        .withDockerfileFromBuilder(
            file ->
                file.from(BASE)
                    .copy("chatrec.zip", "/tmp/chatrec.zip")
                    .run(
                        "/usr/share/opensearch/bin/opensearch-plugin install --batch"
                            + " file:///tmp/chatrec.zip"))
        .get();
  }
}
