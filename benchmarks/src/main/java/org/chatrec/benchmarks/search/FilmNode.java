package org.chatrec.benchmarks.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.chatrec.demo.Dataset;
import org.chatrec.demo.Loader;
import org.chatrec.node.Rest;

/** The films on a real node, searched as any client would: by {@code _search} bodies. */
public final class FilmNode {

  static final String CATALOG = "films-search";

  private static final JsonMapper JSON = new JsonMapper();
  private static final String MODEL = "all-minilm-l6-v2";
  private static final List<String> TEXT = List.of("title^3", "overview", "cast^2", "genres");
  private static final int AT_ONCE = 100;

  /** The largest window that an index allows unless told otherwise. */
  private static final int EVERYTHING = 10_000;

  private final Rest rest;
  private final Map<String, JsonNode> vectors = new HashMap<>();

  public FilmNode(Rest rest) {
    this.rest = rest;
  }

  /** Declares, indexes, sends the past of every viewer, trains; nothing where that was done. */
  public void load(Films films, PrintStream out) {
    Loader loader = new Loader(rest, out, false);
    List<ObjectNode> past = new ArrayList<>();
    films.viewers().forEach(viewer -> past.addAll(viewer.past()));
    Dataset data =
        new Dataset(
            CATALOG, declaration(), films.items(), past, new Dataset.Examples("", "", "", ""));
    if (rest.get("/_plugins/_chatrec/catalogs/" + CATALOG).status() == 200) {
      out.println("the node has the films already");
      return;
    }
    loader.load(data, 5_000);
  }

  private static ObjectNode declaration() {
    ObjectNode declaration =
        JSON.createObjectNode()
            .put("index", CATALOG)
            .put("title_field", "title")
            .put("model", MODEL)
            .put("vector_field", "item_vector")
            .put("collaborative_field", "cf_vector")
            .put("popularity_field", "popularity");
    TEXT.forEach(declaration.withArray("text_fields")::add);
    declaration.withArray("filter_fields").add("year");
    List.of("title", "genres", "overview").forEach(declaration.withArray("embed_fields")::add);
    ObjectNode properties = declaration.putObject("create").putObject("properties");
    List.of("title", "overview", "cast", "genres")
        .forEach(name -> properties.putObject(name).put("type", "text"));
    properties.putObject("year").put("type", "integer");
    return declaration;
  }

  /** Embeds the texts of the queries, once each. */
  public void embed(List<Query> queries) {
    List<String> texts =
        new ArrayList<>(new LinkedHashSet<>(queries.stream().map(Query::text).toList()));
    texts.removeAll(vectors.keySet());
    for (int from = 0; from < texts.size(); from += AT_ONCE) {
      List<String> batch = texts.subList(from, Math.min(texts.size(), from + AT_ONCE));
      ObjectNode body = JSON.createObjectNode();
      batch.forEach(body.withArray("texts")::add);
      JsonNode answer =
          rest.post("/_plugins/_chatrec/models/" + MODEL + "/_embed", body.toString()).orFail();
      for (int i = 0; i < batch.size(); i++) {
        vectors.put(batch.get(i), answer.path("vectors").get(i));
      }
    }
  }

  /** Words alone. */
  public ObjectNode words(Query query) {
    ObjectNode body = body(query.viewer(), 10);
    bool(body).withArray("must").add(match(query));
    return body;
  }

  /** Words and text vectors. */
  public ObjectNode hybrid(Query query, Mix mix) {
    ObjectNode body = body(query.viewer(), 10);
    ArrayNode should = bool(body).withArray("should");
    should.add(match(query));
    ObjectNode near = should.addObject().putObject("knn").putObject("item_vector");
    near.set("vector", vectors.get(query.text()));
    near.put("k", mix.neighbours()).put("boost", mix.boost());
    bool(body).put("minimum_should_match", 1);
    return body;
  }

