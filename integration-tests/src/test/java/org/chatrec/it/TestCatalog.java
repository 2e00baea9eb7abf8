package org.chatrec.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.chatrec.node.Rest;

/**
 * A catalogue of a test class and the plugin's calls for it; the index has the same name.
 *
 * @param rest the node that is asked
 * @param name catalogue and index
 */
record TestCatalog(Rest rest, String name) {
  static final String API = "/_plugins/_chatrec/catalogs/";
  static final String VECTOR = "item_vector";

  /**
   * Six tales of space, six of kitchens, and one that stands alone: tastes that are easy to tell.
   */
  static final List<String> SPACE = List.of("s1", "s2", "s3", "s4", "s5", "s6");

  static final List<String> FOOD = List.of("f1", "f2", "f3", "f4", "f5", "f6");

  private static final List<String> FILMS =
      List.of(
          film(
              "s1",
              "Red Dust Colony",
              "Astronauts build a colony on Mars and a rocket fails",
              "scifi",
              1994),
          film(
              "s2",
              "The Long Orbit",
              "A lonely astronaut repairs a space station in orbit",
              "scifi",
              1997),
          film(
              "s3",
              "Beyond Jupiter",
              "A spaceship crew meets an alien beyond Jupiter",
              "scifi",
              2001),
          film(
              "s4",
              "Moon Engine",
              "Engineers race to land a spacecraft on the Moon",
              "scifi",
              1990),
          film(
              "s5",
              "Signals from a Star",
              "Astronomers hear an alien signal from a distant star",
              "scifi",
              1999),
          film(
              "s6",
              "Lost Shuttle",
              "A space shuttle drifts without fuel toward the sun",
              "thriller",
              2008),
          film(
              "f1",
              "The Copper Pan",
              "A chef opens a small restaurant and cooks with her mother",
              "comedy",
              1995),
          film(
              "f2",
              "Salt and Butter",
              "Two rival pastry cooks bake the same wedding cake",
              "comedy",
              2003),
          film(
              "f3",
              "Noodle Street",
              "A family noodle kitchen fights for its recipe",
              "drama",
              1998),
          film(
              "f4",
              "Sunday Roast",
              "Three sisters cook one dinner and argue over the sauce",
              "comedy",
              2010),
          film(
              "f5",
              "The Bread Baker",
              "An old baker teaches a boy to make sourdough bread",
              "drama",
              1992),
          film(
              "f6",
              "Spice Market",
              "A young cook travels to learn about spices and curry",
              "drama",
              2015),
          film("w1", "Quiet Harbour", "A lighthouse keeper paints the winter sea", "drama", 1996));

  private static String film(String id, String title, String overview, String genre, int year) {
    return Json.of(
            "id",
            id,
            "title",
            title,
            "overview",
            overview,
            "genres",
            List.of(genre),
            "year",
            year,
            "popularity",
            year - 1989)
        .toString();
  }

  /** A declaration that makes its index, with that many shards and replicas. */
  static ObjectNode declaration(String name, int shards, int replicas) {
    ObjectNode declaration =
        Json.object(
            """
            {'title_field':'title','text_fields':['title^3','overview'],
             'filter_fields':['genres','year'],'model':'all-minilm-l6-v2',
             'embed_fields':['title','overview'],'vector_field':'item_vector',
             'collaborative_field':'cf_vector','popularity_field':'popularity',
             'create':{'settings':{},'properties':{'title':{'type':'text'},
               'overview':{'type':'text'},'genres':{'type':'keyword'},'year':{'type':'integer'}}}}
            """);
    declaration.put("index", name);
    ((ObjectNode) declaration.at("/create/settings"))
        .put("number_of_shards", shards)
        .put("number_of_replicas", replicas);
    return declaration;
  }

  /** An empty catalogue. */
  static TestCatalog empty(Rest rest, String name, int shards, int replicas) {
    rest.put(API + name, declaration(name, shards, replicas).toString()).orFail();
    return new TestCatalog(rest, name);
  }

  /** A catalogue with the sample films. */
  static TestCatalog ofFilms(Rest rest, String name, int shards, int replicas) {
    TestCatalog catalog = empty(rest, name, shards, replicas);
    Bulk bulk = new Bulk();
    films().forEach(film -> bulk.add(film.path("id").asText(), film.without("id")));
    bulk.sendAll(rest, name);
    return catalog;
  }

  /** The sample films, each with its id. */
  static List<ObjectNode> films() {
    return FILMS.stream().map(Json::object).toList();
  }

  /** The same catalogue, asked of another node. */
  TestCatalog at(Rest other) {
    return new TestCatalog(other, name);
  }

  Rest.Answer events(ObjectNode... events) {
    return events(List.of(events));
  }

  Rest.Answer events(List<ObjectNode> events) {
    return rest.post(API + name + "/events", Json.of("events", events).toString());
  }

  static ObjectNode event(String user, String type, String item) {
    return Json.of("user_id", user, "type", type, "item_id", item);
  }

  /** Likes that must be accepted, one after the other. */
  void like(String user, String... items) {
    for (String item : items) {
      JsonNode answer = events(event(user, "like", item)).orFail();
      if (answer.path("accepted").asInt() != 1) {
        throw new AssertionError("not accepted: " + answer);
      }
    }
  }

  Rest.Answer user(String user) {
    return rest.get(API + name + "/users/" + encode(user));
  }

  Rest.Answer recommend(String body) {
    return rest.post(API + name + "/recommend", Json.object(body).toString());
  }

  Rest.Answer similar(String item, int size) {
    return rest.get(API + name + "/items/" + encode(item) + "/similar?size=" + size);
  }

  Rest.Answer chat(String body) {
    return rest.post(API + name + "/chat", Json.object(body).toString());
  }

  Rest.Answer search(String body) {
    return search(Json.object(body));
  }

  Rest.Answer search(JsonNode body) {
    return rest.post("/" + name + "/_search", body.toString());
  }

  /** All items from the most to the least to the user's taste. */
  List<String> order(String user) {
    ObjectNode interest = Json.of("field", VECTOR, "catalog", name, "user_id", user);
    return Answers.ids(
        search(Json.of("size", 100, "query", Json.of("interest", interest))).orFail());
  }

  /** What is stored of an item. */
  JsonNode source(String id) {
    return rest.get("/" + name + "/_doc/" + encode(id)).orFail().path("_source");
  }

  /** The stored vector of an item; of length 0 where it has none. */
  float[] vector(String id) {
    return Json.floats(source(id).path(VECTOR));
  }

  /** The stored vectors of items. */
  List<float[]> vectors(List<String> ids) {
    List<float[]> vectors = new ArrayList<>();
    ids.forEach(id -> vectors.add(vector(id)));
    return vectors;
  }

  static String encode(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
