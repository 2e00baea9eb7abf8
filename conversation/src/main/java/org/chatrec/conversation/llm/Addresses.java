package org.chatrec.conversation.llm;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What an address is a part of. Addresses of IPv6 that carry one of IPv4 count as that one. */
final class Addresses {
  /** How far calls to an address go. */
  enum Reach {
    PUBLIC,
    /** This machine, or a network that is not the internet's. */
    PRIVATE,
    /** Clouds hand out credentials there, or there is nobody to talk to. */
    FORBIDDEN
  }

  private record Block(byte[] prefix, int bits) {
    static Block of(String text) {
      int slash = text.indexOf('/');
      try {
        byte[] prefix = InetAddress.getByName(text.substring(0, slash)).getAddress();
        return new Block(prefix, Integer.parseInt(text.substring(slash + 1)));
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(text, e);
      }
    }

    boolean holds(byte[] address) {
      if (address.length != prefix.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> bit % 8;
        if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  /** RFC 6890 and what clouds answer on for the machines that run there. */
  private static final List<Block> FORBIDDEN =
      blocks(
          "0.0.0.0/8",
          "169.254.0.0/16",
          "192.0.0.0/24",
          "224.0.0.0/3",
          "100.100.100.200/32",
          "168.63.129.16/32",
          "::/128",
          "fe80::/10",
          "ff00::/8",
          "fd00:ec2::254/128",
          "fd20:ce::254/128");

  private static final List<Block> PRIVATE =
      blocks(
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "::1/128",
          "fc00::/7",
          "fec0::/10");

  /** IPv4 inside of IPv6, and where it begins: compatible, translated, 6to4. */
  private static final List<Block> CARRIERS =
      blocks("::/96", "64:ff9b::/96", "::ffff:0:0:0/96", "2002::/16");

  private static final int SIX_TO_FOUR_BITS = 16;
  private static final Set<String> NAMES = Set.of("localhost", "ip6-localhost");

  private Addresses() {}

  private static List<Block> blocks(String... texts) {
    return Arrays.stream(texts).map(Block::of).toList();
  }

  static Reach reach(InetAddress address) {
    byte[] bytes = carried(address);
    if (FORBIDDEN.stream().anyMatch(block -> block.holds(bytes))) {
      return Reach.FORBIDDEN;
    }
    return PRIVATE.stream().anyMatch(block -> block.holds(bytes)) ? Reach.PRIVATE : Reach.PUBLIC;
  }

  private static byte[] carried(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address || address.isLoopbackAddress() || isNone(bytes)) {
      return bytes;
    }
    return CARRIERS.stream()
        .filter(carrier -> carrier.holds(bytes))
        .findFirst()
        .map(carrier -> carrier.bits() == SIX_TO_FOUR_BITS ? 2 : 12)
        .map(from -> Arrays.copyOfRange(bytes, from, from + 4))
        .orElse(bytes);
  }

  private static boolean isNone(byte[] bytes) {
    return Arrays.equals(bytes, new byte[bytes.length]);
  }

  /** Whether the text is an address and no name, in any form that the system takes for one. */
  static boolean isLiteral(String host) {
    return host.contains(":") || host.matches("(?i)(0x[0-9a-f]*|\\d+)(\\.(0x[0-9a-f]*|\\d+)){0,3}");
  }

  /** Whether a host's text says without a look-up that it is the machine itself. */
  static boolean isThisMachine(String host) {
    if (NAMES.contains(host)) {
      return true;
    }
    try {
      return isLiteral(host) && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
