package org.chatrec.plugin;

import static org.hamcrest.Matchers.containsString;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.opensearch.action.support.WriteRequest.RefreshPolicy;

/** What a person reads, changes and takes along of what is known, by the routes for it. */
public class PersonRoutesTests extends PluginTestCase {

  @Override
  public void setUp() throws Exception {
    super.setUp();
    vector("s1", "Solaris", "scifi", 1.0, 0.02);
    vector("s2", "Silent Running", "scifi", 0.98, 0.0);
    vector("f1", "Babette's Feast", "2023-06-19", 0.0, 1.0);
  }

  private void vector(String id, String title, String genre, double... vector) {
    client()
        .prepareIndex("movies")
        .setId(id)
        .setSource(
            Map.of(
                "title",
                title,
                "genres",
                List.of(genre, "36"),
                "item_vector",
                vector,
                "item_vector_meta",
                Map.of("text_hash", "hash of " + title)))
        .setRefreshPolicy(RefreshPolicy.IMMEDIATE)
        .get();
  }

  private static String user(String path) {
    return "/catalogs/movies/users/ann" + path;
  }

  private Map<String, Object> ok(String method, String path, String body) throws Exception {
    Routes.Answer answer = routes.call(method, path, body);
    assertEquals(answer.toString(), 200, answer.status());
    return answer.body();
  }

  private void does(String type, String... items) throws Exception {
    for (String item : items) {
      String event =
          "{'events':[{'user_id':'ann','item_id':'" + item + "','type':'" + type + "'}]}";
      assertEquals(1, ok("POST", "/catalogs/movies/events", event).get("accepted"));
    }
  }

  private List<Map<?, ?>> interests() throws Exception {
    List<Map<?, ?>> interests = new ArrayList<>();
    for (Object each : (List<?>) ok("GET", user(""), "").get("interests")) {
      interests.add((Map<?, ?>) each);
    }
    return interests;
  }

  public void testInterestsAreReadAndChanged() throws Exception {
    does("like", "s1", "s2");
    does("view", "f1");
    List<Map<?, ?>> before = interests();
    assertEquals(2, before.size());
    assertEquals(1.0, before.get(0).get("weight"));
    assertEquals(List.of("scifi"), before.get(0).get("terms"));
    Map<?, ?> stray = before.get(1);
    assertTrue(stray.toString(), (double) stray.get("weight") < 0.1);
    assertEquals(
        "words of the title: no date, no size", List.of("babette's", "feast"), stray.get("terms"));
    String path = user("/interests/" + stray.get("id"));
    assertEquals(1.0, ok("PUT", path, "{'pinned':true}").get("weight"));
    assertEquals(0.3, ok("PUT", path, "{'weight':0.3}").get("weight"));
    does("like", "s1");
    assertEquals(0.3, interests().get(1).get("weight"));
    assertEquals(true, interests().get(1).get("pinned"));
    assertThat(
        ((Map<?, ?>) ok("GET", user("/export"), "").get("preferences")).get("interests").toString(),
        containsString("f1"));
    assertEquals(true, ok("DELETE", path, "").get("removed"));
    does("like", "s2");
    assertEquals(1, interests().size());
    assertEquals(404, routes.call("DELETE", path, "").status());
    does("click", "f1");
    assertEquals(2, interests().size());
  }

  public void testWhatHasBecomeAnotherThingIsNotNamed() throws Exception {
    does("like", "s1");
    vector("s1", "A garden hose", "tools", 0.5, 0.5);
    assertEquals(List.of(), interests().get(0).get("items"));
    does("like", "s1");
    assertThat(interests().get(0).get("items").toString(), containsString("A garden hose"));
  }

  public void testNothingDoneHasNoTime() throws Exception {
    ok("PUT", user("/preferences"), "{'likes':['Drama']}");
    Map<String, Object> ann = ok("GET", user(""), "");
    assertTrue(ann.containsKey("updated"));
    assertNull(ann.get("updated"));
  }
}
