package org.chatrec.conversation.llm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where calls to a language model may go, which an operator decides on the node itself: whoever may
 * change a cluster's settings shall not make its nodes talk to just anybody.
 *
 * @param allowed hosts, where these are limited
 * @param privateAddresses whether hosts may have addresses that are not the internet's
 */
public record Destinations(Optional<List<Destination>> allowed, boolean privateAddresses) {
  /** Anywhere that is not forbidden for everybody. */
  public static final Destinations ANY = new Destinations(Optional.empty(), true);

  public Destinations {
    allowed = allowed.map(List::copyOf);
  }

  /** Why calls may not go to a base URL, as far as its text tells; empty if they may. */
  public Optional<String> objection(URI url) {
    Destination wanted = Destination.of(url);
    if (allowed.isPresent() && allowed.get().stream().noneMatch(one -> one.covers(wanted))) {
      return Optional.of("host [" + wanted + "] is none of " + allowed.get());
    }
    try {
      if (Addresses.isLiteral(wanted.host())) {
        usable(wanted.host(), new InetAddress[] {InetAddress.getByName(wanted.host())});
      } else if (Addresses.isThisMachine(wanted.host())) {
        usable(wanted.host(), new InetAddress[] {InetAddress.getLoopbackAddress()});
      }
      return Optional.empty();
    } catch (ForbiddenException e) {
      return Optional.of(e.getMessage());
    } catch (UnknownHostException e) {
      return Optional.of("host [" + wanted.host() + "] is no address");
    }
  }

  /**
   * Those of a host's addresses that may be connected to.
   *
   * @throws ForbiddenException if there is none
   */
  InetAddress[] usable(String host, InetAddress[] addresses) throws ForbiddenException {
    InetAddress[] usable =
        Arrays.stream(addresses)
            .filter(address -> mayConnect(host, address))
            .toList()
            .toArray(InetAddress[]::new);
    if (usable.length == 0) {
      throw new ForbiddenException("host [" + host + "] has an address that calls may not go to");
    }
    return usable;
  }

  private boolean mayConnect(String host, InetAddress address) {
    return switch (Addresses.reach(address)) {
      case PUBLIC -> true;
      case PRIVATE -> privateAddresses || isNamedByAddress(host);
      case FORBIDDEN -> false;
    };
  }

  /** A name can be made to stand for another address at any time; an address stands for itself. */
  private boolean isNamedByAddress(String host) {
    return (Addresses.isLiteral(host) || Addresses.isThisMachine(host))
        && allowed.stream().flatMap(List::stream).anyMatch(one -> one.host().equals(host));
  }

  /** Calls may not go there. The message names the host and no path. */
  static final class ForbiddenException extends IOException {
    private static final long serialVersionUID = 1L;

    ForbiddenException(String message) {
      super(message);
    }
  }
}
