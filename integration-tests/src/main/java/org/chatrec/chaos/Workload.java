package org.chatrec.chaos;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chatrec.node.Rest;

/**
 * What is sent: items with vectors of their own, so that every node has the same, and events. The
 * same seed gives the same.
 *
 * @param events how many
 * @param users of how many people
 * @param seed of the random choices
 */
public record Workload(int events, int users, long seed) {
  static final String API = "/_plugins/_chatrec/catalogs/";

  private static final JsonMapper JSON = new JsonMapper();
  private static final int ITEMS = 400;
  private static final int KINDS = 12;
  private static final int DIMENSION = 384;
  private static final int LEARNED_DIMENSION = 16;
  private static final long BEGIN = 1_760_000_000_000L;
  private static final long SPAN = 300L * 24 * 3600 * 1000;
  private static final List<String> TYPES =
      List.of(
          "view",
          "view",
          "click",
          "purchase",
          "like",
          "dislike",
          "dismiss",
          "rating",
          "impression");

  /** Declares a catalogue over an index of that name, and writes the items into it. */
  void prepare(Rest rest, String catalog, int replicas) {
    rest.put("/" + catalog, index(replicas).toString()).orFail();
    StringBuilder bulk = new StringBuilder();
    Random random = new Random(seed);
    for (int item = 0; item < ITEMS; item++) {
      bulk.append("{\"index\":{\"_id\":\"").append(item).append("\"}}\n");
      bulk.append(item(item, random)).append('\n');
    }
    Rest.Answer written = rest.postLines("/" + catalog + "/_bulk?refresh=true", bulk.toString());
    if (written.orFail().path("errors").asBoolean()) {
      throw new IllegalStateException("items were not written: " + written.body());
    }
    rest.put(API + catalog, declaration(catalog).toString()).orFail();
  }

  private static ObjectNode index(int replicas) {
    ObjectNode index = JSON.createObjectNode();
    index
        .putObject("settings")
        .put("index.knn", true)
        .put("number_of_shards", 2)
        .put("number_of_replicas", replicas);
    ObjectNode properties = index.putObject("mappings").putObject("properties");
    properties.putObject("title").put("type", "text");
    properties.putObject("popularity").put("type", "float");
    vector(properties.putObject("item_vector"), DIMENSION);
    vector(properties.putObject("cf_vector"), LEARNED_DIMENSION);
    return index;
  }

  private static void vector(ObjectNode field, int dimension) {
    field.put("type", "knn_vector").put("dimension", dimension);
    field
        .putObject("method")
        .put("name", "hnsw")
        .put("engine", "lucene")
        .put("space_type", "cosinesimil");
  }

  private static ObjectNode declaration(String catalog) {
    ObjectNode declaration = JSON.createObjectNode().put("index", catalog);
    declaration.put("title_field", "title");
    declaration.putArray("text_fields").add("title");
    declaration.putArray("embed_fields").add("title");
    return declaration
        .put("model", "bge-small-en-v1.5")
        .put("vector_field", "item_vector")
        .put("collaborative_field", "cf_vector")
        .put("popularity_field", "popularity");
  }

  /** An item of one of a dozen kinds, whose vectors lie together. */
  private static ObjectNode item(int item, Random random) {
    Random kind = new Random(item % KINDS);
    ObjectNode source = JSON.createObjectNode().put("title", "Item " + item);
    ArrayNode vector = source.putArray("item_vector");
    for (int i = 0; i < DIMENSION; i++) {
      vector.add((float) (kind.nextGaussian() + 0.4 * random.nextGaussian()));
    }
    return source;
  }

  /** All events, in an order that has nothing to do with their times. */
  List<ObjectNode> all() {
    Random random = new Random(seed + 1);
    List<ObjectNode> all = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      String type = TYPES.get(random.nextInt(TYPES.size()));
      ObjectNode event =
          JSON.createObjectNode()
              .put("event_id", "event-" + i)
              .put("user_id", "user-" + random.nextInt(users))
              .put("item_id", String.valueOf(random.nextInt(ITEMS)))
              .put("type", type)
              .put("timestamp", BEGIN + (long) (random.nextDouble() * SPAN));
      if (type.equals("rating")) {
        event.put("value", 0.5 + random.nextInt(10) / 2.0);
      }
      all.add(event);
    }
    return all;
  }

  /** The events in requests of so many, each with events of several people. */
  List<List<ObjectNode>> batches(int size) {
    List<ObjectNode> all = all();
    List<List<ObjectNode>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      batches.add(all.subList(from, Math.min(all.size(), from + size)));
    }
    Collections.shuffle(batches, new Random(seed + 2));
    return batches;
  }

  /** The events person by person. */
  Map<String, List<ObjectNode>> byUser() {
    Map<String, List<ObjectNode>> byUser = new LinkedHashMap<>();
    for (ObjectNode event : all()) {
      byUser.computeIfAbsent(event.path("user_id").asText(), u -> new ArrayList<>()).add(event);
    }
    return byUser;
  }

  static String body(List<ObjectNode> events) {
    ObjectNode body = JSON.createObjectNode();
    body.putArray("events").addAll(events);
    return body.toString();
  }
}
