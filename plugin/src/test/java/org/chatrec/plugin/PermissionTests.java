package org.chatrec.plugin;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.chatrec.catalog.support.DenyingPlugin;
import org.chatrec.rest.chat.ChatActions;
import org.chatrec.rest.chat.SessionRequest;
import org.chatrec.rest.events.EventActions;
import org.chatrec.rest.events.EventsRequest;
import org.chatrec.rest.profile.UserActions;
import org.chatrec.rest.profile.UserRequest;
import org.chatrec.search.CatalogLookup;
import org.chatrec.search.ChatrecExtBuilder;
import org.chatrec.search.InterestQueryBuilder;
import org.chatrec.search.InterestRescorerBuilder;
import org.chatrec.search.InterestSource;
import org.opensearch.ExceptionsHelper;
import org.opensearch.OpenSearchException;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.query.MatchAllQueryBuilder;
import org.opensearch.plugins.PluginsService;
import org.opensearch.search.builder.SearchSourceBuilder;

/**
 * Each action is denied by itself, on the plugin as it is assembled: its route answers 403 and
 * nothing has happened, or it goes on without and says so. Every case is also tried undenied.
 */
public class PermissionTests extends PluginTestCase {

  private static final String PERSON = "indices:data/read/chatrec/person";
  private static final String CHAT = "indices:data/read/chatrec/chat";
  private static final String PREFERENCES = "indices:data/write/chatrec/preferences";
  private static final String ERASE = "indices:data/write/chatrec/erase";
  private static final String EVENTS = "indices:data/write/chatrec/events";

  private static final String PROFILE = "indices:data/read/chatrec/profile";

  private static final List<String> READS =
      List.of("indices:data/read/search", "indices:data/read/mget", "indices:admin/refresh");

  private static final String LIKE =
      "{'events':[{'user_id':'ann','item_id':'i1','type':'like','event_id':'%s'}]}";

  private static String catalog(String path) {
    return "/catalogs/movies" + path;
  }

  private Map<String, Object> ok(String method, String path, String body, String... denied)
      throws Exception {
    Routes.Answer answer = routes.call(method, path, body, denied);
    assertEquals(answer.toString(), 200, answer.status());
    return answer.body();
  }

  private void forbidden(String action, String method, String path, String body) throws Exception {
    Routes.Answer answer = routes.call(method, path, body, action);
    assertEquals(answer.toString(), 403, answer.status());
    assertThat(answer.body().toString(), containsString("[" + action + "]"));
  }

  private void annLikes() throws Exception {
    Map<String, Object> answer = ok("POST", catalog("/events"), LIKE.formatted("e1"));
    assertEquals(answer.toString(), 1, answer.get("accepted"));
  }

