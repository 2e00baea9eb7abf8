package org.chatrec.rest.rules;

import static org.opensearch.rest.RestRequest.Method.DELETE;
import static org.opensearch.rest.RestRequest.Method.GET;
import static org.opensearch.rest.RestRequest.Method.PUT;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.rules.BusinessRule;
import org.chatrec.catalog.support.Ids;
import org.chatrec.rest.support.ContentResponse;
import org.opensearch.action.ActionType;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestStatusToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/** {@code /_plugins/_chatrec/catalogs/{c}/rules}. */
public final class RestRulesHandler extends BaseRestHandler {

  private static final String RULES = "/_plugins/_chatrec/catalogs/{catalog}/rules";

  @Override
  public String getName() {
    return "chatrec_rules";
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route(GET, RULES),
        new Route(GET, RULES + "/{rule}"),
        new Route(PUT, RULES + "/{rule}"),
        new Route(DELETE, RULES + "/{rule}"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client)
      throws IOException {
    String catalog = request.param("catalog");
    String id = request.hasParam("rule") ? Ids.require("rule", request.param("rule")) : null;
    RuleRequest named =
        request.method() == PUT
            ? new RuleRequest(catalog, id, checked(request))
            : new RuleRequest(catalog, id);
    ActionType<ContentResponse> action =
        switch (request.method()) {
          case PUT -> RuleActions.PUT;
          case DELETE -> RuleActions.DELETE;
          default -> RuleActions.GET;
        };
    return channel -> client.execute(action, named, new RestStatusToXContentListener<>(channel));
  }

  /** Refuses a bad body before any action is called. */
  private static Map<String, Object> checked(RestRequest request) throws IOException {
    try (XContentParser parser = request.contentParser()) {
      Map<String, Object> body = parser.map();
      BusinessRule unused = BusinessRule.given(body);
      return body;
    }
  }
}
