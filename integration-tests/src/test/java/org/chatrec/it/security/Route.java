package org.chatrec.it.security;

import java.util.EnumSet;
import java.util.Set;
import org.chatrec.it.Json;
import org.chatrec.node.Rest;

/** The routes of the plugin with the action that each of them needs. */
enum Route {
  PUT_CATALOG("cluster:admin/chatrec/catalog/put", "PUT", Cinema.CATALOG, Cinema.DECLARATION),
  GET_CATALOG("cluster:admin/chatrec/catalog/get", "GET", Cinema.CATALOG, ""),
  LIST_CATALOGS("cluster:admin/chatrec/catalog/get", "GET", Cinema.API + "catalogs", ""),
  DELETE_CATALOG(
      "cluster:admin/chatrec/catalog/delete", "DELETE", Cinema.API + "catalogs/never-there", ""),
  MIGRATE(
      "cluster:admin/chatrec/catalog/migrate",
      "POST",
      Cinema.API + "catalogs/never-there/_migrate?wait_for_completion=true",
      "{'model':'all-minilm-l6-v2'}"),
  EMBED_MISSING(
      "cluster:admin/chatrec/catalog/embed_missing",
      "POST",
      Cinema.API + "catalogs/never-there/_embed_missing?wait_for_completion=true",
      ""),
  DETACH(
      "cluster:admin/chatrec/catalog/detach",
      "POST",
      Cinema.API + "catalogs/never-there/_detach",
      ""),
  PUT_RULE(
      "cluster:admin/chatrec/rules/put",
      "PUT",
      Cinema.API + "catalogs/never-there/rules/one",
      "{'hide':['v3']}"),
  GET_RULES("cluster:admin/chatrec/rules/get", "GET", Cinema.CATALOG + "/rules", ""),
  DELETE_RULE(
      "cluster:admin/chatrec/rules/delete",
      "DELETE",
      Cinema.API + "catalogs/never-there/rules/one",
      ""),
  TRAIN(
      "cluster:admin/chatrec/train/run",
      "POST",
      Cinema.CATALOG + "/train?wait_for_completion=true",
      "{}"),
  EVALUATE("indices:data/read/chatrec/evaluate", "POST", Cinema.CATALOG + "/evaluate", "{'k':[5]}"),
  APPLY_WEIGHTS(
      "cluster:admin/chatrec/catalog/weights",
      "POST",
      Cinema.CATALOG + "/evaluate",
      "{'apply_weights':true}"),
  PUT_EXPERIMENT(
      "cluster:admin/chatrec/experiment/put",
      "PUT",
      Cinema.CATALOG + "/experiment",
      "{'arms':{'a':{},'b':{'popularity':0.5}}}"),
  GET_EXPERIMENT("cluster:admin/chatrec/experiment/get", "GET", Cinema.CATALOG + "/experiment", ""),
  DELETE_EXPERIMENT(
      "cluster:admin/chatrec/experiment/delete", "DELETE", Cinema.CATALOG + "/experiment", ""),
  MODELS("cluster:admin/chatrec/models/get", "GET", Cinema.API + "models", ""),
  EMBED(
      "cluster:admin/chatrec/models/embed",
      "POST",
      Cinema.API + "models/all-minilm-l6-v2/_embed",
      "{'texts':['a lonely astronaut']}"),
  STATS("cluster:admin/chatrec/stats/get", "GET", Cinema.API + "stats", ""),
  METRICS("cluster:admin/chatrec/stats/get", "GET", Cinema.API + "metrics", ""),
  HEALTH("cluster:admin/chatrec/stats/health", "GET", Cinema.API + "health", ""),

