package org.chatrec.node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One node's own folders and its configuration, written anew at each start; data is kept.
 *
 * @param root the node's folder below the home
 * @param httpPort where it answers
 */
record NodeFiles(Path root, int httpPort) {
  private static final String LOGGING =
      """
      status = error
      appender.rolling.type = RollingFile
      appender.rolling.name = rolling
      appender.rolling.fileName = ${sys:opensearch.logs.base_path}/chatrec.log
      appender.rolling.filePattern = ${sys:opensearch.logs.base_path}/chatrec-%i.log
      appender.rolling.layout.type = PatternLayout
      appender.rolling.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}] [%node_name]%marker %m%n
      appender.rolling.policies.type = Policies
      appender.rolling.policies.size.type = SizeBasedTriggeringPolicy
      appender.rolling.policies.size.size = 64MB
      appender.rolling.strategy.type = DefaultRolloverStrategy
      appender.rolling.strategy.max = 3
      rootLogger.level = info
      rootLogger.appenderRef.rolling.ref = rolling
      """;

  static NodeFiles prepare(
      NodeHome home, NodeOptions options, Optional<SecuritySetup> security, int node) {
    NodeFiles files = new NodeFiles(folder(home, options, node), options.httpPort(node));
    List.of(files.config(), files.data(), files.logs(), files.tmp()).forEach(Folders::create);
    files.takeModels(NodeHome.models(home.folder()));
    Folders.write(files.config().resolve("log4j2.properties"), LOGGING);
    Map<String, String> plugins = new LinkedHashMap<>();
    security.map(SecuritySetup::settings).ifPresent(plugins::putAll);
    if (Files.exists(home.plugin("chatrec"))) {
      // k-NN comes without its native libraries, and would end the node at the first vector
      plugins.put("chatrec.knn.native", "false");
    }
    Folders.write(files.config().resolve("opensearch.yml"), files.yaml(options, plugins, node));
    security.ifPresent(setup -> setup.configure(files.config()));
    Folders.delete(files.console());
    Folders.delete(files.log());
    return files;
  }

  /**
   * The folder of a node. Clusters of another size share no data, and neither do secured and open
   * nodes: the users and roles would be an index like any other on an open one.
   */
  static Path folder(NodeHome home, NodeOptions options, int node) {
    String secured = options.security().isPresent() ? "secured-" : "";
    String size = options.nodes() == 1 ? "" : "of-" + options.nodes() + "-";
    return home.node(secured + size + "port-" + options.httpPort(node));
  }

  /**
   * The models of the home, as links where that is possible; a node may read nothing outside of its
   * own folders. What was put there by hand stays.
   */
  private void takeModels(Path models) {
    for (Path model : Folders.children(models)) {
      boolean complete = model.resolve("model.json").toFile().exists();
      if (complete && !model.getFileName().toString().startsWith(".")) {
        Path own = config().resolve("chatrec/models").resolve(model.getFileName().toString());
        Folders.delete(own);
        Folders.mirror(model, own);
      }
    }
  }

  Path config() {
    return root.resolve("config");
  }

  Path data() {
    return root.resolve("data");
  }

  Path logs() {
    return root.resolve("logs");
  }

  Path tmp() {
    return root.resolve("tmp");
  }

  Path log() {
    return logs().resolve("chatrec.log");
  }

  /** What the process itself printed: errors before logging is up, warnings of the Java machine. */
  Path console() {
    return logs().resolve("console.log");
  }

  PidFile pid() {
    return PidFile.of(root);
  }

  private String yaml(NodeOptions options, Map<String, String> plugins, int node) {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("cluster.name", "chatrec");
    lines.put("node.name", name(node));
    lines.put("network.host", "127.0.0.1");
    lines.put("http.port", String.valueOf(httpPort));
    lines.put("transport.port", String.valueOf(options.transportPort(node)));
    lines.put("path.data", quoted(data()));
    lines.put("path.logs", quoted(logs()));
    // a laptop's disk is often nearly full; its node should still take the sample data
    lines.put("cluster.routing.allocation.disk.threshold_enabled", "false");
    lines.putAll(discovery(options));
    lines.putAll(plugins);
    lines.putAll(options.settings());
    return lines.entrySet().stream()
        .map(line -> line.getKey() + ": " + line.getValue() + "\n")
        .collect(Collectors.joining());
  }

  private static Map<String, String> discovery(NodeOptions options) {
    if (options.nodes() == 1) {
      return Map.of("discovery.type", "single-node");
    }
    return Map.of(
        "discovery.seed_hosts",
        each(options, node -> "\"127.0.0.1:" + options.transportPort(node) + "\""),
        "cluster.initial_cluster_manager_nodes",
        each(options, NodeFiles::name));
  }

  private static String each(NodeOptions options, java.util.function.IntFunction<String> text) {
    return IntStream.range(0, options.nodes())
        .mapToObj(text)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String name(int node) {
    return "node-" + (node + 1);
  }

  private static String quoted(Path path) {
    return "'" + path.toString().replace("'", "''") + "'";
  }
}
