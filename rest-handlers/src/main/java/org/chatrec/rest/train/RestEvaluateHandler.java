package org.chatrec.rest.train;

import static org.opensearch.rest.RestRequest.Method.POST;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.chatrec.catalog.CatalogIndices;
import org.chatrec.catalog.support.Body;
import org.chatrec.people.experiment.Arms;
import org.chatrec.people.train.EvaluateOptions;
import org.chatrec.ranking.evaluation.Holdout;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestCancellableNodeClient;
import org.opensearch.rest.action.RestStatusToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/** {@code POST /_plugins/_chatrec/catalogs/{c}/evaluate}. */
public final class RestEvaluateHandler extends BaseRestHandler {

  private static final List<Integer> KS = List.of(5, 10);
  private static final String ARMS = "arms";
  private static final String STRATEGIES = "strategies";
  private static final int MOST = 100;
  private static final double LEAST_SHARE = 0.01;

  private final CatalogIndices catalogs;

  /**
   * @param catalogs knows for which index a request is
   */
  public RestEvaluateHandler(CatalogIndices catalogs) {
    this.catalogs = catalogs;
  }

  @Override
  public String getName() {
    return "chatrec_evaluate";
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(POST, "/_plugins/_chatrec/catalogs/{catalog}/evaluate"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client)
      throws IOException {
    String catalog = request.param("catalog");
    EvaluateOptions wanted = wanted(Body.of(request));
    return channel ->
        catalogs.send(
            new RestCancellableNodeClient(client, request.getHttpChannel()),
            wanted.applies() ? EvaluateActions.APPLY : EvaluateActions.EVALUATE,
            catalog,
            index -> new EvaluateRequest(catalog, index, wanted),
            new RestStatusToXContentListener<>(channel));
  }

  static EvaluateOptions wanted(Body body) {
    List<Integer> ks = ks(body);
    Holdout holdout =
        new Holdout(
            body.number("holdout", Holdout.NEWEST.share(), LEAST_SHARE, 1 - LEAST_SHARE),
            body.oneOf("split", "temporal", List.of("temporal", "random")).equals("random"),
            body.integer("seed", 1, Integer.MIN_VALUE, Integer.MAX_VALUE));
    EvaluateOptions wanted =
        new EvaluateOptions(
            ks,
            holdout,
            strategies(body),
            arms(body),
            body.bool("search", false),
            body.bool("per_user", false),
            body.bool("apply_weights", false));
    body.done();
    return wanted;
  }

  private static List<Integer> ks(Body body) {
    Object given = body.take("k");
    List<Integer> ks = new ArrayList<>();
    for (Object k : given == null ? KS : given instanceof List<?> list ? list : List.of(given)) {
      if (!(k instanceof Integer n) || n < 1 || n > MOST) {
        throw body.wrong("k", k, "a list of numbers from 1 to " + MOST);
      }
      ks.add(n);
    }
    if (ks.isEmpty() || ks.size() > MOST) {
      throw body.wrong("k", ks, "a list of numbers from 1 to " + MOST);
    }
    return ks.stream().distinct().toList();
  }

  /** Who leaves them out compares none; who names them and then none has made a mistake. */
  private static Arms arms(Body body) {
    return body.has(ARMS) ? Arms.of(body.object(ARMS), 1) : Arms.NONE;
  }

  private static List<String> strategies(Body body) {
    if (!body.has(STRATEGIES)) {
      return EvaluateOptions.STRATEGIES;
    }
    List<String> given = body.strings(STRATEGIES);
    if (given.isEmpty() || !EvaluateOptions.STRATEGIES.containsAll(given)) {
      throw body.wrong(STRATEGIES, given, "some of " + EvaluateOptions.STRATEGIES);
    }
    return given.stream().distinct().toList();
  }
}