  EVENTS(
      "indices:data/write/chatrec/events",
      "POST",
      Cinema.CATALOG + "/events",
      "{'events':[{'user_id':'of-routes','type':'view','item_id':'v3'}]}"),
  UBI(
      "indices:data/write/chatrec/events",
      "POST",
      Cinema.CATALOG + "/events/ubi",
      "{'action_name':'click','client_id':'of-routes','event_attributes':{'object':{'object_id':'v3'}}}"),
  PREFERENCES(
      "indices:data/write/chatrec/preferences",
      "PUT",
      Cinema.CATALOG + "/users/of-routes/preferences",
      "{'likes':['comedy']}"),
  USER("indices:data/read/chatrec/profile", "GET", Cinema.CATALOG + "/users/of-routes", ""),
  EXPORT(
      "indices:data/read/chatrec/profile",
      "GET",
      Cinema.CATALOG + "/users/of-routes/export?size=10",
      ""),
  INTEREST(
      "indices:data/write/chatrec/preferences",
      "PUT",
      Cinema.CATALOG + "/users/of-routes/interests/none",
      "{'pinned':true}"),
  ERASE_INTEREST(
      "indices:data/write/chatrec/erase",
      "DELETE",
      Cinema.CATALOG + "/users/of-routes/interests/none",
      ""),
  MERGE(
      "indices:data/write/chatrec/merge",
      "POST",
      Cinema.CATALOG + "/users/of-routes/merge",
      "{'from':'anonymous-of-routes'}"),
  ERASE_USER(
      "indices:data/write/chatrec/erase", "DELETE", Cinema.CATALOG + "/users/of-erasing", ""),
  ERASE_EVENT(
      "indices:data/write/chatrec/erase",
      "DELETE",
      Cinema.CATALOG + "/users/of-erasing/events/never-sent",
      ""),
  RECOMMEND(
      "indices:data/read/chatrec/recommend",
      "POST",
      Cinema.CATALOG + "/recommend",
      "{'user_id':'of-routes','size':3}"),
  SIMILAR(
      "indices:data/read/chatrec/similar", "GET", Cinema.CATALOG + "/items/v1/similar?size=3", ""),
  WHY(
      "indices:data/read/chatrec/why",
      "GET",
      Cinema.CATALOG + "/items/v1/why?user_id=of-routes",
      ""),
  WHAT_IF(
      "indices:data/read/chatrec/why",
      "POST",
      Cinema.CATALOG + "/why",
      "{'query':'astronaut','item_id':'v1','what_if':{'weights':{'popularity':0}}}"),
  CHAT(
      "indices:data/read/chatrec/chat",
      "POST",
      Cinema.CATALOG + "/chat",
      "{'message':'a lonely astronaut in space','explain':'none'}"),
  SESSION("indices:data/read/chatrec/chat/session", "GET", Cinema.API + "sessions/%s", ""),
  TURN("indices:data/read/chatrec/chat/session", "GET", Cinema.API + "sessions/%s/turns/1", ""),
  FORGET("indices:data/write/chatrec/erase/session", "DELETE", Cinema.API + "sessions/%s", "");

  private static final Set<Route> MISSING =
      EnumSet.of(
          DELETE_CATALOG,
          MIGRATE,
          EMBED_MISSING,
          DETACH,
          PUT_RULE,
          DELETE_RULE,
          INTEREST,
          ERASE_INTEREST,
          ERASE_EVENT);

  private final String action;
  private final String method;
  private final String path;
  private final String body;

  Route(String action, String method, String path, String body) {
    this.action = action;
    this.method = method;
    this.path = path;
    this.body = body.isEmpty() ? "" : Json.object(body).toString();
  }

  /** The action that the caller needs. */
  String action() {
    return action;
  }

  /** Whether its right is given for an index, and not for the whole cluster. */
  boolean ofCatalog() {
    return action.startsWith("indices:");
  }

  /** The status for who may: what is to be deleted or moved here is not there. */
  int passed() {
    return MISSING.contains(this) ? 404 : 200;
  }

  /** Whether it is called for a chat that was begun before. */
  boolean ofSession() {
    return path.contains("%s");
  }

  /** Calls it as somebody; a route of sessions with the session of that somebody else. */
  Rest.Answer call(Rest caller, String session) {
    return call(caller, path.formatted(session), body);
  }

  /** Calls it for another catalogue, whose index has this name and which has such an item. */
  Rest.Answer callFor(Rest caller, String session, String catalog, String index, String item) {
    String address = path.formatted(session).replace("/cinema", "/" + catalog);
    return call(
        caller, address.replace("/v1/", "/" + item + "/"), body.replace(Cinema.INDEX, index));
  }

  private Rest.Answer call(Rest caller, String address, String text) {
    return switch (method) {
      case "GET" -> caller.get(address);
      case "PUT" -> caller.put(address, text);
      case "DELETE" -> caller.delete(address);
      default -> caller.post(address, text);
    };
  }
}
