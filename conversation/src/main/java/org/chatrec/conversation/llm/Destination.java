package org.chatrec.conversation.llm;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A host that calls may go to, as an operator names it: {@code host}, {@code host:port} or {@code
 * scheme://host:port}.
 *
 * @param scheme null for both
 * @param host in lower case, without brackets and without the dot of the root
 * @param port 0 for any
 */
public record Destination(@Nullable String scheme, String host, int port) {
  private static final int MAX_PORT = 65_535;

  /** Reads an operator's entry; the error names what is accepted. */
  public static Destination parse(String text) {
    String trimmed = text.strip();
    boolean named = trimmed.contains("://");
    URI uri = uri(named ? trimmed : "any://" + trimmed, text);
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    boolean extra = uri.getRawQuery() != null || !(path.isEmpty() || path.equals("/"));
    if (extra || named && !isHttp(uri)) {
      throw wrong(text, null);
    }
    return of(uri, text, named ? uri.getScheme().toLowerCase(Locale.ROOT) : null, 0);
  }

  /** Where a base URL leads; the port is that of the scheme where none is given. */
  public static Destination of(URI url) {
    if (!isHttp(url)) {
      throw wrong("", null);
    }
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    return of(url, "", scheme, scheme.equals("https") ? 443 : 80);
  }

  private static Destination of(URI uri, String text, @Nullable String scheme, int defaultPort) {
    String host = uri.getHost();
    int port = uri.getPort() < 0 ? defaultPort : uri.getPort();
    if (host == null || uri.getRawUserInfo() != null || port > MAX_PORT || uri.getPort() == 0) {
      throw wrong(text, null);
    }
    return new Destination(scheme, plain(host), port);
  }

  static boolean isHttp(URI uri) {
    return "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
  }

  private static URI uri(String uri, String text) {
    try {
      return URI.create(uri);
    } catch (IllegalArgumentException e) {
      throw wrong(text, e);
    }
  }

  private static IllegalArgumentException wrong(String text, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "a host must be given as host, host:port or scheme://host:port, was [" + text + "]", cause);
  }

  private static String plain(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    String open = lower.startsWith("[") ? lower.substring(1, lower.length() - 1) : lower;
    return open.endsWith(".") ? open.substring(0, open.length() - 1) : open;
  }

  /** Whether this entry covers a destination. */
  boolean covers(Destination other) {
    return host.equals(other.host)
        && (port == 0 || port == other.port)
        && (scheme == null || scheme.equals(other.scheme));
  }

  /**
   * Whether this entry covers a secret on its way there: without encryption only where the operator
   * wrote {@code http://}, or where it does not leave the machine.
   */
  boolean coversSecret(Destination other) {
    boolean encrypted = "https".equals(other.scheme);
    return covers(other) && (encrypted || scheme != null || Addresses.isThisMachine(other.host));
  }

  @Override
  public String toString() {
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return (scheme == null ? "" : scheme + "://") + shown + (port == 0 ? "" : ":" + port);
  }
}
