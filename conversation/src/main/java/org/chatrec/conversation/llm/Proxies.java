package org.chatrec.conversation.llm;

import java.net.ProxySelector;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the proxy that the operator gave the JVM ({@code -Dhttps.proxyHost}), if there is
 * one, and remembers it: a proxy of a company's own has a private address, and resolves the names
 * of servers itself.
 */
final class Proxies extends SystemDefaultRoutePlanner {
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  Proxies() {
    super(ProxySelector.getDefault());
  }

  @Override
  protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context)
      throws HttpException {
    HttpHost proxy = super.determineProxy(target, context);
    if (proxy != null) {
      seen.add(proxy.getHostName());
    }
    return proxy;
  }

  boolean isOne(String host) {
    return seen.contains(host);
  }
}
