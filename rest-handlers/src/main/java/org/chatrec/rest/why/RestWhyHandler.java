package org.chatrec.rest.why;

import static org.opensearch.rest.RestRequest.Method.GET;
import static org.opensearch.rest.RestRequest.Method.POST;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatrec.catalog.CatalogIndices;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.catalog.support.Body;
import org.chatrec.rest.recommend.RecommendRequest;
import org.chatrec.rest.recommend.RestRecommendHandler;
import org.chatrec.rest.support.UserText;
import org.chatrec.retrieval.LeaveOut;
import org.chatrec.retrieval.Strategy;
import org.chatrec.search.VariantsShown;
import org.jspecify.annotations.Nullable;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestStatusToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/**
 * {@code GET /_plugins/_chatrec/catalogs/{c}/items/{id}/why} of a recommendation, and {@code POST
 * /_plugins/_chatrec/catalogs/{c}/why} of a search, of a message to the chat, and of what would be.
 */
public final class RestWhyHandler extends BaseRestHandler {

  private static final String CATALOG = "/_plugins/_chatrec/catalogs/{catalog}";
  private static final int DEFAULT_SIZE = 10;
  private static final int DEFAULT_EVENTS = 10;
  private static final int MAX_WITHOUT = 1_000;
  private static final double MAX_WEIGHT = 1_000;
  private static final String ITEM = "item_id";
  private static final String WITHOUT = "without_events";
  private static final List<String> PARAMETERS =
      List.of(
          "user_id",
          "session_id",
          "audience",
          "size",
          "strategy",
          "diversity",
          "variants",
          "exclude_seen",
          "events");

  private final CatalogIndices catalogs;

  /**
   * @param catalogs knows for which index a request is
   */
  public RestWhyHandler(CatalogIndices catalogs) {
    this.catalogs = catalogs;
  }

  @Override
  public String getName() {
    return "chatrec_why";
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route(GET, CATALOG + "/items/{item}/why"), new Route(POST, CATALOG + "/why"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client)
      throws IOException {
    String catalog = request.param("catalog");
    String item = request.param("item");
    Body body = item == null ? Body.of(request) : parameters(request);
    Asked asked = asked(request, body, item);
    return channel ->
        catalogs.send(
            client,
            WhyActions.WHY,
            catalog,
            index -> asked.of(catalog, index),
            new RestStatusToXContentListener<>(channel));
  }

  private record Asked(
      WhyRequest.Listed listed,
      @Nullable String itemId,
      int events,
      WhyRequest.@Nullable WhatIf whatIf) {

    WhyRequest of(String catalog, String index) {
      return new WhyRequest(catalog, index, listed, itemId, events, whatIf);
    }
  }

  /** The parameters of a GET as if they were the fields of a body. */
  private static Body parameters(RestRequest request) {
    Map<String, Object> fields = new HashMap<>();
    for (String name : PARAMETERS) {
      String value = request.param(name);
      if (value != null) {
        fields.put(name, name.endsWith("_id") || name.equals("audience") ? value : plain(value));
      }
    }
    return Body.of("", fields);
  }

  private static Object plain(String value) {
    if (value.equals("true") || value.equals("false")) {
      return Boolean.valueOf(value);
    }
    return value.matches("-?\\d{1,9}(\\.\\d{1,9})?") ? (Object) Double.valueOf(value) : value;
  }

  private static Asked asked(RestRequest request, Body body, @Nullable String item)
      throws IOException {
    String query = UserText.optional(body, "query");
    String message = UserText.optional(body, "message");
    if (query != null && message != null) {
      throw new IllegalArgumentException("[query] and [message] exclude each other");
    }
    boolean searches = query != null || message != null;
    RecommendRequest.Params params = params(request, body, searches);
    String id = item != null ? item : body.optionalId(ITEM);
    int events = body.integer("events", DEFAULT_EVENTS, 0, WhyRequest.MAX_EVENTS);
    WhyRequest.WhatIf whatIf = whatIf(body.object("what_if"));
    body.done();
    if (id == null && whatIf == null) {
      throw new IllegalArgumentException("[" + ITEM + "] is required: a non-empty string");
    }
    return new Asked(new WhyRequest.Listed(query, message, params), id, events, whatIf);
  }

  /**
   * As in a request for recommendations; a search leaves out nothing that is known, and is not
   * varied.
   */
  private static RecommendRequest.Params params(RestRequest request, Body body, boolean searches)
      throws IOException {
    LeaveOut otherwise = searches ? LeaveOut.NOTHING : LeaveOut.SEEN;
    return new RecommendRequest.Params(
        body.optionalId("user_id"),
        body.integer("size", DEFAULT_SIZE, 1, WhyRequest.MAX_SIZE),
        RestRecommendHandler.query(request, body.object("filter")),
        body.has("exclude_seen")
            ? body.boolOr("exclude_seen", "had", LeaveOut.SEEN, LeaveOut.HAD, LeaveOut.NOTHING)
            : otherwise,
        Strategy.of(body.oneOf("strategy", Strategy.AUTO.wireName(), Strategy.names())),
        body.number("diversity", searches ? 0 : RestRecommendHandler.DEFAULT_DIVERSITY, 0, 1),
        0,
        VariantsShown.of(body.oneOf("variants", "one", VariantsShown.LABELS)),
        body.optionalId("session_id"),
        body.optionalId("audience"));
  }

  private static WhyRequest.@Nullable WhatIf whatIf(@Nullable Map<String, Object> given) {
    if (given == null) {
      return null;
    }
    Body body = Body.of("what_if", given);
    List<String> without = body.strings(WITHOUT);
    if (without.size() > MAX_WITHOUT) {
      throw new IllegalArgumentException(
          "[what_if." + WITHOUT + "] must have at most " + MAX_WITHOUT + " events");
    }
    Map<String, Double> weights = weights(body.object("weights"));
    body.done();
    if (without.isEmpty() && weights.isEmpty()) {
      throw new IllegalArgumentException(
          "[what_if] must have [" + WITHOUT + "] or [weights], and has neither");
    }
    return new WhyRequest.WhatIf(Set.copyOf(without), weights);
  }

  private static Map<String, Double> weights(@Nullable Map<String, Object> given) {
    Map<String, Double> weights = new HashMap<>();
    if (given != null) {
      Body body = Body.of("what_if.weights", given);
      for (String name : SignalWeights.NAMES) {
        if (body.has(name)) {
          weights.put(name, body.number(name, 0, 0, MAX_WEIGHT));
        }
      }
      body.done();
    }
    return weights;
  }
}
