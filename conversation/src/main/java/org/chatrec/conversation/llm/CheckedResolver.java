package org.chatrec.conversation.llm;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Resolves host names to those addresses that may be connected to. What it returns is connected to,
 * and nothing else: a name that stands for another address a moment later gains nothing.
 */
final class CheckedResolver implements DnsResolver {
  private final Destinations destinations;
  private final Predicate<String> trusted;

  /**
   * @param trusted hosts that the operator put in between
   */
  CheckedResolver(Destinations destinations, Predicate<String> trusted) {
    this.destinations = destinations;
    this.trusted = trusted;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] all = SystemDefaultDnsResolver.INSTANCE.resolve(host);
    if (trusted.test(host)) {
      return all;
    }
    try {
      return destinations.usable(host, all);
    } catch (Destinations.ForbiddenException e) {
      UnknownHostException none = new UnknownHostException(e.getMessage());
      none.initCause(e);
      throw none;
    }
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host; // asked for by authentication schemes that are not used
  }
}
