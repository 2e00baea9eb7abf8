package org.chatrec.rest.chat;

import static org.opensearch.rest.RestRequest.Method.POST;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.chatrec.catalog.CatalogIndices;
import org.chatrec.catalog.support.Body;
import org.chatrec.conversation.explain.ExplainMode;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.rest.support.UserText;
import org.jspecify.annotations.Nullable;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestCancellableNodeClient;
import org.opensearch.rest.action.RestStatusToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/** {@code POST /_plugins/_chatrec/catalogs/{c}/chat}. */
public final class RestChatHandler extends BaseRestHandler {

  private final CatalogIndices catalogs;

  /**
   * @param catalogs knows for which index a request is
   */
  public RestChatHandler(CatalogIndices catalogs) {
    this.catalogs = catalogs;
  }

  private static final int DEFAULT_SIZE = 5;
  private static final TimeValue DEFAULT_BUDGET = TimeValue.timeValueSeconds(8);
  private static final TimeValue MIN_BUDGET = TimeValue.timeValueMillis(100);
  private static final TimeValue MAX_BUDGET = TimeValue.timeValueMinutes(2);

  private static final List<String> MODES =
      Arrays.stream(ExplainMode.values()).map(m -> m.name().toLowerCase(Locale.ROOT)).toList();

  @Override
  public String getName() {
    return "chatrec_chat";
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(POST, "/_plugins/_chatrec/catalogs/{catalog}/chat"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client)
      throws IOException {
    String catalog = request.param("catalog");
    ChatRequest.Params params = params(request);
    return channel ->
        catalogs.send(
            new RestCancellableNodeClient(client, request.getHttpChannel()),
            ChatActions.CHAT,
            catalog,
            index -> new ChatRequest(catalog, index, params),
            new RestStatusToXContentListener<>(channel));
  }

  static ChatRequest.Params params(RestRequest request) throws IOException {
    Body body = Body.of(request);
    ChatRequest.Params params =
        new ChatRequest.Params(
            UserText.required(body, "message"),
            body.optionalId("user_id"),
            body.optionalId("session_id"),
            body.integer("size", DEFAULT_SIZE, 1, Plan.MAX_SIZE),
            ExplainMode.valueOf(body.oneOf("explain", "auto", MODES).toUpperCase(Locale.ROOT)),
            body.bool("personalize", true),
            budget(body.optionalString("time_budget")),
            body.bool("debug", false),
            body.optionalId("audience"));
    body.done();
    return params;
  }

  private static TimeValue budget(@Nullable String text) {
    TimeValue budget =
        text == null ? DEFAULT_BUDGET : TimeValue.parseTimeValue(text, "time_budget");
    if (budget.compareTo(MIN_BUDGET) < 0 || budget.compareTo(MAX_BUDGET) > 0) {
      throw new IllegalArgumentException(
          "[time_budget] must be from "
              + MIN_BUDGET
              + " to "
              + MAX_BUDGET
              + ", was ["
              + text
              + "]");
    }
    return budget;
  }
}
