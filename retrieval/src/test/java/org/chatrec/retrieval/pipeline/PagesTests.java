package org.chatrec.retrieval.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.chatrec.ranking.blend.Tail;
import org.chatrec.search.ChatrecExtBuilder;
import org.chatrec.search.PersonalOptions;
import org.chatrec.search.TestSearchPlugin;
import org.opensearch.action.search.CreatePitAction;
import org.opensearch.action.search.CreatePitRequest;
import org.opensearch.action.search.PutSearchPipelineRequest;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.action.support.WriteRequest;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.plugins.Plugin;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.PointInTimeBuilder;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.collapse.CollapseBuilder;
import org.opensearch.search.sort.SortBuilders;
import org.opensearch.search.sort.SortOrder;
import org.opensearch.test.OpenSearchSingleNodeTestCase;

/** Pages of personal searches on a real node: each hit once, in one order, to the last page. */
public class PagesTests extends OpenSearchSingleNodeTestCase {

  private static final int DOCS = 430;
  private static final int PAGE = 20;

  @Override
  protected List<Class<? extends Plugin>> getPlugins() {
    return List.of(TestSearchPlugin.class, TestProcessors.class);
  }

  @Override
  public void setUp() throws Exception {
    super.setUp();
    client()
        .admin()
        .indices()
        .prepareCreate("items")
        .setSettings(Settings.builder().put("index.number_of_shards", between(1, 3)))
        .setMapping(
            """
            {"properties":{"title":{"type":"text"},"n":{"type":"integer"},
              "popularity":{"type":"float"},"vector":{"type":"knn_vector","dimension":3},
              "cf_vector":{"type":"knn_vector","dimension":2}}}\
            """)
        .get();
    var bulk = client().prepareBulk().setRefreshPolicy(WriteRequest.RefreshPolicy.IMMEDIATE);
    for (int i = 0; i < DOCS; i++) {
      bulk.add(
          client().prepareIndex("items").setId("" + i).setSource(source(i), XContentType.JSON));
    }
    assertFalse(bulk.get().hasFailures());
    pipeline("\"window_size\":37", "\"candidates\":30");
  }

  private static String source(int i) {
    float[] vector = {randomFloat() - 0.5f, randomFloat() - 0.5f, randomFloat() + 0.01f};
    String title = "film " + "red ".repeat(i % 7) + (i % 3 == 0 ? "blue" : "green");
    return "{\"title\":\""
        + title
        + "\",\"n\":"
        + i
        + ",\"popularity\":"
        + i % 9 * 20
        + (i % 5 == 0 ? "" : ",\"vector\":" + Arrays.toString(vector))
        + "}";
  }

  private void pipeline(String personalize, String diversify) {
    String body =
        """
        {"request_processors":[{"personalize":{"catalog":"movies",%s}},
            {"diversify":{"field":"vector","when":"asked",%s}}],
          "response_processors":[{"diversify":{"field":"vector","when":"asked",%s}},
            {"personalize":{}}]}\
        """
            .formatted(personalize, diversify, diversify);
    client()
        .admin()
        .cluster()
        .putSearchPipeline(
            new PutSearchPipelineRequest("p", new BytesArray(body), XContentType.JSON))
        .actionGet();
  }

  private static SearchSourceBuilder source(QueryBuilder query, Double diversity) {
    return source(query, diversity, null);
  }

  private static SearchSourceBuilder explored(QueryBuilder query, Double exploration) {
    return source(query, null, exploration);
  }

  private static SearchSourceBuilder source(
      QueryBuilder query, Double diversity, Double exploration) {
    PersonalOptions ann =
        new PersonalOptions(
            "ann",
            true,
            Map.of(),
            null,
            null,
            diversity,
            null,
            null,
            null,
            null,
            null,
            exploration);
    return new SearchSourceBuilder()
        .query(query)
        .size(PAGE)
        .trackTotalHits(true)
        .ext(List.of(ChatrecExtBuilder.with(true, ann)));
  }

