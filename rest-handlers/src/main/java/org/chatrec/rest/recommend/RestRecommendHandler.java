package org.chatrec.rest.recommend;

import static org.opensearch.rest.RestRequest.Method.POST;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.CatalogIndices;
import org.chatrec.catalog.support.Body;
import org.chatrec.catalog.support.Queries;
import org.chatrec.retrieval.LeaveOut;
import org.chatrec.retrieval.Strategy;
import org.chatrec.search.VariantsShown;
import org.jspecify.annotations.Nullable;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestStatusToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/** {@code POST /_plugins/_chatrec/catalogs/{c}/recommend}. */
public final class RestRecommendHandler extends BaseRestHandler {

  private final CatalogIndices catalogs;

  /**
   * @param catalogs knows for which index a request is
   */
  public RestRecommendHandler(CatalogIndices catalogs) {
    this.catalogs = catalogs;
  }

  private static final int DEFAULT_SIZE = 10;

  /** How far a page shows other items than the best, where nobody says. */
  public static final double DEFAULT_DIVERSITY = 0.2;

  @Override
  public String getName() {
    return "chatrec_recommend";
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(POST, "/_plugins/_chatrec/catalogs/{catalog}/recommend"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client)
      throws IOException {
    String catalog = request.param("catalog");
    RecommendRequest.Params params = params(request);
    return channel ->
        catalogs.send(
            client,
            RecommendActions.RECOMMEND,
            catalog,
            index -> new RecommendRequest(catalog, index, params),
            new RestStatusToXContentListener<>(channel));
  }

  static RecommendRequest.Params params(RestRequest request) throws IOException {
    Body body = Body.of(request);
    RecommendRequest.Params params =
        new RecommendRequest.Params(
            body.optionalId("user_id"),
            body.integer("size", DEFAULT_SIZE, 1, RecommendRequest.MAX_SIZE),
            query(request, body.object("filter")),
            body.boolOr("exclude_seen", "had", LeaveOut.SEEN, LeaveOut.HAD, LeaveOut.NOTHING),
            Strategy.of(body.oneOf("strategy", Strategy.AUTO.wireName(), Strategy.names())),
            body.number("diversity", DEFAULT_DIVERSITY, 0, 1),
            body.number("exploration", 0, 0, 1),
            VariantsShown.of(body.oneOf("variants", "one", VariantsShown.LABELS)),
            body.optionalId("session_id"),
            body.optionalId("audience"));
    body.done();
    return params;
  }

  /** The query that a body's filter says; null where there is none. */
  public static @Nullable QueryBuilder query(
      RestRequest request, @Nullable Map<String, Object> filter) {
    return filter == null ? null : Queries.parse(request.getXContentRegistry(), filter);
  }
}
