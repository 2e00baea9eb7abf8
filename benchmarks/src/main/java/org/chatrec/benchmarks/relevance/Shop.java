package org.chatrec.benchmarks.relevance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatrec.demo.Dataset;
import org.chatrec.demo.Loader;
import org.chatrec.node.Rest;
import org.jspecify.annotations.Nullable;

/** A catalogue on a real node, asked as any client would ask it. */
final class Shop {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String API = "/_plugins/_chatrec/";
  private static final int AT_ONCE = 50;
  private static final int VECTORS_AT_ONCE = 500;

  /** Somebody of whom nothing is known: what nobody in particular gets. */
  static final String NOBODY = "nobody-in-particular";

  private final Rest rest;
  private final Dataset data;

  Shop(Rest rest, Dataset data) {
    this.rest = rest;
    this.data = data;
  }

  /** Loads what is to be searched; nothing where that was done in an earlier run. */
  void load(PrintStream out) {
    if (rest.get(API + "catalogs/" + data.catalog()).status() == 200) {
      out.println("the node has " + data.catalog() + " already");
    } else if (data.events().isEmpty()) {
      Loader loader = new Loader(rest, out, false);
      loader.declare(data);
      loader.index(data);
    } else {
      new Loader(rest, out, false).load(data, 5_000);
    }
  }

  /** How the parts of a score are weighed where a request does not say. */
  Map<String, Double> weights() {
    Map<String, Double> weights = new HashMap<>();
    rest.get(API + "catalogs/" + data.catalog())
        .orFail()
        .path("weights")
        .properties()
        .forEach(
            entry -> {
              if (entry.getValue().isNumber()) {
                weights.put(entry.getKey(), entry.getValue().asDouble());
              }
            });
    return weights;
  }

  /** A search for words alone: BM25. */
  ObjectNode words(String text, Set<String> without) {
    ObjectNode body = JSON.createObjectNode().put("size", 10).put("_source", false);
    ObjectNode bool = body.putObject("query").putObject("bool");
    ObjectNode match = bool.putArray("must").addObject().putObject("multi_match");
    match.put("query", text).set("fields", data.definition().path("text_fields"));
    if (!without.isEmpty()) {
      ArrayNode ids = bool.putArray("must_not").addObject().putObject("ids").putArray("values");
      without.stream().sorted().forEach(ids::add);
    }
    return body;
  }

  /** The same by words and by meaning, ranked for somebody. */
  ObjectNode hybrid(String text, String user, Set<String> without) {
    ObjectNode body = words(text, without);
    body.putObject("ext").putObject("chatrec").put("user_id", user).put("retrieval", "hybrid");
    return body;
  }

  /** The same with other weights. */
  ObjectNode hybrid(String text, String user, Set<String> without, Map<String, Double> weights) {
    ObjectNode body = hybrid(text, user, without);
    ObjectNode given = ((ObjectNode) body.at("/ext/chatrec")).putObject("weights");
    weights.forEach(given::put);
    return body;
  }

  /** Runs searches in the order given; the ids of their hits. */
  List<List<String>> search(List<ObjectNode> bodies) {
    return hits(bodies).stream().map(Shop::ids).toList();
  }

  /** The same with all that a hit has. */
  List<JsonNode> hits(List<ObjectNode> bodies) {
    List<JsonNode> hits = new ArrayList<>();
    for (int from = 0; from < bodies.size(); from += AT_ONCE) {
      StringBuilder lines = new StringBuilder();
      for (ObjectNode body : bodies.subList(from, Math.min(bodies.size(), from + AT_ONCE))) {
        lines.append("{}\n").append(body).append('\n');
      }
      String path = "/" + data.catalog() + "/_msearch?max_concurrent_searches=2";
      for (JsonNode answer : rest.postLines(path, lines.toString()).orFail().path("responses")) {
        if (answer.has("error")) {
          throw new IllegalStateException("a search failed: " + answer.path("error"));
        }
        hits.add(answer.at("/hits/hits"));
      }
    }
    return hits;
  }