  /** Words, text vectors, and who searches, weighed as the product does. */
  public ObjectNode personal(Query query, Mix mix) {
    ObjectNode body = hybrid(query, mix);
    rescore(body, query.viewer(), Mix.WINDOW);
    return body;
  }

  /** Words, text vectors and popularity, as for somebody nobody knows. */
  public ObjectNode popular(Query query, Mix mix) {
    ObjectNode body = personal(query, mix);
    ((ObjectNode) body.at("/rescore/interest")).remove("user_id");
    return body;
  }

  /** As {@link #personal(Query, Mix)} with other weights. */
  public ObjectNode personal(Query query, Mix mix, Weights weights) {
    ObjectNode body = personal(query, mix);
    weigh(body, weights);
    return body;
  }

  private static void rescore(ObjectNode body, Viewer viewer, int window) {
    body.putObject("rescore")
        .put("window_size", window)
        .putObject("interest")
        .put("catalog", CATALOG)
        .put("user_id", viewer.id());
  }

  private static void weigh(ObjectNode body, Weights weights) {
    ((ObjectNode) body.at("/rescore/interest"))
        .put("lexical_pivot", weights.pivot())
        .putObject("weights")
        .put("lexical", weights.lexical())
        .put("content", weights.content())
        .put("collaborative", weights.collaborative())
        .put("popularity", weights.popularity());
  }

  /** As {@link #personal}, with the parts of every candidate's score. */
  public ObjectNode parts(Query query, Mix mix) {
    ObjectNode body = personal(query, mix).put("size", Mix.WINDOW);
    weigh(body, Weights.ONES);
    body.putObject("ext").putObject("chatrec").put("breakdown", true);
    return body;
  }

  /** What the product recommends. */
  public JsonNode recommend(Viewer viewer, String strategy, int size) {
    ObjectNode body =
        JSON.createObjectNode()
            .put("user_id", viewer.id())
            .put("strategy", strategy)
            .put("size", size)
            .put("diversity", 0);
    return rest.post("/_plugins/_chatrec/catalogs/" + CATALOG + "/recommend", body.toString())
        .orFail()
        .path("items");
  }

  /** All films the viewer did not see, by the viewer's interests weighed as given. */
  public JsonNode rank(Viewer viewer, Weights weights, int size) {
    ObjectNode body = body(viewer, size);
    rescore(body, viewer, EVERYTHING);
    weigh(body, weights);
    return search(List.of(body)).getFirst();
  }

  private static ObjectNode body(Viewer viewer, int size) {
    ObjectNode body = JSON.createObjectNode().put("size", size).put("_source", false);
    ArrayNode seen =
        body.putObject("query")
            .putObject("bool")
            .putArray("must_not")
            .addObject()
            .putObject("ids")
            .putArray("values");
    viewer.seen().stream().sorted().forEach(seen::add);
    return body;
  }

  private static ObjectNode bool(ObjectNode body) {
    return (ObjectNode) body.at("/query/bool");
  }

  private static ObjectNode match(Query query) {
    ObjectNode match = JSON.createObjectNode();
    ObjectNode words = match.putObject("multi_match").put("query", query.text());
    TEXT.forEach(words.withArray("fields")::add);
    return match;
  }

  /** Runs searches in the order given; the hits of each. */
  public List<JsonNode> search(List<ObjectNode> bodies) {
    List<JsonNode> hits = new ArrayList<>();
    for (int from = 0; from < bodies.size(); from += AT_ONCE) {
      StringBuilder lines = new StringBuilder();
      for (ObjectNode body : bodies.subList(from, Math.min(bodies.size(), from + AT_ONCE))) {
        lines.append("{}\n").append(body).append('\n');
      }
      JsonNode answers =
          rest.postLines("/" + CATALOG + "/_msearch?max_concurrent_searches=2", lines.toString())
              .orFail()
              .path("responses");
      for (JsonNode answer : answers) {
        if (answer.has("error")) {
          throw new IllegalStateException("a search failed: " + answer.path("error"));
        }
        hits.add(answer.at("/hits/hits"));
      }
    }
    return hits;
  }
}
