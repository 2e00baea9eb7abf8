package org.chatrec.node;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command which starts nodes understands. */
public final class NodeArguments {
  @Option(
      names = "--port",
      paramLabel = "P",
      description = "HTTP port of the first node (${DEFAULT-VALUE})")
  private int port = 9200;

  @Option(names = "--nodes", paramLabel = "N", description = "how many nodes (${DEFAULT-VALUE})")
  private int nodes = 1;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      description = "heap of each node (${DEFAULT-VALUE})")
  private String heap = "1g";

  @Option(names = "--home", paramLabel = "DIR", description = "where the node lives")
  private @Nullable Path home;

  @Option(names = "--detach", description = "return once the node answers")
  private boolean detach;

  @Option(
      names = "--setting",
      paramLabel = "KEY=VALUE",
      description = "a line for opensearch.yml; repeatable")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--keystore",
      paramLabel = "KEY=VALUE",
      description = "a secure setting; repeatable")
  private Map<String, String> keystore = new LinkedHashMap<>();

  @Option(
      names = "--security",
      description = "with the security plugin: demo certificates, sample roles and users")
  private boolean security;

  @Option(
      names = "--admin-password",
      paramLabel = "P",
      description = "password of the user admin; made up and printed where none is given")
  private @Nullable String adminPassword;

  @Option(names = "--tls", description = "with --security: encrypt HTTP, too")
  private boolean tls;

  @Option(
      names = "--server",
      paramLabel = "VERSION",
      hidden = true,
      description = "another release of the server, without k-NN; the plugins are adapted to it")
  private String server = "";

  @Option(names = "--plugin", hidden = true, description = "another zip, or 'none'")
  private String plugin = "";

  /** The checked options. */
  public NodeOptions options() {
    return new NodeOptions(port, nodes, heap, settings, keystore, securityOptions());
  }

  private Optional<SecurityOptions> securityOptions() {
    if (!security) {
      if (tls || adminPassword != null) {
        throw new LaunchException("--admin-password and --tls belong to --security");
      }
      return Optional.empty();
    }
    SecurityOptions plain = SecurityOptions.of(Project.current()).withTls(tls);
    return Optional.of(adminPassword == null ? plain : plain.withAdminPassword(adminPassword));
  }

  /** Whether to leave the nodes running and return. */
  public boolean detach() {
    return detach;
  }

  /** The folder that was asked for, if any. */
  Optional<Path> home() {
    return Optional.ofNullable(home);
  }

  /** The parts that the node is made of. */
  Path parts(Project project) {
    return server.isEmpty() ? project.parts() : project.parts(server);
  }

  /** The zip to install, none when k-NN alone is wanted. */
  Optional<Path> plugin(Project project) {
    return switch (plugin) {
      case "" -> Optional.of(project.zip());
      case "none" -> Optional.empty();
      default -> Optional.of(Path.of(plugin));
    };
  }
}