  /** What a chat shows first. */
  List<String> chat(String message, @Nullable String user, int size) {
    ObjectNode body =
        JSON.createObjectNode()
            .put("message", message)
            .put("size", size)
            .put("explain", "none")
            .put("time_budget", "60s");
    if (user != null) {
      body.put("user_id", user);
    }
    return ids(post("/chat", body).path("hits"));
  }

  /** What is recommended. */
  List<String> recommend(String user, String strategy, int size) {
    return recommend(user, new LongTermArm(strategy, 0, 0), size);
  }

  /** The same with variety. */
  List<String> recommend(String user, LongTermArm arm, int size) {
    ObjectNode body =
        JSON.createObjectNode()
            .put("user_id", user)
            .put("strategy", arm.strategy())
            .put("size", size)
            .put("diversity", arm.diversity())
            .put("exploration", arm.exploration());
    return ids(post("/recommend", body).path("items"));
  }

  /** Tells what people did. */
  void events(List<ObjectNode> events) {
    ObjectNode body = JSON.createObjectNode();
    events.forEach(body.withArray("events")::add);
    JsonNode answer = post("/events", body);
    if (answer.path("accepted").asInt() != events.size()) {
      throw new IllegalStateException("events were not taken: " + answer);
    }
  }

  /** More items than there were. */
  void index(List<Dataset.Item> items, PrintStream out) {
    new Loader(rest, out, false)
        .index(new Dataset(data.catalog(), data.definition(), items, List.of(), data.examples()));
  }

  /** Trains, and waits. */
  void train() {
    rest.post(API + "catalogs/" + data.catalog() + "/train?wait_for_completion=true", "").orFail();
  }

  private JsonNode post(String route, ObjectNode body) {
    return rest.post(API + "catalogs/" + data.catalog() + route, body.toString()).orFail();
  }

  /** The vectors of questions, once each. */
  Map<String, float[]> embed(Collection<String> texts) {
    List<String> each = List.copyOf(new LinkedHashSet<>(texts));
    Map<String, float[]> vectors = new HashMap<>();
    String path = API + "models/" + data.definition().path("model").asText() + "/_embed";
    for (int from = 0; from < each.size(); from += AT_ONCE) {
      List<String> batch = each.subList(from, Math.min(each.size(), from + AT_ONCE));
      ObjectNode body = JSON.createObjectNode().put("purpose", "query");
      batch.forEach(body.withArray("texts")::add);
      JsonNode answer = rest.post(path, body.toString()).orFail().path("vectors");
      for (int i = 0; i < batch.size(); i++) {
        vectors.put(batch.get(i), floats(answer.get(i)));
      }
    }
    return vectors;
  }

  /** The items' text vectors as they are stored. */
  Map<String, float[]> itemVectors() {
    String field = data.definition().path("vector_field").asText();
    Map<String, float[]> vectors = new HashMap<>();
    List<String> ids = data.items().stream().map(Dataset.Item::id).toList();
    for (int from = 0; from < ids.size(); from += VECTORS_AT_ONCE) {
      ObjectNode body = JSON.createObjectNode();
      ids.subList(from, Math.min(ids.size(), from + VECTORS_AT_ONCE))
          .forEach(body.withArray("ids")::add);
      String path = "/" + data.catalog() + "/_mget?_source_includes=" + field;
      for (JsonNode item : rest.post(path, body.toString()).orFail().path("docs")) {
        if (item.path("_source").has(field)) {
          vectors.put(item.path("_id").asText(), floats(item.path("_source").path(field)));
        }
      }
    }
    return vectors;
  }

  private static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) array.get(i).asDouble();
    }
    return values;
  }

  private static List<String> ids(JsonNode hits) {
    List<String> ids = new ArrayList<>();
    hits.forEach(
        hit -> ids.add(hit.has("_id") ? hit.path("_id").asText() : hit.path("id").asText()));
    return ids;
  }
}
