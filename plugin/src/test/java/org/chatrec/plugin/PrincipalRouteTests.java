package org.chatrec.plugin;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatrec.catalog.support.DenyingPlugin;
import org.chatrec.people.profile.CallerName;
import org.chatrec.search.ChatrecExtBuilder;
import org.jspecify.annotations.Nullable;
import org.opensearch.ExceptionsHelper;
import org.opensearch.OpenSearchException;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.query.MatchAllQueryBuilder;
import org.opensearch.search.builder.SearchSourceBuilder;

/**
 * Callers are the persons: what names nobody is of the caller, and what names others is checked.
 */
public class PrincipalRouteTests extends PluginTestCase {

  private static final String READ_OTHERS = "indices:data/read/chatrec/person/other";
  private static final String WRITE_OTHERS = "indices:data/write/chatrec/person/other";
  private static final String PERSON = "indices:data/read/chatrec/person";

  private static final String EVENTS = "/catalogs/movies/events";
  private static final String CHAT = "/catalogs/movies/chat";
  private static final String RECOMMEND = "/catalogs/movies/recommend";
  private static final String LIKE = "{'events':[{'item_id':'i1','type':'like'}]}";
  private static final String LIKE_OF_BOB =
      "{'events':[{'item_id':'i1','type':'like'},"
          + "{'user_id':'bob','item_id':'i1','type':'like'}]}";

  @Override
  protected Settings nodeSettings() {
    return Settings.builder()
        .put(super.nodeSettings())
        .put("chatrec.privacy.user_from", "principal")
        .build();
  }

  private Map<String, Object> ok(
      @Nullable String caller, String method, String path, String body, String... denied)
      throws Exception {
    return answer(200, caller, method, path, body, denied);
  }

  private Map<String, Object> answer(
      int status,
      @Nullable String caller,
      String method,
      String path,
      String body,
      String... denied)
      throws Exception {
    Routes.Answer answer = routes.callAs(caller, method, path, body, denied);
    assertEquals(answer.toString(), status, answer.status());
    return answer.body();
  }

  private static String user(String name) {
    return "/catalogs/movies/users/" + name;
  }

  public void testEventsAreTheCallers() throws Exception {
    assertEquals(1, ok("ann", "POST", EVENTS, LIKE, WRITE_OTHERS).get("accepted"));
    assertEquals(1, ok("ann", "GET", user("ann"), "", READ_OTHERS).get("events"));
    Map<String, Object> refused = answer(403, "ann", "POST", EVENTS, LIKE_OF_BOB, WRITE_OTHERS);
    assertThat(refused.toString(), containsString(WRITE_OTHERS));
    assertEquals(1, ok("ann", "GET", user("ann"), "").get("events"));
    answer(404, "ann", "GET", user("bob"), "");
    assertEquals(2, ok("ann", "POST", EVENTS, LIKE_OF_BOB).get("accepted"));
    assertEquals(1, ok("ann", "GET", user("bob"), "").get("events"));
  }

  public void testLookingAtOthersTakesAPermission() throws Exception {
    ok("ann", "POST", EVENTS, LIKE);
    assertThat(
        answer(403, "bob", "GET", user("ann"), "", READ_OTHERS).toString(),
        containsString(READ_OTHERS));
    ok("bob", "GET", user("ann"), "");
  }

  public void testErasingOthersTakesAPermission() throws Exception {
    ok("ann", "POST", EVENTS, LIKE);
    answer(403, "bob", "DELETE", user("ann"), "", WRITE_OTHERS);
    answer(403, "bob", "DELETE", user("ann") + "/events/e1", "", WRITE_OTHERS);
    assertEquals(1, ok("ann", "GET", user("ann"), "").get("events"));
    ok("ann", "DELETE", user("ann"), "", WRITE_OTHERS);
    answer(404, "ann", "GET", user("ann"), "");
  }

  public void testPreferencesAreTheCallers() throws Exception {
    String out = "{'opt_out':true}";
    answer(403, "bob", "PUT", user("ann") + "/preferences", out, WRITE_OTHERS);
    answer(404, "ann", "GET", user("ann"), "");
    ok("ann", "PUT", user("ann") + "/preferences", out, WRITE_OTHERS);
    assertThat(ok("ann", "GET", user("ann"), "").toString(), containsString("opt_out=true"));
  }

  public void testAChatIsTheCallers() throws Exception {
    String hate = "{'message':'I hate horror films'}";
    assertEquals(
        List.of(), ok("ann", "POST", CHAT, hate, READ_OTHERS, WRITE_OTHERS).get("degraded"));
    assertThat(ok("ann", "GET", user("ann"), "").toString(), containsString("Horror"));
    String bobs = "{'message':'I hate horror films','user_id':'bob'}";
    assertEquals(
        List.of(Map.of("stage", "person", "reason", "not_permitted")),
        ok("ann", "POST", CHAT, bobs, READ_OTHERS).get("degraded"));
    assertEquals(
        List.of(Map.of("stage", "feedback", "reason", "not_permitted")),
        ok("ann", "POST", CHAT, bobs, WRITE_OTHERS).get("degraded"));
    answer(404, "ann", "GET", user("bob"), "");
  }

