package org.chatrec.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Ports that nobody uses now, below the range that the system hands out by itself. */
public final class Ports {
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_000;
  private static final int TRANSPORT_OFFSET = 100;

  private Ports() {}

  /** The first of so many consecutive ports, all free, as are those a hundred above. */
  public static int free(int count) {
    return ThreadLocalRandom.current()
        .ints(LOWEST, HIGHEST)
        .filter(first -> IntStream.range(first, first + count).allMatch(Ports::pairIsFree))
        .findFirst()
        .orElseThrow();
  }

  private static boolean pairIsFree(int port) {
    return isFree(port) && isFree(port + TRANSPORT_OFFSET);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