  private SearchResponse search(SearchSourceBuilder source) {
    SearchRequest request =
        source.pointInTimeBuilder() == null ? new SearchRequest("items") : new SearchRequest();
    return client().search(request.source(source).pipeline("p")).actionGet();
  }

  private static QueryBuilder words() {
    return randomFrom(
        QueryBuilders.matchAllQuery(),
        QueryBuilders.matchQuery("title", "red blue"),
        QueryBuilders.boolQuery()
            .must(QueryBuilders.matchQuery("title", "film red"))
            .filter(QueryBuilders.rangeQuery("n").gte(50)));
  }

  /** All hits, page by page. */
  private List<SearchHit> pages(Function<List<SearchHit>, SearchSourceBuilder> next) {
    List<SearchHit> all = new ArrayList<>();
    while (true) {
      SearchResponse page = search(next.apply(all));
      SearchHit[] hits = page.getHits().getHits();
      all.addAll(Arrays.asList(hits));
      if (hits.length < PAGE) {
        assertEquals(page.getHits().getTotalHits().value(), all.size());
        return all;
      }
    }
  }

  private static void assertEachOnce(List<SearchHit> hits) {
    Set<String> ids = new HashSet<>();
    hits.forEach(hit -> assertTrue(hit.getId(), ids.add(hit.getId())));
  }

  private static void assertInOrder(List<SearchHit> hits) {
    for (int i = 1; i < hits.size(); i++) {
      assertTrue("" + i, hits.get(i - 1).getScore() >= hits.get(i).getScore());
    }
  }

  private static void assertSums(List<SearchHit> hits) {
    assertFalse(hits.isEmpty());
    for (SearchHit hit : hits) {
      Map<?, ?> parts = hit.field("_chatrec").getValue();
      double sum = parts.values().stream().mapToDouble(part -> (double) part).sum();
      assertEquals(hit.getScore(), sum, 1e-5);
      assertEquals(Tail.has(hit.getScore()), parts.containsKey("unranked"));
    }
  }

  private static Map<String, Float> scores(List<SearchHit> hits) {
    Map<String, Float> scores = new HashMap<>();
    hits.forEach(hit -> scores.put(hit.getId(), hit.getScore()));
    return scores;
  }

  public void testPagesByNumber() {
    QueryBuilder words = words();
    List<SearchHit> all = pages(before -> source(words, null).from(before.size()));
    assertEachOnce(all);
    assertInOrder(all);
    assertSums(all);
    assertTrue(all.stream().anyMatch(hit -> Tail.has(hit.getScore())));
    assertFalse(Tail.has(all.get(36).getScore()));
  }

  public void testAPageIsTheSameHoweverItIsCut() {
    QueryBuilder words = words();
    List<SearchHit> all = pages(before -> source(words, null).from(before.size()));
    int from = between(0, 60);
    int size = between(1, 100);
    List<SearchHit> cut =
        List.of(search(source(words, null).from(from).size(size)).getHits().getHits());
    for (int i = 0; i < cut.size(); i++) {
      assertEquals(all.get(from + i).getScore(), cut.get(i).getScore(), 0);
    }
  }

  public void testPagesAfterAHit() {
    QueryBuilder words = words();
    List<SearchHit> all = pages(before -> after(source(words, null), before));
    assertEachOnce(all);
    assertInOrder(all);
    assertSums(all);
    List<SearchHit> byNumber = pages(before -> source(words, null).from(before.size()));
    assertEquals(scores(byNumber), scores(all));
  }

  public void testPagesOfAPointInTime() {
    String pit =
        client()
            .execute(
                CreatePitAction.INSTANCE,
                new CreatePitRequest(TimeValue.timeValueMinutes(5), true, "items"))
            .actionGet()
            .getId();
    QueryBuilder words = words();
    List<SearchHit> all =
        pages(
            before ->
                after(source(words, null), before).pointInTimeBuilder(new PointInTimeBuilder(pit)));
    assertEachOnce(all);
    assertInOrder(all);
    assertSums(all);
  }

