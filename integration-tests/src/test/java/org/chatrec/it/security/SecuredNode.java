package org.chatrec.it.security;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.chatrec.it.Json;
import org.chatrec.it.Ports;
import org.chatrec.it.TestHome;
import org.chatrec.node.Access;
import org.chatrec.node.Cluster;
import org.chatrec.node.NodeHome;
import org.chatrec.node.NodeOptions;
import org.chatrec.node.Project;
import org.chatrec.node.Rest;
import org.chatrec.node.SecurityOptions;

/** A node with the security plugin, and users of it that a test makes up. */
final class SecuredNode implements AutoCloseable {
  /** The key of a language model in the node's keystore, for tests of where it goes. */
  static final String LLM_KEY = "sk-never-to-be-seen-4711";

  /** One for all: long enough for the rules of the security plugin. */
  private static final String PASSWORD =
      System.getProperty("chatrec.it.secured.password", "Aa1!" + UUID.randomUUID());

  private static final String SECURITY = "/_plugins/_security/api/";

  private final Rest admin;
  private final AutoCloseable running;
  private final Map<String, Rest> users = new ConcurrentHashMap<>();

  private SecuredNode(Rest admin, AutoCloseable running) {
    this.admin = admin;
    this.running = running;
  }

  /** A node of the run's own, or the one at the address {@code chatrec.it.secured}. */
  static SecuredNode start() {
    String address = System.getProperty("chatrec.it.secured", "");
    if (address.isEmpty()) {
      return start(Project.current().parts(), "it-secured-home", List.of());
    }
    Access access = Access.ANONYMOUS.as("admin", PASSWORD);
    return new SecuredNode(new Rest(URI.create(address), access), () -> {});
  }

  /**
   * A node of these parts.
   *
   * @param name of the folder that it runs from
   * @param jvm options of its JVM
   */
  static SecuredNode start(Path parts, String name, List<String> jvm) {
    Project project = Project.current();
    Path folder = project.root().resolve("integration-tests/target").resolve(name);
    // a run that was cut off may have left a node behind
    new NodeHome(folder).clear();
    NodeHome home = NodeHome.assemble(folder, parts, Optional.of(TestHome.zip()), true);
    SecurityOptions security = SecurityOptions.of(project).withAdminPassword(PASSWORD);
    Cluster cluster =
        Cluster.start(
            home,
            NodeOptions.single(Ports.free(1))
                .withHeap("768m")
                .withJvm(jvm.toArray(String[]::new))
                .withSecurity(security)
                .withKeystore("chatrec.llm.api_key", LLM_KEY));
    return new SecuredNode(cluster.rest(), cluster);
  }

  /** The administrator. */
  Rest admin() {
    return admin;
  }

  /** Nobody. */
  Rest anonymous() {
    return admin().anonymous();
  }

  /** One of the users that the node begins with. */
  Rest sample(String user) {
    return admin().as(user, PASSWORD);
  }

  /** A user of this name with this role alone; made the first time. */
  Rest user(String name, Role role) {
    return users.computeIfAbsent(name, each -> make(each, role));
  }

  /** Changes what a user made here may do. */
  void change(String name, Role role) {
    admin().put(SECURITY + "roles/" + name, role.json().toString()).orFail();
  }

  private Rest make(String name, Role role) {
    change(name, role);
    admin()
        .put(
            SECURITY + "internalusers/" + name,
            Json.of("password", PASSWORD, "opendistro_security_roles", new String[] {name})
                .toString())
        .orFail();
    return sample(name);
  }

  @Override
  public void close() {
    try {
      running.close();
    } catch (Exception e) {
      throw new IllegalStateException("the node does not end", e);
    }
  }
}
