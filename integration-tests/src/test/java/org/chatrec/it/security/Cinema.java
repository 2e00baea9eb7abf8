package org.chatrec.it.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.chatrec.it.Bulk;
import org.chatrec.it.Json;
import org.chatrec.node.Rest;

/**
 * What there is on the secured node: the catalogue {@code cinema} over an index of another name, a
 * second catalogue, somebody's salaries, and people. Films from before 1990 are the ones that some
 * users must not see, the director the field.
 *
 * @param node where it is
 */
record Cinema(SecuredNode node) {
  static final String API = "/_plugins/_chatrec/";
  static final String CATALOG = API + "catalogs/cinema";
  static final String INDEX = "sec-films";
  static final String DECLARATION =
      """
      {'index':'sec-films','title_field':'title','text_fields':['title^3','overview'],
       'filter_fields':['genres','director','year'],'model':'all-minilm-l6-v2',
       'embed_fields':['title','overview'],'vector_field':'item_vector',
       'collaborative_field':'cf_vector','popularity_field':'popularity'}
      """;

  static final String OTHER_CATALOG = API + "catalogs/library";
  static final String OTHER_INDEX = "sec-books";
  static final String SALARIES = "sec-hr";

  /** Who has seen the old films, and so is known by what others must not see. */
  static final String ARCHIVIST = "archivist";

  /** Who has seen new ones. */
  static final String VIEWER = "viewer";

  static final int DIMENSION = 384;

  /** The rule of those who must not see old films. */
  static final String NEW_ONLY = "{\"range\":{\"year\":{\"gte\":1990}}}";

  /** Words that stand in hidden films alone, in any of their fields. */
  static final List<String> HIDDEN_WORDS =
      List.of(
          "Zborowska",
          "Quellmann",
          "Oyelaran",
          "Palimpsest",
          "Gaslight",
          "Nocturne",
          "Ferryman",
          "noirish",
          "1931",
          "1944",
          "1957");

  static final List<String> HIDDEN = List.of("h1", "h2", "h3");

  /** Directors of films that everybody sees; some users do not see the field. */
  static final List<String> DIRECTORS = List.of("Adeyemi", "Bjornsson", "Castellano");

  /** What a shop's server needs on its catalogue. */
  static final List<String> ALL =
      List.of(
          "search",
          "get",
          "indices:data/read/field_caps*",
          "indices:data/read/scroll*",
          "indices:data/read/point_in_time*",
          "indices:data/read/explain",
          "indices:admin/validate/query",
          "indices:admin/mappings/get",
          "indices:data/read/chatrec/chat",
          "indices:data/read/chatrec/chat/session",
          "indices:data/read/chatrec/recommend",
          "indices:data/read/chatrec/similar",
          "indices:data/read/chatrec/why",
          "indices:data/read/chatrec/evaluate",
          "indices:data/read/chatrec/person",
          "indices:data/read/chatrec/profile",
          "indices:data/write/chatrec/events",
          "indices:data/write/chatrec/preferences",
          "indices:data/write/chatrec/erase",
          "indices:data/write/chatrec/erase/session",
          "indices:data/write/chatrec/merge");

  /** All rights on the catalogue, and none besides. */
  static Role shop() {
    return Role.none().cluster("cluster_composite_ops_ro").on(INDEX, ALL);
  }

  /** The same, and what it needs to declare the catalogue and to train it. */
  static Role owner() {
    return Role.none()
        .cluster(
            "cluster_composite_ops",
            "cluster:admin/ingest/pipeline/*",
            "cluster:admin/search/pipeline/*")
        .cluster(
            Arrays.stream(Route.values())
                .filter(route -> !route.ofCatalog())
                .map(Route::action)
                .distinct()
                .toArray(String[]::new))
        .on(INDEX, ALL)
        .on(INDEX, "index", "manage");
  }

  static Cinema open(SecuredNode node) {
    Cinema cinema = new Cinema(node);
    if (node.admin().get(CATALOG).status() == 200) {
      return cinema;
    }
    cinema.admin().put(CATALOG, creating(INDEX).toString()).orFail();
    cinema.admin().put(OTHER_CATALOG, creating(OTHER_INDEX).toString()).orFail();
    cinema.fill();
    cinema.people();
    return cinema;
  }

  Rest admin() {
    return node.admin();
  }

  /** A user with all rights on the catalogue. */
  Rest shopKeeper() {
    return node.user("shopkeeper", shop());
  }

  /** A user with all rights on the catalogue who sees no film from before 1990. */
  Rest newOnly() {
    Role role = Role.none().cluster("cluster_composite_ops_ro").seeing(INDEX, ALL, NEW_ONLY);
    return node.user("new-only", role);
  }

  /** A user with all rights on the catalogue who sees no directors. */
  Rest withoutDirectors() {
    Role role =
        Role.none().cluster("cluster_composite_ops_ro").seeingFields(INDEX, ALL, "~director");
    return node.user("without-directors", role);
  }