  private static SearchSourceBuilder after(SearchSourceBuilder source, List<SearchHit> before) {
    source.sort(SortBuilders.scoreSort()).sort(SortBuilders.fieldSort("n").order(SortOrder.ASC));
    return before.isEmpty() ? source : source.searchAfter(before.getLast().getSortValues());
  }

  public void testPagesOfVariedHits() {
    QueryBuilder words = words();
    List<SearchHit> all = pages(before -> source(words, 0.6).from(before.size()));
    assertEachOnce(all);
    List<SearchHit> plain = pages(before -> source(words, null).from(before.size()));
    assertEquals(scores(plain), scores(all));
    assertNotEquals(ids(plain.subList(0, 30)), ids(all.subList(0, 30)));
    assertEquals(ids(plain.subList(30, plain.size())), ids(all.subList(30, all.size())));
  }

  public void testPagesOfExploredHits() {
    QueryBuilder words = words();
    double chance = randomFrom(0.1, 0.5, 1.0);
    List<SearchHit> all = pages(before -> explored(words, chance).from(before.size()));
    assertEachOnce(all);
    assertInOrder(all);
    assertSums(all);
    int from = between(0, 60);
    List<SearchHit> cut =
        List.of(search(explored(words, chance).from(from).size(30)).getHits().getHits());
    assertEquals(ids(all.subList(from, from + 30)), ids(cut));
  }

  public void testPagesOfExploredHitsAfterAHit() {
    QueryBuilder words = words();
    List<SearchHit> all = pages(before -> after(explored(words, 0.5), before));
    assertEachOnce(all);
    assertInOrder(all);
    assertSums(all);
    List<SearchHit> plain = pages(before -> after(explored(words, 0.0), before));
    assertNotEquals(ids(plain.subList(0, PAGE)), ids(all.subList(0, PAGE)));
  }

  public void testNoExplorationChangesNothing() {
    QueryBuilder words = words();
    SearchHit[] plain = search(explored(words, null)).getHits().getHits();
    SearchHit[] none = search(explored(words, 0.0)).getHits().getHits();
    assertArrayEquals(plain, none);
  }

  public void testFullExplorationShowsOtherHits() {
    QueryBuilder words = words();
    // half of the least that is ranked, in one shard
    Function<Double, List<String>> first =
        chance -> ids(List.of(search(explored(words, chance).size(18)).getHits().getHits()));
    Set<String> plain = new HashSet<>(first.apply(null));
    List<String> others = first.apply(1.0);
    assertEquals(18, others.size());
    assertTrue("" + others, others.stream().noneMatch(plain::contains));
    assertEquals(others, first.apply(1.0));
  }

  private static List<String> ids(List<SearchHit> hits) {
    return hits.stream().map(SearchHit::getId).toList();
  }

  public void testWhatKeepsASearchFromBeingPersonalIsSaid() {
    QueryBuilder words = QueryBuilders.matchQuery("title", "red");
    assertSaid("collapse", source(words, null).collapse(new CollapseBuilder("n")));
    assertSaid("sort", source(words, null).sort("n"));
    assertSaid("min_score", source(words, null).sort("_score").sort("n").minScore(0.1f));
    String said = search(source(words, null)).toString();
    assertFalse(said, said.contains("\"stage\":\"personalize\""));
  }

  private void assertSaid(String reason, SearchSourceBuilder source) {
    SearchResponse response = search(source);
    assertTrue(response.getHits().getHits().length > 0);
    String said = response.toString();
    assertTrue(said, said.contains("\"ext\":{\"chatrec\":{\"degraded\":[{"));
    assertTrue(said, said.contains("\"reason\":\"" + reason + "\""));
  }
}