  public void testTheActionsAreThoseOfTheContract() {
    assertEquals(
        new TreeSet<>(
            List.of(
                "cluster:admin/chatrec/catalog/delete",
                "cluster:admin/chatrec/catalog/detach",
                "cluster:admin/chatrec/catalog/embed_missing",
                "cluster:admin/chatrec/catalog/get",
                "cluster:admin/chatrec/catalog/migrate",
                "cluster:admin/chatrec/catalog/put",
                "cluster:admin/chatrec/catalog/weights",
                "cluster:admin/chatrec/experiment/delete",
                "cluster:admin/chatrec/experiment/get",
                "cluster:admin/chatrec/experiment/put",
                "cluster:admin/chatrec/models/embed",
                "cluster:admin/chatrec/models/get",
                "cluster:admin/chatrec/rules/delete",
                "cluster:admin/chatrec/rules/get",
                "cluster:admin/chatrec/rules/put",
                "cluster:admin/chatrec/stats/get",
                "cluster:admin/chatrec/stats/health",
                "cluster:admin/chatrec/train/run",
                "indices:data/read/chatrec/chat",
                "indices:data/read/chatrec/chat/session",
                "indices:data/read/chatrec/evaluate",
                "indices:data/read/chatrec/person",
                "indices:data/read/chatrec/person/other",
                "indices:data/read/chatrec/profile",
                "indices:data/read/chatrec/recommend",
                "indices:data/read/chatrec/similar",
                "indices:data/read/chatrec/why",
                "indices:data/write/chatrec/erase",
                "indices:data/write/chatrec/erase/session",
                "indices:data/write/chatrec/events",
                "indices:data/write/chatrec/merge",
                "indices:data/write/chatrec/person/other",
                "indices:data/write/chatrec/preferences",
                "internal:chatrec/models/embed_part")),
        plugin().getActions().stream()
            .map(handler -> handler.getAction().name())
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  public void testEvents() throws Exception {
    forbidden(EVENTS, "POST", catalog("/events"), LIKE.formatted("e1"));
    assertEquals(404, routes.call("GET", catalog("/users/ann"), "").status());
    annLikes();
    assertEquals(1, ok("GET", catalog("/users/ann"), "").get("events"));
  }

  public void testUsers() throws Exception {
    annLikes();
    forbidden(PROFILE, "GET", catalog("/users/ann"), "");
    assertEquals(1, ok("GET", catalog("/users/ann"), "", PERSON).get("events"));
  }

  public void testErasing() throws Exception {
    annLikes();
    forbidden(ERASE, "DELETE", catalog("/users/ann"), "");
    forbidden(ERASE, "DELETE", catalog("/users/ann/events/e1"), "");
    forbidden(ERASE, "DELETE", catalog("/users/ann/events/none"), "");
    assertEquals(1, ok("GET", catalog("/users/ann"), "").get("events"));
    assertEquals(
        Map.of("events", 1), ok("DELETE", catalog("/users/ann/events/e1"), "").get("erased"));
    assertEquals(404, routes.call("GET", catalog("/users/ann"), "").status());
    assertEquals(404, routes.call("DELETE", catalog("/users/ann/events/e1"), "").status());
    annLikes();
    assertEquals(
        Map.of("events", 1, "profiles", 1, "sessions", 0, "preferences", 0),
        ok("DELETE", catalog("/users/ann"), "").get("erased"));
    assertEquals(404, routes.call("GET", catalog("/users/ann"), "").status());
  }

  public void testExportAndMerge() throws Exception {
    annLikes();
    forbidden(PROFILE, "GET", catalog("/users/ann/export"), "");
    Map<String, Object> export = ok("GET", catalog("/users/ann/export"), "", PERSON);
    assertEquals(false, export.get("truncated"));
    assertThat(export.get("events").toString(), containsString("item_id=i1"));
    String from = "{'from':'ann'}";
    forbidden("indices:data/write/chatrec/merge", "POST", catalog("/users/bob/merge"), from);
    assertEquals(1, ok("GET", catalog("/users/ann"), "").get("events"));
    for (int events : List.of(1, 0)) {
      assertEquals(
          Map.of("events", events, "sessions", 0, "preferences", 0),
          ok("POST", catalog("/users/bob/merge"), from).get("merged"));
      assertEquals(1, ok("GET", catalog("/users/bob"), "").get("events"));
      assertEquals(404, routes.call("GET", catalog("/users/ann"), "").status());
    }
    for (String bad : List.of("{}", "{'from':'bob'}", "{'from':' '}", "{'from':'x','to':'y'}")) {
      assertEquals(bad, 400, routes.call("POST", catalog("/users/bob/merge"), bad).status());
    }
    for (String query :
        List.of("size=0", "size=2001", "size=x", "after=x", "after=ZSAxIA", "to=1")) {
      Routes.Answer answer = routes.call("GET", catalog("/users/bob/export?" + query), "");
      assertEquals(query + answer, query.startsWith("after=Z") ? 200 : 400, answer.status());
    }
  }

  public void testInterestsThatPeopleChange() throws Exception {
    String path = catalog("/users/ann/interests/none");
    annLikes();
    forbidden(ERASE, "DELETE", path, "");
    forbidden(PREFERENCES, "PUT", path, "{'pinned':true}");
    assertEquals(404, routes.call("DELETE", path, "").status());
    assertEquals(404, routes.call("PUT", path, "{'weight':0.5}").status());
    for (String bad :
        List.of("{}", "{'weight':2}", "{'weight':'x'}", "{'pinned':1}", "{'pinned':true,'a':1}")) {
      assertEquals(bad, 400, routes.call("PUT", path, bad).status());
    }
  }

  public void testPreferences() throws Exception {
    String horror = "{'dislikes':['Horror']}";
    forbidden(PREFERENCES, "PUT", catalog("/users/ann/preferences"), horror);
    assertEquals(404, routes.call("GET", catalog("/users/ann"), "").status());
    ok("PUT", catalog("/users/ann/preferences"), horror);
    assertThat(ok("GET", catalog("/users/ann"), "").toString(), containsString("[Horror]"));
    assertEquals(400, routes.call("PUT", catalog("/users/%20/preferences"), horror).status());
  }

  public void testRecommend() throws Exception {
    annLikes();
    String ask = "{'user_id':'ann','size':2}";
    forbidden("indices:data/read/chatrec/recommend", "POST", catalog("/recommend"), ask);
    forbidden(PERSON, "POST", catalog("/recommend"), ask);
    assertEquals(2, ((List<?>) ok("POST", catalog("/recommend"), ask, EVENTS).get("items")).size());
    assertEquals(400, routes.call("POST", catalog("/recommend"), "{}").status());
  }

  public void testSimilar() throws Exception {
    forbidden("indices:data/read/chatrec/similar", "GET", catalog("/items/i1/similar"), "");
    forbidden("indices:data/read/chatrec/why", "GET", catalog("/items/i1/why?user_id=u"), "");
    // undenied it is looked at, and has no vector
    assertEquals(409, routes.call("GET", catalog("/items/i1/similar"), "", PERSON).status());
  }

  private int askedForProfiles() {
    return getInstanceFromNode(PluginsService.class)
        .filterPlugins(DenyingPlugin.class)
        .getFirst()
        .seen(PROFILE)
        .size();
  }

  /** Whether events may be told is asked once, where an answer tells of any. */
  public void testWhyAsksOnceWhetherThePersonMayBeLookedAt() throws Exception {
    annLikes();
    String what = "{'user_id':'ann','item_id':'i2','what_if':{'without_events':['e1']}}";
    int unused = askedForProfiles(); // by other tests
    Map<String, Object> told = ok("POST", catalog("/why"), what);
    assertThat(told.keySet(), hasItems("events", "what_if"));
    assertEquals(1, askedForProfiles());
    forbidden(PROFILE, "POST", catalog("/why"), what);
    assertEquals(1, askedForProfiles());
    Map<String, Object> untold =
        ok("GET", catalog("/items/i2/why?user_id=ann"), "", PROFILE, EVENTS);
    assertFalse(untold.toString(), untold.containsKey("events"));
    assertEquals(
        List.of(Map.of("stage", "events", "reason", "not_permitted")), untold.get("degraded"));
    assertEquals(1, askedForProfiles());
    ok("GET", catalog("/items/i2/why?user_id=ann&events=0"), "", PROFILE);
    assertEquals("nothing is told of events", 0, askedForProfiles());
  }

  /** Whoever only asks for the permission is answered without anything being read. */
  public void testWhetherAPersonMayBeLookedAtIsAnsweredWithoutLooking() throws Exception {
    annLikes();
    DenyingPlugin filter =
        getInstanceFromNode(PluginsService.class).filterPlugins(DenyingPlugin.class).getFirst();
    for (String read : READS) {
      List<String> unused = filter.seen(read);
    }
    for (String user : List.of("ann", "never-seen")) {
      assertEquals(
          Map.of("user_id", user),
          client()
              .execute(UserActions.GET, UserRequest.permission("movies", "movies", user))
              .actionGet()
              .content());
    }
    for (String read : READS) {
      assertEquals(read, List.of(), filter.seen(read));
    }
    ok("GET", catalog("/users/ann"), "");
    assertFalse("the look itself", filter.seen("indices:data/read/search").isEmpty());
  }

  public void testChat() throws Exception {
    String hi = "{'message':'horror films','user_id':'ann'}";
    forbidden(CHAT, "POST", catalog("/chat"), hi);
    assertEquals(List.of(), ok("POST", catalog("/chat"), hi).get("degraded"));
  }

  public void testAChatGoesOnWithoutThePersonAndSaysSo() throws Exception {
    String hi = "{'message':'horror films','user_id':'ann'}";
    Map<String, Object> answer = ok("POST", catalog("/chat"), hi, PERSON);
    assertEquals(
        List.of(Map.of("stage", "person", "reason", "not_permitted")), answer.get("degraded"));
    assertFalse(answer.toString(), ((List<?>) answer.get("hits")).isEmpty());
  }

  /** To chat is to read: it writes of a person with the permission for that only. */
  public void testAChatKeepsNoOpinionThatItsCallerMayNotWrite() throws Exception {
    String hate = "{'message':'I hate horror films','user_id':'victim'}";
    for (String denied : List.of(PREFERENCES, PERSON)) {
      Map<String, Object> answer = ok("POST", catalog("/chat"), hate, denied);
      String stage = denied.equals(PERSON) ? "person" : "feedback";
      assertEquals(
          List.of(Map.of("stage", stage, "reason", "not_permitted")), answer.get("degraded"));
      assertEquals(404, routes.call("GET", catalog("/users/victim"), "").status());
    }
    assertEquals(List.of(), ok("POST", catalog("/chat"), hate).get("degraded"));
    assertThat(ok("GET", catalog("/users/victim"), "").toString(), containsString("Horror"));
  }

  public void testAChatKeepsNoEventThatItsCallerMayNotWrite() throws Exception {
    String session =
        (String)
            ok("POST", catalog("/chat"), "{'message':'horror films','user_id':'ann'}")
                .get("session_id");
    String like =
        "{'message':'I like the first one','user_id':'ann','session_id':'" + session + "'}";
    Map<String, Object> answer = ok("POST", catalog("/chat"), like, EVENTS);
    assertEquals(
        answer.toString(),
        List.of(Map.of("stage", "feedback", "reason", "not_permitted")),
        answer.get("degraded"));
    assertEquals(404, routes.call("GET", catalog("/users/ann"), "").status());
    assertEquals(List.of(), ok("POST", catalog("/chat"), like).get("degraded"));
    assertEquals(1, ok("GET", catalog("/users/ann"), "").get("events"));
  }

  public void testSessions() throws Exception {
    String id =
        (String) ok("POST", catalog("/chat"), "{'message':'horror films'}").get("session_id");
    String path = "/sessions/" + id;
    forbidden("indices:data/read/chatrec/chat/session", "GET", path, "");
    forbidden("indices:data/read/chatrec/chat/session", "GET", path + "/turns/1", "");
    forbidden("indices:data/write/chatrec/erase/session", "DELETE", path, "");
    assertEquals(id, ok("GET", path, "").get("session_id"));
    assertEquals(1, ok("GET", path + "/turns/1", "", PERSON, CHAT).get("turn"));
    assertEquals(true, ok("DELETE", path, "").get("deleted"));
    assertEquals(404, routes.call("GET", path, "").status());
  }

  public void testAdministration() throws Exception {
    forbidden("cluster:admin/chatrec/catalog/get", "GET", "/catalogs", "");
    forbidden("cluster:admin/chatrec/catalog/get", "GET", catalog(""), "");
    forbidden("cluster:admin/chatrec/catalog/delete", "DELETE", catalog(""), "");
    forbidden("cluster:admin/chatrec/models/get", "GET", "/models", "");
    forbidden("cluster:admin/chatrec/models/embed", "POST", "/models/m/_embed", "{'texts':['a']}");
    forbidden("cluster:admin/chatrec/stats/get", "GET", "/stats", "");
    forbidden("cluster:admin/chatrec/stats/health", "GET", "/health", "");
    forbidden(
        "cluster:admin/chatrec/train/run", "POST", catalog("/train?wait_for_completion=true"), "");
    forbidden("indices:data/read/chatrec/evaluate", "POST", catalog("/evaluate"), "{}");
    forbidden(
        "cluster:admin/chatrec/catalog/weights",
        "POST",
        catalog("/evaluate"),
        "{'apply_weights':true}");
    assertEquals("movies", ok("GET", catalog(""), "").get("name"));
  }

  public void testAnUnknownCatalogueOrSessionIsNotFoundOnEveryRoute() throws Exception {
    for (String[] route :
        List.of(
            new String[] {"POST", "/catalogs/none/events", LIKE.formatted("e")},
            new String[] {"GET", "/catalogs/none/users/ann", ""},
            new String[] {"PUT", "/catalogs/none/users/ann/preferences", "{'likes':[]}"},
            new String[] {"POST", "/catalogs/none/recommend", "{'user_id':'ann'}"},
            new String[] {"GET", "/catalogs/none/items/i1/similar", ""},
            new String[] {"POST", "/catalogs/none/chat", "{'message':'x'}"},
            new String[] {"GET", "/sessions/none", ""},
            new String[] {"DELETE", "/sessions/none", ""},
            new String[] {"GET", "/sessions/none/turns/1", ""})) {
      Routes.Answer answer = routes.call(route[0], route[1], route[2]);
      assertEquals(route[1] + answer, 404, answer.status());
      assertThat(answer.body().toString(), containsString("reason"));
    }
  }

  private SearchResponse search(SearchSourceBuilder source, String denied) {
    ThreadContext context = client().threadPool().getThreadContext();
    try (ThreadContext.StoredContext ignored = context.stashContext()) {
      context.putHeader(DenyingPlugin.DENIED, denied);
      return client().search(new SearchRequest("movies").source(source)).actionGet();
    }
  }

  private static void forbids(String part, Runnable work) {
    OpenSearchException e = expectThrows(OpenSearchException.class, work::run);
    assertEquals(e.toString(), RestStatus.FORBIDDEN, ExceptionsHelper.status(e));
    assertThat(ExceptionsHelper.stackTrace(e), containsString(part));
  }

  /** In whichever way a search names a person. */
  public void testSearches() throws Exception {
    annLikes();
    ChatrecComponents parts = plugin().components();
    SearchSourceBuilder query =
        new SearchSourceBuilder()
            .query(
                new InterestQueryBuilder(
                    "item_vector",
                    new InterestSource.OfUser("movies", "ann"),
                    0.5f,
                    parts::resolver));
    SearchSourceBuilder rescorer =
        new SearchSourceBuilder()
            .query(new MatchAllQueryBuilder())
            .addRescorer(
                new InterestRescorerBuilder(
                        "movies",
                        "ann",
                        Map.of(),
                        null,
                        new CatalogLookup(parts::resolver, parts::questions, parts.formats()))
                    .windowSize(10));
    SearchSourceBuilder ext =
        new SearchSourceBuilder()
            .query(new MatchAllQueryBuilder())
            .ext(List.of(new ChatrecExtBuilder(false, "ann")));
    for (SearchSourceBuilder source : List.of(query, rescorer, ext)) {
      source.searchPipelineSource(personalize());
      forbids("[" + PERSON + "]", () -> search(source, PERSON));
      source.searchPipelineSource(personalize());
      assertEquals(3, search(source, CHAT).getHits().getHits().length);
    }
  }

  public void testAForgedPairOfCatalogueAndIndexIsForbidden() throws Exception {
    createIndex("mine");
    String id =
        (String) ok("POST", catalog("/chat"), "{'message':'horror films'}").get("session_id");
    for (String index : List.of("mine", "*", "_all", "movies*")) {
      forbids(
          "[" + index + "]",
          () ->
              client()
                  .execute(
                      EventActions.PUT,
                      new EventsRequest(
                          "movies", index, List.of(Map.of("user_id", "a", "type", "search"))))
                  .actionGet());
      forbids(
          "[" + index + "]",
          () ->
              client()
                  .execute(
                      ChatActions.ERASE_SESSION,
                      new SessionRequest("movies", index, id, 0, TimeValue.ZERO))
                  .actionGet());
    }
    assertEquals(id, ok("GET", "/sessions/" + id, "").get("session_id"));
  }
}
