package org.chatrec.node;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the machine must offer before a node is worth starting. */
final class Machine {
  /** What a node takes beside its heap: code, buffers, the embedding model. */
  private static final long BESIDE_HEAP_MB = 400;

  private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s+(\\d+) kB$");

  private Machine() {}

  static void requireFreePorts(NodeOptions options) {
    for (int node = 0; node < options.nodes(); node++) {
      for (int port : List.of(options.httpPort(node), options.transportPort(node))) {
        if (!isFree(port)) {
          throw new LaunchException(
              "port %s is taken by another program; stop it, or choose others with --port (now %s)"
                  .formatted(port, options.port()));
        }
      }
    }
  }

  static void requireMemory(NodeOptions options) {
    long needed = options.nodes() * (options.heapMegabytes() + BESIDE_HEAP_MB);
    long available = availableMegabytes();
    if (needed > available) {
      throw new LaunchException(
          "too little memory: %s node(s) with a heap of %s need about %s MB, %s MB are available; lower --heap"
              .formatted(options.nodes(), options.heap(), needed, available));
    }
  }

  static void requireReachableJava(Account account) {
    Path java = Path.of(System.getProperty("java.home"));
    account
        .barrier(java.resolve("bin"))
        .ifPresent(
            folder -> {
              throw new LaunchException(
                  "the node cannot run as root, and another account cannot enter "
                      + folder
                      + ", where the JDK is; set JAVA_HOME to a JDK that everybody can read");
            });
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      // the only way the system tells
      return false;
    }
  }

  private static long availableMegabytes() {
    // the management bean knows a container's limit, /proc knows what others use
    long total =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getTotalMemorySize()
            >> 20;
    Path meminfo = Path.of("/proc/meminfo");
    if (!Files.isReadable(meminfo)) {
      return total;
    }
    Matcher matcher = AVAILABLE.matcher(Folders.read(meminfo));
    return matcher.find() ? Math.min(total, Long.parseLong(matcher.group(1)) >> 10) : total;
  }
}
