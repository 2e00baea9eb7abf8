package org.chatrec.rest.ui;

import static org.opensearch.rest.RestRequest.Method.GET;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.BytesRestResponse;
import org.opensearch.rest.RestChannel;
import org.opensearch.rest.RestRequest;
import org.opensearch.transport.client.node.NodeClient;

/**
 * {@code GET /_plugins/_chatrec/ui}: the page and its parts, a closed list. The policy lets the
 * page load nothing but these and talk to nobody but this server.
 */
public final class RestUiHandler extends BaseRestHandler {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
          + "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** The page's parts. */
  static final Set<String> ASSETS =
      Set.of(
          "index.html",
          "style.css",
          "icon.svg",
          "app.js",
          "api.js",
          "dom.js",
          "words.js",
          "chart.js",
          "cards.js",
          "understood.js",
          "chat.js",
          "profile.js",
          "foryou.js",
          "demo.js");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=UTF-8",
          "css", "text/css; charset=UTF-8",
          "js", "text/javascript; charset=UTF-8",
          "svg", "image/svg+xml");

  @Override
  public String getName() {
    return "chatrec_ui";
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route(GET, "/_plugins/_chatrec/ui"), new Route(GET, "/_plugins/_chatrec/ui/{asset}"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client)
      throws IOException {
    String asset = request.param("asset", "index.html");
    if (request.param("asset") == null && request.rawPath().endsWith("/")) {
      return RestUiHandler::withoutSlash;
    }
    if (!ASSETS.contains(asset)) {
      throw new ResourceNotFoundException("the page has no part [{}]", asset);
    }
    String type = TYPES.get(asset.substring(asset.lastIndexOf('.') + 1));
    byte[] content = read(asset);
    return channel -> {
      BytesRestResponse response = new BytesRestResponse(RestStatus.OK, type, content);
      response.addHeader("Content-Security-Policy", POLICY);
      response.addHeader("X-Content-Type-Options", "nosniff");
      response.addHeader("Referrer-Policy", "no-referrer");
      response.addHeader("Cache-Control", "no-cache");
      channel.sendResponse(response);
    };
  }

  /** The page's parts have relative addresses, which a slash at the end would lead astray. */
  private static void withoutSlash(RestChannel channel) {
    BytesRestResponse response = new BytesRestResponse(RestStatus.MOVED_PERMANENTLY, "");
    response.addHeader("Location", "../ui");
    channel.sendResponse(response);
  }

  private static byte[] read(String asset) throws IOException {
    try (InputStream in = RestUiHandler.class.getResourceAsStream(asset)) {
      if (in == null) {
        throw new IOException("the plugin's jar lacks " + asset);
      }
      return in.readAllBytes();
    }
  }
}
