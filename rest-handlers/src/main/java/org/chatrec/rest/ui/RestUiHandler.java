package org.chatrec.rest.ui;

import static org.opensearch.rest.RestRequest.Method.GET;
import static org.opensearch.rest.RestRequest.Method.HEAD;

import java.util.List;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.BytesRestResponse;
import org.opensearch.rest.RestChannel;
import org.opensearch.rest.RestRequest;
import org.opensearch.transport.client.node.NodeClient;

/**
 * {@code GET /_plugins/_chatrec/ui}: the page and its parts, a closed list. The policy lets the
 * page load nothing but these and talk to nobody but this server. Who has a part already is told so
 * by its tag (304).
 */
public final class RestUiHandler extends BaseRestHandler {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
          + "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final PageParts parts;

  /**
   * @param parts what the page consists of
   */
  public RestUiHandler(PageParts parts) {
    this.parts = parts;
  }

  @Override
  public String getName() {
    return "chatrec_ui";
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route(GET, "/_plugins/_chatrec/ui"),
        new Route(HEAD, "/_plugins/_chatrec/ui"),
        new Route(GET, "/_plugins/_chatrec/ui/{asset}"),
        new Route(HEAD, "/_plugins/_chatrec/ui/{asset}"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
    // Links get parameters from those who pass them on; the page has no use for any.
    List.copyOf(request.params().keySet()).forEach(request::param);
    String asset = request.param("asset", PageParts.FIRST);
    if (!request.hasParam("asset") && request.rawPath().endsWith("/")) {
      return RestUiHandler::withoutSlash;
    }
    PageParts.Part part = parts.part(asset);
    boolean known = part.isOneOf(request.header("If-None-Match"));
    return channel -> channel.sendResponse(known ? unchanged(part) : whole(part));
  }

  private static BytesRestResponse whole(PageParts.Part part) {
    BytesRestResponse response = new BytesRestResponse(RestStatus.OK, part.type(), part.content());
    response.addHeader("Content-Security-Policy", POLICY);
    response.addHeader("X-Content-Type-Options", "nosniff");
    response.addHeader("Referrer-Policy", "no-referrer");
    return tagged(response, part);
  }

  private static BytesRestResponse unchanged(PageParts.Part part) {
    return tagged(new BytesRestResponse(RestStatus.NOT_MODIFIED, ""), part);
  }

  private static BytesRestResponse tagged(BytesRestResponse response, PageParts.Part part) {
    response.addHeader("ETag", part.tag());
    response.addHeader("Cache-Control", "no-cache");
    return response;
  }

  /** The page's parts have relative addresses, which a slash at the end would lead astray. */
  private static void withoutSlash(RestChannel channel) {
    BytesRestResponse response = new BytesRestResponse(RestStatus.MOVED_PERMANENTLY, "");
    response.addHeader("Location", "../ui");
    channel.sendResponse(response);
  }
}
