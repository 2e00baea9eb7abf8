package org.chatrec.node;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the nodes of one cluster are to run.
 *
 * @param port the first node's HTTP port; further nodes take the next ones. A node's transport port
 *     is its HTTP port plus 100
 * @param nodes how many nodes
 * @param heap Java heap of each node, such as {@code 1g} or {@code 512m}
 * @param settings lines for {@code opensearch.yml}, over the defaults
 * @param keystore secure settings
 * @param security how the security plugin is to run, if it is to
 * @param jvm options of each node's JVM, over those of the environment
 */
public record NodeOptions(
    int port,
    int nodes,
    String heap,
    Map<String, String> settings,
    Map<String, String> keystore,
    Optional<SecurityOptions> security,
    List<String> jvm) {
  private static final int TRANSPORT_OFFSET = 100;
  private static final int HIGHEST_PORT = 65_535;
  private static final int MOST_NODES = 20;
  private static final Pattern HEAP = Pattern.compile("([1-9]\\d{0,6})([mMgG])");

  /** Checks every value. */
  public NodeOptions {
    if (nodes < 1 || nodes > MOST_NODES) {
      throw new LaunchException("--nodes must be from 1 to " + MOST_NODES + " but was " + nodes);
    }
    int highest = HIGHEST_PORT - TRANSPORT_OFFSET - nodes;
    if (port < 1 || port > highest) {
      throw new LaunchException("--port must be from 1 to " + highest + " but was " + port);
    }
    if (!HEAP.matcher(heap).matches()) {
      throw new LaunchException("--heap must be like 1g or 512m but was " + heap);
    }
    settings = checked("--setting", settings);
    keystore = checked("--keystore", keystore);
    jvm = List.copyOf(jvm);
  }

  /** With the JVM as it is. */
  public NodeOptions(
      int port,
      int nodes,
      String heap,
      Map<String, String> settings,
      Map<String, String> keystore,
      Optional<SecurityOptions> security) {
    this(port, nodes, heap, settings, keystore, security, List.of());
  }

  /** One node with nothing set. */
  public static NodeOptions single(int port) {
    return new NodeOptions(port, 1, "1g", Map.of(), Map.of(), Optional.empty());
  }

  /** The same with so many nodes. */
  public NodeOptions withNodes(int count) {
    return new NodeOptions(port, count, heap, settings, keystore, security, jvm);
  }

  /** The same with so much heap for each node. */
  public NodeOptions withHeap(String size) {
    return new NodeOptions(port, nodes, size, settings, keystore, security, jvm);
  }

  /** The same with one more setting. */
  public NodeOptions withSetting(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(settings);
    more.put(key, value);
    return new NodeOptions(port, nodes, heap, more, keystore, security, jvm);
  }

  /** The same with one more secure setting. */
  public NodeOptions withKeystore(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(keystore);
    more.put(key, value);
    return new NodeOptions(port, nodes, heap, settings, more, security, jvm);
  }

  /** The same with the security plugin. */
  public NodeOptions withSecurity(SecurityOptions options) {
    return new NodeOptions(port, nodes, heap, settings, keystore, Optional.of(options), jvm);
  }

  /** The same with these options of the JVM. */
  public NodeOptions withJvm(String... options) {
    return new NodeOptions(port, nodes, heap, settings, keystore, security, List.of(options));
  }

  int httpPort(int node) {
    return port + node;
  }

  int transportPort(int node) {
    return port + TRANSPORT_OFFSET + node;
  }

  long heapMegabytes() {
    long number = Long.parseLong(heap.substring(0, heap.length() - 1));
    return heap.toLowerCase(java.util.Locale.ROOT).endsWith("g") ? number * 1024 : number;
  }

  private static Map<String, String> checked(String option, Map<String, String> values) {
    values.forEach(
        (key, value) -> {
          if (!key.matches("[A-Za-z0-9_.*-]+") || value.matches("(?s).*\\R.*")) {
            throw new LaunchException(option + " must be key=value on one line: " + key);
          }
        });
    return new LinkedHashMap<>(values);
  }
}
