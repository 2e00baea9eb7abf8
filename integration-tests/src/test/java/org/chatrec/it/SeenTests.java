package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chatrec.it.Answers.hits;
import static org.chatrec.it.Answers.ids;
import static org.chatrec.it.Answers.itemIds;
import static org.chatrec.it.Answers.list;
import static org.chatrec.it.TestCatalog.API;
import static org.chatrec.it.TestCatalog.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a person has seen or had, of whom more events are stored than a profile remembers. */
@OnRealNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeenTests {
  private static final String NAME = "seen-things";
  private static final String READER = "reader";
  private static final int ALL = 1_300;
  private static final int SEEN = 1_200;
  private static final int BOUGHT = 100;

  private TestCatalog things;

  @BeforeAll
  void things(Rest rest) {
    ObjectNode declaration = TestCatalog.declaration(NAME, 3, 0);
    declaration.putArray("embed_fields").add("overview");
    rest.put(API + NAME, declaration.toString()).orFail();
    things = new TestCatalog(rest, NAME);
    Bulk bulk = new Bulk();
    IntStream.range(0, ALL)
        .forEach(
            n ->
                bulk.add(
                    id(n),
                    Json.of("title", "thing " + n, "overview", "of kind " + n % 10, "year", 2000)));
    bulk.sendAll(rest, NAME);
    List<ObjectNode> events = new ArrayList<>();
    IntStream.range(0, SEEN)
        .forEach(
            n ->
                events.add(
                    event(READER, n < BOUGHT ? "purchase" : "view", id(n))
                        .put("timestamp", 1_700_000_000_000L + n * 60_000L)));
    JsonNode told = things.events(events).orFail();
    assertThat(told.path("accepted").asInt()).isEqualTo(SEEN);
  }

  private static String id(int n) {
    return "i" + n;
  }

  private static Set<String> numbered(int from, int to) {
    Set<String> ids = new HashSet<>();
    IntStream.range(from, to).forEach(n -> ids.add(id(n)));
    return ids;
  }

  private JsonNode search(String rest, String chatrec) {
    return things
        .search("{%s'query':{'match_all':{}},'ext':{'chatrec':{%s}}}".formatted(rest, chatrec))
        .orFail();
  }

  @Test
  void whatWasSeenIsNotRecommendedHoweverLongTheHistory() {
    JsonNode answer = things.recommend("{'user_id':'reader','size':200}").orFail();
    assertThat(itemIds(answer)).hasSize(ALL - SEEN).allMatch(numbered(SEEN, ALL)::contains);
    assertThat(answer.has("degraded")).isFalse();
  }

  @Test
  void whatWasOnlySeenMayBeRecommendedAgain() {
    JsonNode answer =
        things.recommend("{'user_id':'reader','size':200,'exclude_seen':'had'}").orFail();
    assertThat(itemIds(answer)).hasSize(200).noneMatch(numbered(0, BOUGHT)::contains);
    JsonNode all =
        things.recommend("{'user_id':'reader','size':200,'exclude_seen':false}").orFail();
    for (JsonNode item : all.path("items")) {
      int number = Integer.parseInt(item.path("id").asText().substring(1));
      assertThat(item.path("seen").asBoolean()).isEqualTo(number < SEEN);
      assertThat(item.path("had").asBoolean()).isEqualTo(number < BOUGHT);
    }
  }

  @Test
  void hiddenPagesFollowOneAnotherWithoutAGap() {
    List<String> shown = new ArrayList<>();
    for (int from = 0; from < ALL - SEEN + 30; from += 30) {
      String page = "'from':%s,'size':30,'track_total_hits':true,".formatted(from);
      JsonNode found = search(page, "'user_id':'reader','seen':'hide'");
      assertThat(found.at("/hits/total/value").asInt()).isEqualTo(ALL - SEEN);
      shown.addAll(ids(found));
    }
    assertThat(shown).doesNotHaveDuplicates().hasSize(ALL - SEEN);
    assertThat(numbered(SEEN, ALL)).containsAll(shown);
  }

  @Test
  void theyAreHiddenInAnyOrderAndInCountsAlone() {
    String hide = "'user_id':'reader','seen':'hide'";
    JsonNode sorted = search("'size':200,'sort':[{'year':'asc'},{'_doc':'asc'}],", hide);
    assertThat(ids(sorted)).hasSize(ALL - SEEN);
    assertThat(sorted.at("/ext/chatrec/degraded/0/reason").asText()).isEqualTo("sort");
    JsonNode counts =
        search("'size':0,'track_total_hits':true,'aggs':{'y':{'terms':{'field':'year'}}},", hide);
    assertThat(counts.at("/hits/total/value").asInt()).isEqualTo(ALL - SEEN);
    assertThat(counts.at("/aggregations/y/buckets/0/doc_count").asInt()).isEqualTo(ALL - SEEN);
  }

  @Test
  void hitsAreMarked() {
    JsonNode marked =
        things
            .search(
                """
                {'size':10,'query':{'ids':{'values':['i0','i500','i1299']}},
                 'ext':{'chatrec':{'user_id':'reader','seen':'mark','breakdown':true}}}
                """)
            .orFail();
    assertThat(ids(marked)).hasSize(3);
    Answers.assertBreakdowns(marked);
    for (JsonNode hit : hits(marked)) {
      String id = hit.path("_id").asText();
      assertThat(hit.at("/fields/_chatrec_seen/0").asBoolean()).isEqualTo(!id.equals("i1299"));
      assertThat(hit.at("/fields/_chatrec_had/0").asBoolean()).isEqualTo(id.equals("i0"));
    }
    assertThat(search("'size':100,", "'user_id':'reader','seen':'show'").toString())
        .doesNotContain("_chatrec_seen");
  }

  @Test
  void aViewOfJustNowCountsAlthoughTheProfileIsFullOfStrongerEvents() {
    List<ObjectNode> events = new ArrayList<>();
    IntStream.range(0, 1_100).forEach(n -> events.add(event("buyer", "purchase", id(n))));
    things.events(events).orFail();
    things.events(event("buyer", "view", "i1250")).orFail();
    JsonNode found =
        things
            .search(
                """
                {'query':{'ids':{'values':['i1250','i1251','i1099','i0']}},
                 'ext':{'chatrec':{'user_id':'buyer','seen':'hide'}}}
                """)
            .orFail();
    assertThat(ids(found)).containsExactly("i1251");
  }

  @Test
  void aStrangerHasSeenNothingAndNobodyIsNobody() {
    for (String who : List.of("'user_id':'stranger',", "")) {
      for (String seen : List.of("hide", "mark")) {
        JsonNode found = search("'track_total_hits':true,", who + "'seen':'%s'".formatted(seen));
        assertThat(found.at("/hits/total/value").asInt()).isEqualTo(ALL);
        assertThat(found.toString()).doesNotContain("_chatrec_seen");
        assertThat(found.at("/ext/chatrec/degraded/0/reason").asText())
            .isEqualTo(who.isEmpty() ? "no_user" : "");
      }
    }
    assertThat(things.search("{'ext':{'chatrec':{'user_id':'u','seen':'forget'}}}").status())
        .isEqualTo(400);
  }

  @Test
  void ofWhoOptsOutNothingIsKnown() {
    things.like("leaver", "i1");
    String hide = "'user_id':'leaver','seen':'hide'";
    String size = "'track_total_hits':true,";
    assertThat(search(size, hide).at("/hits/total/value").asInt()).isEqualTo(ALL - 1);
    things.rest().put(API + NAME + "/users/leaver/preferences", "{\"opt_out\":true}").orFail();
    assertThat(search(size, hide).at("/hits/total/value").asInt()).isEqualTo(ALL);
  }

  @Test
  void aChatSaysWhatWasSeen() {
    JsonNode answer =
        things.chat("{'message':'thing 7','user_id':'reader','explain':'none'}").orFail();
    List<JsonNode> hits = list(answer.path("hits"));
    assertThat(hits).isNotEmpty();
    for (JsonNode hit : hits) {
      int number = Integer.parseInt(hit.path("id").asText().substring(1));
      assertThat(hit.path("seen").asBoolean()).isEqualTo(number < SEEN);
    }
  }
}
