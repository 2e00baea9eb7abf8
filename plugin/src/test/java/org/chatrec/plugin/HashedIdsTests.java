package org.chatrec.plugin;

import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatrec.catalog.Pipelines;
import org.chatrec.catalog.support.StateIndex;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.action.support.IndicesOptions;
import org.opensearch.common.settings.MockSecureSettings;
import org.opensearch.common.settings.Settings;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;

/**
 * With a key, no index of the plugin holds the id of a person or of whoever began a chat, and all
 * that goes by ids without one goes with one.
 */
public class HashedIdsTests extends PluginTestCase {

  private static final String ANN = "ann-of-green-gables";
  private static final String BOB = "bob-the-visitor";
  private static final String CALLER = "the-front-end";

  @Override
  protected Settings nodeSettings() {
    MockSecureSettings keystore = new MockSecureSettings();
    keystore.setString("chatrec.privacy.user_id_key", "a key that nobody guesses");
    return Settings.builder().put(super.nodeSettings()).setSecureSettings(keystore).build();
  }

  private static String catalog(String path) {
    return "/catalogs/movies" + path;
  }

  private Map<String, Object> ok(String method, String path, String body) throws Exception {
    Routes.Answer answer = routes.callAs(CALLER, method, path, body);
    assertEquals(answer.toString(), 200, answer.status());
    return answer.body();
  }

  private void like(String user, String item, String id) throws Exception {
    String event =
        "{'events':[{'user_id':'"
            + user
            + "','item_id':'"
            + item
            + "','type':'like','event_id':'"
            + id
            + "'}]}";
    assertEquals(1, ok("POST", catalog("/events"), event).get("accepted"));
  }

  /** Every document of every index of the plugin, as text. */
  private String stored() {
    client()
        .admin()
        .indices()
        .prepareRefresh(".chatrec-*")
        .setIndicesOptions(IndicesOptions.LENIENT_EXPAND_OPEN_CLOSED_HIDDEN)
        .get();
    StringBuilder all = new StringBuilder();
    for (StateIndex index : StateIndex.ALL) {
      SearchResponse found =
          client()
              .prepareSearch(index.name())
              .setIndicesOptions(IndicesOptions.LENIENT_EXPAND_OPEN_CLOSED_HIDDEN)
              .setQuery(QueryBuilders.matchAllQuery())
              .setSize(100)
              .get();
      for (SearchHit hit : found.getHits()) {
        all.append(hit.getId()).append(' ').append(hit.getSourceAsString()).append('\n');
      }
    }
    return all.toString();
  }

  public void testNoIndexHoldsAnIdAndAllIsFoundByIt() throws Exception {
    like(ANN, "i1", "e1");
    like(ANN, "i2", "e2");
    like(BOB, "i3", "e3");
    ok("PUT", catalog("/users/" + ANN + "/preferences"), "{'likes':['Drama']}");
    String chat = "{'message':'I hate horror films','time_budget':'60s','user_id':'" + ANN + "'}";
    String session = (String) ok("POST", catalog("/chat"), chat).get("session_id");
    ok("POST", catalog("/recommend"), "{'user_id':'" + ANN + "','size':2}");
    String all = stored();
    for (String name : List.of(ANN, BOB, CALLER)) {
      assertThat(all, not(containsString(name)));
    }

    Map<String, Object> ann = ok("GET", catalog("/users/" + ANN), "");
    assertEquals(ANN, ann.get("user_id"));
    assertEquals(2, ann.get("events"));
    assertThat(ann.get("preferences").toString(), containsString("Drama"));
    assertThat(ann.get("preferences").toString(), containsString("Horror"));
    Map<String, Object> export = ok("GET", catalog("/users/" + ANN + "/export"), "");
    assertEquals(ANN, export.get("user_id"));
    assertEquals(2, ((List<?>) export.get("events")).size());
    assertEquals(1, ((List<?>) export.get("sessions")).size());
    ok("GET", "/sessions/" + session, "");
    assertEquals(404, routes.callAs("another", "GET", "/sessions/" + session, "").status());

    ok("DELETE", catalog("/users/" + ANN + "/events/e2"), "");
    Map<String, Object> merged =
        ok("POST", catalog("/users/" + ANN + "/merge"), "{'from':'" + BOB + "'}");
    assertEquals(BOB, merged.get("from"));
    assertEquals(2, ok("GET", catalog("/users/" + ANN), "").get("events"));
    assertEquals(404, routes.call("GET", catalog("/users/" + BOB), "").status());

    Map<String, Object> erased = ok("DELETE", catalog("/users/" + ANN), "");
    assertEquals(ANN, erased.get("user_id"));
    assertEquals(
        Map.of("events", 2, "profiles", 1, "sessions", 1, "preferences", 1), erased.get("erased"));
    assertEquals(404, routes.call("GET", catalog("/users/" + ANN), "").status());
  }

  public void testWhoOptsOutIsKnownByTheHash() throws Exception {
    like(ANN, "i1", "e1");
    ok("PUT", catalog("/users/" + ANN + "/preferences"), "{'opt_out':true}");
    String again = "{'events':[{'user_id':'" + ANN + "','item_id':'i1','type':'like'}]}";
    assertEquals(0, ok("POST", catalog("/events"), again).get("accepted"));
    assertThat(stored(), not(containsString(ANN)));
  }

  public void testARuleForSomebodyHoldsByTheHashAndNamesNobody() throws Exception {
    rankSearches();
    ok("PUT", catalog("/rules/hers"), "{'when':{'user_in':['" + ANN + "']},'hide':['i1']}");
    assertThat(stored(), not(containsString(ANN)));
    assertThat(
        Pipelines.search(cluster().state()).byId().toString(),
        both(containsString("user_in")).and(not(containsString(ANN))));
    assertEquals(Set.of("i2", "i3"), found(ANN));
    assertEquals(Set.of("i1", "i2", "i3"), found(BOB));
    assertEquals(Set.of("i1", "i2", "i3"), found(null));
    assertThat(recommended(ANN), not(containsString("id=i1,")));
    assertThat(recommended(BOB), containsString("id=i1,"));
  }

  private String recommended(String user) throws Exception {
    return ok("POST", catalog("/recommend"), "{'user_id':'" + user + "'}").toString();
  }
}
