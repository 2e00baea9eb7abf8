package org.chatrec.rest.support;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.chatrec.catalog.support.Ids;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.rest.RestChannel;
import org.opensearch.rest.RestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.transport.client.node.NodeClient;

/**
 * What every route of the plugin refuses, whatever its handler does: requests that another site
 * makes a browser send, content types that are none, empty and endless parts of the path; and
 * bodies beyond a parser's limits are the client's fault and no failure of the server.
 */
public final class GuardedRestHandler extends RestHandler.Wrapper {

  private static final Pattern PART = Pattern.compile("\\{([a-z_]+)}");
  private static final String NDJSON = "application/x-ndjson";

  private final CrossSite crossSite;
  private final List<String> parts;

  public GuardedRestHandler(RestHandler handler, Settings settings) {
    super(handler);
    crossSite = new CrossSite(settings);
    parts =
        handler.routes().stream()
            .flatMap(route -> PART.matcher(route.getPath()).results())
            .map(found -> found.group(1))
            .distinct()
            .toList();
  }

  @Override
  public void handleRequest(RestRequest request, RestChannel channel, NodeClient client)
      throws Exception {
    crossSite.refuse(request);
    requireContentType(request);
    requireParts(request.params());
    try {
      super.handleRequest(request, channel, client);
    } catch (Exception e) {
      throw BadBody.named(e);
    }
  }

  /** The host looks at it where there is a body; forms and texts have none of its types. */
  private static void requireContentType(RestRequest request) {
    String type = request.header("Content-Type");
    boolean changes =
        request.method() != RestRequest.Method.GET && request.method() != RestRequest.Method.HEAD;
    if (changes
        && type != null
        && request.getMediaType() == null
        && !type.toLowerCase(Locale.ROOT).startsWith(NDJSON)) {
      throw new OpenSearchStatusException(
          "Content-Type [{}] is not supported, send [application/json]",
          RestStatus.UNSUPPORTED_MEDIA_TYPE,
          type);
    }
  }

  /** A query parameter of a part's name cannot be told from it, and is held to the same. */
  private void requireParts(Map<String, String> params) {
    for (String part : parts) {
      String value = params.get(part);
      if (value != null) {
        Ids.require(part, value);
      }
    }
  }
}
