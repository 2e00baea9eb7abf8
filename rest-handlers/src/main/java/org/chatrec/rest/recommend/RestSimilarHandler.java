package org.chatrec.rest.recommend;

import static org.opensearch.rest.RestRequest.Method.GET;

import java.util.List;
import org.chatrec.catalog.CatalogIndices;
import org.chatrec.catalog.support.Ids;
import org.chatrec.search.VariantsShown;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestStatusToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/** {@code GET /_plugins/_chatrec/catalogs/{c}/items/{id}/similar}. */
public final class RestSimilarHandler extends BaseRestHandler {

  private final CatalogIndices catalogs;

  /**
   * @param catalogs knows for which index a request is
   */
  public RestSimilarHandler(CatalogIndices catalogs) {
    this.catalogs = catalogs;
  }

  private static final int DEFAULT_SIZE = 10;

  @Override
  public String getName() {
    return "chatrec_similar";
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(GET, "/_plugins/_chatrec/catalogs/{catalog}/items/{item}/similar"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
    String catalog = request.param("catalog");
    String item = request.param("item");
    int size = SimilarRequest.checkedSize(request.paramAsInt("size", DEFAULT_SIZE));
    VariantsShown variants = VariantsShown.of(request.param("variants", "one"));
    String audience =
        request.hasParam("audience") ? Ids.require("audience", request.param("audience")) : null;
    return channel ->
        catalogs.send(
            client,
            RecommendActions.SIMILAR,
            catalog,
            index -> new SimilarRequest(catalog, index, item, size, variants, audience),
            new RestStatusToXContentListener<>(channel));
  }
}
