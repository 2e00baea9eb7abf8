package org.chatrec.rest.experiment;

import static org.opensearch.rest.RestRequest.Method.DELETE;
import static org.opensearch.rest.RestRequest.Method.GET;
import static org.opensearch.rest.RestRequest.Method.PUT;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.chatrec.people.experiment.Experiment;
import org.chatrec.rest.support.ContentResponse;
import org.opensearch.action.ActionType;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestStatusToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/** {@code GET|PUT|DELETE /_plugins/_chatrec/catalogs/{c}/experiment}. */
public final class RestExperimentHandler extends BaseRestHandler {

  private static final String PATH = "/_plugins/_chatrec/catalogs/{catalog}/experiment";

  @Override
  public String getName() {
    return "chatrec_experiment";
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(PUT, PATH), new Route(GET, PATH), new Route(DELETE, PATH));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client)
      throws IOException {
    String catalog = request.param("catalog");
    ActionType<ContentResponse> action =
        switch (request.method()) {
          case PUT -> ExperimentActions.PUT;
          case DELETE -> ExperimentActions.DELETE;
          default -> ExperimentActions.GET;
        };
    Map<String, Object> definition = request.method() == PUT ? definition(request) : Map.of();
    boolean allowMissing =
        request.method() == GET && request.paramAsBoolean("allow_missing", false);
    return channel ->
        client.execute(
            action,
            new ExperimentRequest(catalog, definition, allowMissing),
            new RestStatusToXContentListener<>(channel));
  }

  /** Checked here, so that what is wrong is said whoever may do what. */
  private static Map<String, Object> definition(RestRequest request) throws IOException {
    if (!request.hasContent()) {
      throw new IllegalArgumentException("a body is required: {\"arms\":{…}}");
    }
    try (XContentParser parser = request.contentParser()) {
      if (parser.nextToken() != XContentParser.Token.START_OBJECT) {
        throw new IllegalArgumentException(
            "the body must be a JSON object, was " + parser.currentToken());
      }
      return Experiment.of("", 0, parser.map()).definition();
    }
  }
}