  public void testARecommendationIsForTheCaller() throws Exception {
    ok("ann", "POST", EVENTS, LIKE);
    Map<String, Object> own = ok("ann", "POST", RECOMMEND, "{}", READ_OTHERS);
    // the liked film is left out: it was looked at for whom this is
    assertEquals(own.toString(), 2, ((List<?>) own.get("items")).size());
    assertNull(own.get("degraded"));
    answer(403, "bob", "POST", RECOMMEND, "{'user_id':'ann'}", READ_OTHERS);
    assertThat(
        answer(403, "ann", "POST", RECOMMEND, "{}", PERSON).toString(), containsString(PERSON));
  }

  public void testWhereNobodyIsAuthenticatedItIsForNobodyAndSaysSo() throws Exception {
    List<Map<String, String>> said =
        List.of(Map.of("stage", "person", "reason", "not_authenticated"));
    for (String message : List.of("{'message':'x'}", "{'message':'x','user_id':'ann'}")) {
      assertEquals(said, ok(null, "POST", CHAT, message).get("degraded"));
    }
    Map<String, Object> popular = ok(null, "POST", RECOMMEND, "{}");
    assertEquals(said, popular.get("degraded"));
    assertEquals("popular", popular.get("strategy"));
    assertEquals(3, ((List<?>) popular.get("items")).size());
    answer(403, null, "POST", RECOMMEND, "{'user_id':'ann'}");
    answer(403, null, "GET", user("ann"), "");
    answer(403, null, "POST", EVENTS, LIKE_OF_BOB);
    assertEquals(0, ok(null, "POST", EVENTS, LIKE).get("accepted"));
  }

  public void testASessionIsOfWhoeverBeganIt() throws Exception {
    String id = (String) ok("ann", "POST", CHAT, "{'message':'horror'}").get("session_id");
    String path = "/sessions/" + id;
    String more = "{'message':'older ones','session_id':'" + id + "'}";
    for (String stranger : new String[] {"bob", null}) {
      String missing = answer(404, stranger, "GET", "/sessions/none", "").toString();
      assertEquals(missing, answer(404, stranger, "GET", path, "").toString());
      assertEquals(missing, answer(404, stranger, "GET", path + "/turns/1", "").toString());
      assertEquals(missing, answer(404, stranger, "DELETE", path, "").toString());
      answer(404, stranger, "POST", CHAT, more);
    }
    assertEquals(2, ok("ann", "POST", CHAT, more).get("turn"));
    assertEquals(id, ok("ann", "GET", path, "").get("session_id"));
    assertEquals(true, ok("ann", "DELETE", path, "").get("deleted"));
  }

  private static SearchSourceBuilder search(boolean asks) {
    SearchSourceBuilder source =
        new SearchSourceBuilder()
            .query(new MatchAllQueryBuilder())
            .searchPipelineSource(personalize());
    return asks ? source.ext(List.of(new ChatrecExtBuilder(true, null))) : source;
  }

  private long hits(@Nullable String caller, boolean asks, String denied) {
    ThreadContext context = client().threadPool().getThreadContext();
    try (ThreadContext.StoredContext ignored = context.stashContext()) {
      if (caller != null) {
        context.putTransient(CallerName.USER_INFO, caller + "|roles||");
      }
      context.putHeader(DenyingPlugin.DENIED, denied);
      return client()
          .search(new SearchRequest("movies").source(search(asks)))
          .actionGet()
          .getHits()
          .getHits()
          .length;
    }
  }

  /** Only a search that speaks to the plugin is for anybody. */
  public void testASearchThatNamesNobodyIsForTheCaller() {
    assertEquals(3, hits("ann", true, READ_OTHERS));
    OpenSearchException denied =
        expectThrows(OpenSearchException.class, () -> hits("ann", true, PERSON));
    assertEquals(RestStatus.FORBIDDEN, ExceptionsHelper.status(denied));
    assertEquals(3, hits("ann", false, PERSON));
    assertEquals(3, hits(null, true, PERSON));
  }

  public void testARuleForTheCallerHoldsWithoutANameInTheRequest() throws Exception {
    rankSearches();
    ok("shop", "PUT", "/catalogs/movies/rules/hers", "{'when':{'user_in':['ann']},'hide':['i1']}");
    assertThat(ok("ann", "POST", RECOMMEND, "{}").toString(), not(containsString("id=i1,")));
    assertThat(ok("bob", "POST", RECOMMEND, "{}").toString(), containsString("id=i1,"));
    assertEquals(Set.of("i2", "i3"), foundBy("ann"));
    assertEquals(Set.of("i1", "i2", "i3"), foundBy("bob"));
  }

  private Set<String> foundBy(String caller) {
    ThreadContext context = client().threadPool().getThreadContext();
    try (ThreadContext.StoredContext ignored = context.stashContext()) {
      context.putTransient(CallerName.USER_INFO, caller + "|roles||");
      return found(null);
    }
  }
}