  /** May run pipelines, and do what they like with indices of their own. */
  Rest pipelineAuthor() {
    return node.user(
        "pipeline-author",
        Role.none()
            .cluster(
                "cluster:admin/ingest/pipeline/*",
                "cluster:admin/search/pipeline/*",
                "cluster_composite_ops")
            .on("mine*", "indices_all"));
  }

  /** May administer catalogues, and do what they like with indices of their own. */
  Rest catalogAdministrator() {
    return node.user(
        "catalog-administrator",
        Role.none()
            .cluster(
                "cluster:admin/chatrec/*",
                "cluster:admin/ingest/pipeline/*",
                "cluster:admin/search/pipeline/*",
                "cluster_composite_ops")
            .on("mine*", "indices_all")
            .on("*", "indices:admin/mappings/get", "indices:admin/get"));
  }

  /** A user who may do nothing. */
  Rest stranger() {
    return node.user("stranger", Role.none());
  }

  /** What is stored of a document. */
  JsonNode source(String index, String id) {
    return admin().get("/" + index + "/_doc/" + id).orFail().path("_source");
  }

  void events(JsonNode... events) {
    JsonNode answer =
        admin().post(CATALOG + "/events", Json.of("events", events).toString()).orFail();
    if (answer.path("accepted").asInt() != events.length) {
      throw new AssertionError("not accepted: " + answer);
    }
  }

  static ObjectNode like(String user, String item) {
    return Json.of("user_id", user, "type", "like", "item_id", item);
  }

  /** The declaration that makes an index. */
  static ObjectNode creating(String index) {
    ObjectNode declaration = Json.object(DECLARATION).put("index", index);
    declaration.set(
        "create",
        Json.object(
            """
            {'settings':{'number_of_shards':2,'number_of_replicas':0},
             'properties':{'title':{'type':'text'},'overview':{'type':'text'},
               'genres':{'type':'keyword'},'director':{'type':'keyword'},
               'year':{'type':'integer'}}}
            """));
    return declaration;
  }

  /** The films, each with its id. */
  static List<ObjectNode> films() {
    return Stream.of(
            "{'id':'h1','title':'Palimpsest','overview':'A restorer of noirish films finds a murder','genres':['noirish'],'director':'Zborowska','year':1931}",
            "{'id':'h2','title':'Gaslight Ferryman','overview':'A ferryman and a noirish murder on the river','genres':['noirish'],'director':'Quellmann','year':1944}",
            "{'id':'h3','title':'Nocturne','overview':'A pianist plays for a murderer','genres':['noirish'],'director':'Oyelaran','year':1957}",
            "{'id':'v1','title':'Red Dust Colony','overview':'Astronauts build a colony on Mars and a rocket fails','genres':['scifi'],'director':'Adeyemi','year':1994}",
            "{'id':'v2','title':'The Long Orbit','overview':'A lonely astronaut repairs a space station in orbit','genres':['scifi'],'director':'Adeyemi','year':1997}",
            "{'id':'v3','title':'Beyond Jupiter','overview':'A spaceship crew meets an alien beyond Jupiter','genres':['scifi'],'director':'Bjornsson','year':2001}",
            "{'id':'v4','title':'The Copper Pan','overview':'A chef opens a small restaurant with her mother','genres':['comedy'],'director':'Castellano','year':1995}",
            "{'id':'v5','title':'Salt and Butter','overview':'Two rival pastry cooks bake the same wedding cake','genres':['comedy'],'director':'Castellano','year':2003}",
            "{'id':'v6','title':'The Quiet Detective','overview':'A detective solves a murder in a small town','genres':['crime'],'director':'Bjornsson','year':2010}")
        .map(Json::object)
        .toList();
  }

  /** Writes the films to an index. */
  static void fill(Rest writer, String index) {
    Bulk bulk = new Bulk();
    for (ObjectNode film : films()) {
      String id = film.remove("id").asText();
      bulk.add(id, film);
    }
    bulk.sendAll(writer, index);
  }

  private void fill() {
    fill(admin(), INDEX);
    new Bulk()
        .add("b1", Json.object("{'title':'A Book of Tides','overview':'The sea and the moon'}"))
        .add("b2", Json.object("{'title':'Letters Home','overview':'A sailor writes home'}"))
        .sendAll(admin(), OTHER_INDEX);
    new Bulk()
        .add("1", Json.object("{'name':'somebody','salary':123456,'ssn':'111-22-3333'}"))
        .sendAll(admin(), SALARIES);
  }

  private void people() {
    List<JsonNode> events = new ArrayList<>();
    HIDDEN.forEach(item -> events.add(like(ARCHIVIST, item)));
    Stream.of("v1", "v2").forEach(item -> events.add(like(VIEWER, item)));
    events(events.toArray(JsonNode[]::new));
  }
}
