package org.chatrec.rest.support;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.http.HttpTransportSettings;
import org.opensearch.rest.RestRequest;

/**
 * Refuses what a page of another site makes a browser send, with whatever credentials the browser
 * keeps. Browsers say so themselves, in headers that no page can set: {@code Sec-Fetch-Site} where
 * the connection is trusted, {@code Origin} with every POST. Other clients send neither.
 */
final class CrossSite {

  private static final Set<RestRequest.Method> HARMLESS =
      Set.of(RestRequest.Method.GET, RestRequest.Method.HEAD, RestRequest.Method.OPTIONS);

  private static final Set<String> OWN = Set.of("same-origin", "none");

  private final boolean judgedByHost;

  /** Where the host allows other origins, it refuses those that it does not. */
  CrossSite(Settings settings) {
    judgedByHost = HttpTransportSettings.SETTING_CORS_ENABLED.get(settings);
  }

  /** A 403 for a request that changes something and comes from another site. */
  void refuse(RestRequest request) {
    if (judgedByHost || HARMLESS.contains(request.method())) {
      return;
    }
    String site = request.header("Sec-Fetch-Site");
    String origin = request.header("Origin");
    boolean own =
        site != null
            ? OWN.contains(site.toLowerCase(Locale.ROOT))
            : origin == null || isAt(origin, request.header("Host"));
    if (!own) {
      throw new OpenSearchStatusException(
          "a page of another site asks for this; [http.cors.enabled] allows origins",
          RestStatus.FORBIDDEN);
    }
  }

  private static boolean isAt(String origin, @Nullable String host) {
    if (host == null) {
      return false;
    }
    try {
      URI page = URI.create(origin);
      return page.getHost() != null
          && authority(page).equals(authority(URI.create(page.getScheme() + "://" + host)));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String authority(URI uri) {
    int standard = "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    int port = uri.getPort() < 0 ? standard : uri.getPort();
    return String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
  }
}
