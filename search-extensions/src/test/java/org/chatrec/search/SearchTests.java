package org.chatrec.search;

import java.io.IOException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.ranking.blend.Calibration;
import org.chatrec.ranking.blend.PersonalShare;
import org.opensearch.ExceptionsHelper;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.action.search.SearchRequestBuilder;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.action.search.SearchType;
import org.opensearch.action.support.WriteRequest;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.util.set.Sets;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.common.Strings;
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.xcontent.MediaTypeRegistry;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.plugins.Plugin;
import org.opensearch.search.SearchHit;
import org.opensearch.search.SearchHits;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.fetch.subphase.highlight.HighlightBuilder;
import org.opensearch.search.rescore.QueryRescorerBuilder;
import org.opensearch.search.rescore.RescorerBuilder;
import org.opensearch.test.OpenSearchSingleNodeTestCase;

/** Whole searches on a real node over two shards, with both ways of storing vectors. */
public class SearchTests extends OpenSearchSingleNodeTestCase {

  private static final SignalWeights USUAL = SignalWeights.DEFAULT;

  private static final int DOCS = 40;

  private final Map<String, float[]> vectors = new HashMap<>();

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(TestSearchPlugin.class);
  }

  @Override
  public void setUp() throws Exception {
    super.setUp();
    client()
        .admin()
        .indices()
        .prepareCreate("items")
        .setSettings(Settings.builder().put("index.number_of_shards", 2))
        .setMapping(
            """
            {"properties":{"title":{"type":"text"},"popularity":{"type":"float"},
              "released":{"type":"date"},"touched":{"type":"date_nanos"},
              "vector":{"type":"knn_vector","dimension":3,"indexed":%b},
              "cf_vector":{"type":"knn_vector","dimension":2}}}\
            """
                .formatted(randomBoolean()))
        .get();
    for (int i = 0; i < DOCS; i++) {
      index(i);
    }
    client().admin().indices().prepareRefresh("items").get();
  }

  private void index(int i) {
    float[] vector = {randomFloat() - 0.5f, randomFloat() - 0.5f, randomFloat() + 0.01f};
    boolean hasVector = i % 5 != 0;
    if (hasVector) {
      vectors.put("" + i, vector);
    }
    String title = "film " + "red ".repeat(i % 7) + (i % 2 == 0 ? "blue" : "green");
    // concatenated: the runner picks locales in which formatted digits are not JSON
    String source =
        "{\"title\":\""
            + title
            + "\",\"popularity\":"
            + i % 9 * 20
            + ",\"released\":\"20"
            + (10 + i % 15)
            + "-03-01\",\"touched\":\"2015-03-01T00:00:00.123456789Z\""
            + (hasVector ? ",\"vector\":" + Arrays.toString(vector) : "")
            + "}";
    client()
        .prepareIndex("items")
        .setId("" + i)
        .setSource(source, XContentType.JSON)
        .setRefreshPolicy(
            i % 11 == 0 ? WriteRequest.RefreshPolicy.IMMEDIATE : WriteRequest.RefreshPolicy.NONE)
        .get();
  }

  /** To say the catalogue's weights is to say that they shall not depend on circumstances. */
  private static final Map<String, Double> DECLARED = SignalWeights.DEFAULT.asMap();

  private static InterestRescorerBuilder rescorer(String user) {
    return rescorer(user, Map.of());
  }

  private static InterestRescorerBuilder rescorer(String user, Map<String, Double> weights) {
    return new InterestRescorerBuilder("movies", user, weights, 2.0, TestUsers.lookup())
        .windowSize(100);
  }

  private SearchResponse search(
      QueryBuilder query, boolean breakdown, RescorerBuilder<?>... rescorers) {
    SearchSourceBuilder source =
        new SearchSourceBuilder()
            .query(query)
            .size(DOCS)
            .ext(List.of(new ChatrecExtBuilder(breakdown, null)));
    for (RescorerBuilder<?> rescorer : rescorers) {
      source.addRescorer(rescorer);
    }
    SearchRequestBuilder request = client().prepareSearch("items").setSource(source);
    return randomBoolean()
        ? request.setSearchType(SearchType.DFS_QUERY_THEN_FETCH).get()
        : request.get();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Double> breakdown(SearchHit hit) {
    return (Map<String, Double>) hit.field("_chatrec").getValue();
  }

  private static void assertSums(SearchResponse response) {
    assertTrue(response.getHits().getHits().length > 0);
    for (SearchHit hit : response.getHits()) {
      double sum = breakdown(hit).values().stream().mapToDouble(Double::doubleValue).sum();
      assertEquals(hit.getScore(), sum, 1e-5);
    }
  }

  public void testBreakdownSumsToTheScore() {
    SearchResponse response =
        search(QueryBuilders.matchQuery("title", "red blue"), true, rescorer("ann", DECLARED));
    assertSums(response);
    for (SearchHit hit : response.getHits()) {
      Map<String, Double> parts = breakdown(hit);
      assertEquals(
          List.of("lexical", "content", "collaborative", "popularity"),
          List.copyOf(parts.keySet()));
      assertEquals(USUAL.content() * content(hit.getId()), parts.get("content"), 1e-5);
      assertEquals(USUAL.collaborative() / 3, parts.get("collaborative"), 1e-9);
      double half = Math.log1p(50) / 2;
      double popularity = Math.log1p(Integer.parseInt(hit.getId()) % 9 * 20);
      double part = ((popularity - half) / half + 4) / 12;
      assertEquals(USUAL.popularity() * part, parts.get("popularity"), 1e-6);
      assertTrue(parts.get("lexical") > 0);
    }
  }

  public void testWeightsNobodyGaveFollowTheQuery() {
    QueryBuilder broad = QueryBuilders.matchQuery("title", "red");
    QueryBuilder named = QueryBuilders.queryStringQuery("title:red OR \"red blue\"");
    for (QueryBuilder query : List.of(broad, named)) {
      double share = PersonalShare.of(1, QueryText.of(query));
      SearchResponse response = search(query, true, rescorer("ann"));
      assertSums(response);
      for (SearchHit hit : response.getHits()) {
        Map<String, Double> parts = breakdown(hit);
        assertEquals(share * USUAL.content() * content(hit.getId()), parts.get("content"), 1e-5);
        assertEquals(share * USUAL.collaborative() / 3, parts.get("collaborative"), 1e-9);
      }
    }
    assertTrue(PersonalShare.of(1, QueryText.of(named)) < PersonalShare.of(1, QueryText.of(broad)));
  }

  /** The titles are "film", some "red" and a colour; case and punctuation do not count. */
  public void testAWholeTitleNamesAThing() {
    assertShare("film red blue", "items", 1);
    assertShare("Film: RED, blue!", "items", 1);
    assertShare("film green", "items", 1);
    assertShare("red blue", "items", 0);
    assertShare("film red red", "items", 0);
    assertShare("blue", "items", 0);
    assertShare("film red blue", "nowhere", 0);
  }

  private void assertShare(String words, String titles, double named) {
    InterestRescorerBuilder rescorer =
        new InterestRescorerBuilder(
                "movies",
                "ann",
                Map.of(),
                2.0,
                TestUsers.lookup(
                    (catalog, user, listener) ->
                        listener.onResponse(KnownUsers.withTitles(titles))))
            .windowSize(100);
    SearchResponse response = search(QueryBuilders.matchQuery("title", words), true, rescorer);
    assertSums(response);
    for (SearchHit hit : response.getHits()) {
      double expected = PersonalShare.of(1, named) * USUAL.content() * content(hit.getId());
      assertEquals(words, expected, breakdown(hit).get("content"), 1e-5);
    }
  }

  /** The best hit by words has them all; the others in proportion, on however many shards. */
  public void testWordsAreMeasuredByTheBestThereIs() {
    QueryBuilder words = QueryBuilders.matchQuery("title", "red green");
    SearchResponse plain = dfs(new SearchSourceBuilder().query(words).size(DOCS));
    double best = plain.getHits().getMaxScore();
    InterestRescorerBuilder rescorer =
        new InterestRescorerBuilder("movies", "ann", Map.of(), null, TestUsers.lookup());
    SearchResponse response =
        dfs(
            new SearchSourceBuilder()
                .query(words)
                .size(DOCS)
                .ext(List.of(new ChatrecExtBuilder(true, null)))
                .addRescorer(rescorer.windowSize(100)));
    assertSums(response);
    Map<String, Float> scores = new HashMap<>();
    plain.getHits().forEach(hit -> scores.put(hit.getId(), hit.getScore()));
    for (SearchHit hit : response.getHits()) {
      double expected = USUAL.lexical() * scores.get(hit.getId()) / best;
      assertEquals(expected, breakdown(hit).get("lexical"), 1e-6);
    }
    assertEquals(plain.getHits().getHits().length, response.getHits().getHits().length);
  }

  private SearchResponse dfs(SearchSourceBuilder source) {
    return client()
        .prepareSearch("items")
        .setSearchType(SearchType.DFS_QUERY_THEN_FETCH)
        .setSource(source)
        .get();
  }

  public void testACalibrationOfOnesOwn() {
    InterestRescorerBuilder rescorer =
        new InterestRescorerBuilder(
            Blend.of(
                List.of(
                    new NumericSpec("popularity", "popularity", 1, 0.6, new Calibration(80, 40)),
                    new InterestSpec(
                        "near",
                        "vector",
                        InterestVectors.of(new float[] {1, 0, 0}),
                        0.5f,
                        0.4,
                        new Calibration(0.5, 0.1)))));
    SearchResponse response = search(QueryBuilders.matchAllQuery(), true, rescorer.windowSize(100));
    assertSums(response);
    for (SearchHit hit : response.getHits()) {
      double z = (Integer.parseInt(hit.getId()) % 9 * 20 - 80) / 40.0;
      assertEquals(0.6 * (z + 4) / 12, breakdown(hit).get("popularity"), 1e-6);
      double near = (likeness(hit.getId()) - 0.5) / 0.1;
      double part = part(near);
      assertEquals(0.4 * part, breakdown(hit).get("near"), 1e-4);
    }
  }

  public void testFreshness() {
    InterestRescorerBuilder rescorer =
        new InterestRescorerBuilder(
                0,
                10,
                List.of(
                    new FreshnessSpec("fresh", "released", "365d", "2020-03-01", 0.8),
                    new FreshnessSpec("touched", "touched", "10d", "2015-03-11", 0.2),
                    new FreshnessSpec("unmapped", "nowhere", "10d", "now", 0.5)))
            .windowSize(100);
    SearchResponse response = search(QueryBuilders.matchAllQuery(), true, rescorer);
    assertSums(response);
    for (SearchHit hit : response.getHits()) {
      int year = 2010 + Integer.parseInt(hit.getId()) % 15;
      long days = ChronoUnit.DAYS.between(LocalDate.of(year, 3, 1), LocalDate.of(2020, 3, 1));
      double expected = days < 0 ? 1 : Math.pow(0.5, days / 365.0);
      assertEquals(0.8 * expected, breakdown(hit).get("fresh"), 1e-9);
      assertEquals(0.1, breakdown(hit).get("touched"), 1e-8);
      assertEquals(0, breakdown(hit).get("unmapped"), 0);
    }
  }

  public void testRefusesFreshnessOfWhatIsNoDate() {
    InterestRescorerBuilder rescorer =
        new InterestRescorerBuilder(
            1, 10, List.of(new FreshnessSpec("fresh", "popularity", "1d", "now", 1)));
    Exception e =
        expectThrows(Exception.class, () -> search(QueryBuilders.matchAllQuery(), false, rescorer));
    assertEquals(RestStatus.BAD_REQUEST, ExceptionsHelper.status(e));
    assertTrue(ExceptionsHelper.stackTrace(e), ExceptionsHelper.stackTrace(e).contains("[date]"));
  }

  /** The first page must be the same whether the shard keeps all hits or just those. */
  public void testTheBestAreTheSameHoweverFewAreWanted() {
    for (QueryBuilder query :
        List.of(QueryBuilders.matchAllQuery(), QueryBuilders.matchQuery("title", "red"))) {
      SearchHit[] all = page(query, 0, DOCS).getHits().getHits();
      for (int size : new int[] {1, 3, 10}) {
        SearchResponse few = page(query, 1, size);
        assertEquals(all.length, few.getHits().getTotalHits().value());
        assertEquals(size, few.getHits().getHits().length);
        for (int i = 0; i < size; i++) {
          assertEquals(all[i + 1].getScore(), few.getHits().getAt(i).getScore(), 1e-6);
        }
      }
      assertEquals(all.length, page(query, 0, 0).getHits().getTotalHits().value());
    }
  }

  private SearchResponse page(QueryBuilder query, int from, int size) {
    return client()
        .prepareSearch("items")
        .setSearchType(SearchType.DFS_QUERY_THEN_FETCH)
        .setSource(
            new SearchSourceBuilder()
                .query(query)
                .from(from)
                .size(size)
                .addRescorer(rescorer("ann", DECLARED)))
        .get();
  }

  /** Calibrated by what is usual with any model, as nothing is known of the catalogue. */
  private double content(String id) {
    double z = vectors.containsKey(id) ? (likeness(id) - 0.7) / 0.075 : 0;
    return part(z);
  }

  private static double part(double z) {
    return z > 5 ? 1 - 3 / (4 * (z - 2)) : Math.max(0, (z + 4) / 12);
  }

  private double likeness(String id) {
    float[] v = vectors.get(id);
    if (v == null) {
      return 0.5;
    }
    double norm = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    return (1 + v[0] / norm) / 2;
  }

  /** A node of its own answers itself without writing to the wire; other nodes do not. */
  public void testDocumentsComeWithWhatIsWantedOfThem() {
    SearchSourceBuilder source =
        new SearchSourceBuilder().size(DOCS).query(QueryBuilders.matchQuery("title", "film"));
    if (randomBoolean()) {
      source.highlighter(new HighlightBuilder().field("title"));
    }
    SourceFields fields =
        new SourceFields(
            randomBoolean() ? List.of() : List.of("title", "popularity"), List.of("vector"));
    ChatrecExtBuilder.showFields(source, fields);
    SearchHits hits = client().prepareSearch("items").setSource(source).get().getHits();
    assertEquals(DOCS, hits.getHits().length);
    for (SearchHit hit : hits) {
      Set<String> left = hit.getSourceAsMap().keySet();
      Set<String> dates = fields.includes().isEmpty() ? Set.of("released", "touched") : Set.of();
      assertEquals(Sets.union(dates, Set.of("title", "popularity")), left);
    }
    source.fetchSource(false);
    for (SearchHit hit : client().prepareSearch("items").setSource(source).get().getHits()) {
      assertFalse(hit.hasSource());
    }
  }

  public void testBreakdownSurvivesTheWire() throws IOException {
    SearchResponse response = search(QueryBuilders.matchAllQuery(), true, rescorer("ann"));
    for (SearchHit hit : response.getHits()) {
      SearchHit copy = copyWriteable(hit, new NamedWriteableRegistry(List.of()), SearchHit::new);
      assertEquals(breakdown(hit), breakdown(copy));
      String json = Strings.toString(MediaTypeRegistry.JSON, copy);
      assertTrue(json, json.contains("\"fields\":{\"_chatrec\":[{\"lexical\":"));
    }
  }

  public void testBreakdownSumsAfterAnotherRescorer() {
    QueryRescorerBuilder first =
        new QueryRescorerBuilder(QueryBuilders.matchQuery("title", "green")).windowSize(100);
    assertSums(search(QueryBuilders.matchQuery("title", "film"), true, first, rescorer("ann")));
  }

  public void testBreakdownRefusesAFollowingRescorer() {
    QueryRescorerBuilder last =
        new QueryRescorerBuilder(QueryBuilders.matchQuery("title", "green")).windowSize(100);
    Exception e =
        expectThrows(
            Exception.class,
            () -> search(QueryBuilders.matchAllQuery(), true, rescorer("ann"), last));
    assertEquals(RestStatus.BAD_REQUEST, ExceptionsHelper.status(e));
  }

  public void testNoBreakdownUnlessAskedFor() {
    for (SearchHit hit : search(QueryBuilders.matchAllQuery(), false, rescorer("ann")).getHits()) {
      assertNull(hit.field("_chatrec"));
    }
    for (SearchHit hit : search(QueryBuilders.matchAllQuery(), true).getHits()) {
      assertNull(hit.field("_chatrec"));
    }
  }

  public void testEveryHitIsRescoredEvenBeyondTheWindow() {
    SearchResponse narrow =
        search(QueryBuilders.matchAllQuery(), true, rescorer("ann").windowSize(1));
    assertEquals(DOCS, narrow.getHits().getHits().length);
    assertSums(narrow);
  }

  public void testAStrangerGetsNothingPersonal() {
    SearchResponse response = search(QueryBuilders.matchAllQuery(), true, rescorer("stranger"));
    assertSums(response);
    for (SearchHit hit : response.getHits()) {
      assertEquals(List.of("lexical", "popularity"), List.copyOf(breakdown(hit).keySet()));
    }
  }

  public void testExplainShowsEveryPart() {
    SearchResponse response =
        client()
            .prepareSearch("items")
            .setSource(
                new SearchSourceBuilder()
                    .query(QueryBuilders.matchQuery("title", "blue"))
                    .explain(true)
                    .addRescorer(rescorer("ann")))
            .get();
    for (SearchHit hit : response.getHits()) {
      assertEquals(hit.getScore(), hit.getExplanation().getValue().floatValue(), 1e-6);
      String text = hit.getExplanation().toString();
      for (String part : List.of("lexical", "content", "collaborative", "popularity")) {
        assertTrue(text, text.contains(part));
      }
      assertTrue(text, text.contains("standard score"));
    }
  }

  private SearchResponse like(InterestSource source) {
    return client()
        .prepareSearch("items")
        .setSource(
            new SearchSourceBuilder()
                .size(DOCS)
                .query(new InterestQueryBuilder("vector", source, 0.5f, KnownUsers::new)))
        .get();
  }

  public void testQueryFindsTheUser() {
    SearchResponse response = like(new InterestSource.OfUser("movies", "ann"));
    assertEquals(DOCS, response.getHits().getHits().length);
    for (SearchHit hit : response.getHits()) {
      assertEquals(likeness(hit.getId()), hit.getScore(), 1e-5);
    }
  }

  public void testUsersAreLookedUpOnceHoweverManyShards() {
    AtomicInteger lookups = new AtomicInteger();
    InterestResolver counting =
        (catalog, user, listener) -> {
          lookups.incrementAndGet();
          new KnownUsers().user(catalog, user, listener);
        };
    client()
        .prepareSearch("items")
        .setQuery(
            new InterestQueryBuilder(
                "vector", new InterestSource.OfUser("movies", "ann"), 0.5f, () -> counting))
        .get();
    assertEquals(1, lookups.get());
    client()
        .prepareSearch("items")
        .addRescorer(
            new InterestRescorerBuilder(
                "movies", "ann", Map.of(), null, TestUsers.lookup(counting)))
        .get();
    assertEquals(2, lookups.get());
  }

  public void testFailuresOfTheLookupFailTheSearch() {
    InterestResolver broken =
        (catalog, user, listener) -> {
          throw new IllegalArgumentException("no profile today");
        };
    InterestQueryBuilder query =
        new InterestQueryBuilder(
            "vector", new InterestSource.OfUser("movies", "ann"), 0.5f, () -> broken);
    Exception e =
        expectThrows(Exception.class, () -> client().prepareSearch("items").setQuery(query).get());
    assertTrue(e.toString(), e.toString().contains("no profile today"));
  }

  public void testQueryFindsItems() {
    SearchResponse response = like(new InterestSource.OfItems(List.of("1", "2")));
    assertEquals(1, response.getHits().getAt(0).getScore(), 1e-5);
    assertEquals(1, response.getHits().getAt(1).getScore(), 1e-5);
    assertTrue(List.of("1", "2").contains(response.getHits().getAt(0).getId()));
  }

  public void testQueryNamesItemsThatAreMissing() {
    Exception e =
        expectThrows(
            Exception.class, () -> like(new InterestSource.OfItems(List.of("1", "nowhere", "0"))));
    assertEquals(RestStatus.BAD_REQUEST, ExceptionsHelper.status(e));
    assertTrue(e.toString(), e.toString().contains("[nowhere, 0]"));
  }

  public void testQueryPassesOnThatThereIsNoCatalogue() {
    ResourceNotFoundException e =
        expectThrows(
            ResourceNotFoundException.class, () -> like(new InterestSource.OfUser("books", "ann")));
    assertEquals(RestStatus.NOT_FOUND, e.status());
  }

  public void testQueryRefusesAFieldOutsideTheCatalogue() {
    Exception e =
        expectThrows(
            Exception.class,
            () ->
                client()
                    .prepareSearch("items")
                    .setQuery(
                        new InterestQueryBuilder(
                            "title",
                            new InterestSource.OfUser("movies", "ann"),
                            0.5f,
                            KnownUsers::new))
                    .get());
    assertEquals(RestStatus.BAD_REQUEST, ExceptionsHelper.status(e));
    assertTrue(e.toString(), e.toString().contains("[cf_vector]"));
  }

  public void testRefusesAPopularityThatIsNoNumber() {
    InterestRescorerBuilder rescorer =
        new InterestRescorerBuilder(1, 10, List.of(new NumericSpec("popularity", "title", 1, 1)));
    Exception e =
        expectThrows(Exception.class, () -> search(QueryBuilders.matchAllQuery(), false, rescorer));
    assertEquals(RestStatus.BAD_REQUEST, ExceptionsHelper.status(e));
  }

  /** Whoever may search an index of their own would read a person's vector off its scores. */
  public void testAPersonsInterestsCountInTheCataloguesIndexOnly() {
    client()
        .admin()
        .indices()
        .prepareCreate("mine")
        .setMapping(
            "{\"properties\":{\"vector\":{\"type\":\"knn_vector\",\"dimension\":3},"
                + "\"cf_vector\":{\"type\":\"knn_vector\",\"dimension\":2}}}")
        .get();
    for (int axis = 0; axis < 3; axis++) {
      float[] probe = new float[3];
      probe[axis] = 1;
      client()
          .prepareIndex("mine")
          .setSource(
              "{\"vector\":" + Arrays.toString(probe) + ",\"cf_vector\":[0,1]}", XContentType.JSON)
          .setRefreshPolicy(WriteRequest.RefreshPolicy.IMMEDIATE)
          .get();
    }
    for (String field : List.of("vector", "cf_vector")) {
      InterestQueryBuilder ann =
          new InterestQueryBuilder(
              field, new InterestSource.OfUser("movies", "ann"), 0.25f, KnownUsers::new);
      assertEquals(Map.of(0.25f, 3), scores("mine", new SearchSourceBuilder().query(ann)));
    }
    SearchSourceBuilder rescored =
        new SearchSourceBuilder()
            .query(QueryBuilders.matchAllQuery())
            .addRescorer(rescorer("ann", DECLARED));
    assertEquals(1, scores("mine", rescored).size());

    InterestQueryBuilder content =
        new InterestQueryBuilder(
            "vector", new InterestSource.OfUser("movies", "ann"), 0.25f, KnownUsers::new);
    Map<Float, Integer> both =
        scores("mine,items", new SearchSourceBuilder().query(content).size(100));
    // three of the stranger's and every fifth item without a vector
    assertEquals(3 + DOCS / 5, (int) both.get(0.25f));
    assertTrue(both.toString(), both.size() > DOCS / 2);
  }

  private Map<Float, Integer> scores(String indices, SearchSourceBuilder source) {
    Map<Float, Integer> scores = new HashMap<>();
    for (SearchHit hit :
        client().prepareSearch(indices.split(",")).setSource(source).get().getHits()) {
      scores.merge(hit.getScore(), 1, Integer::sum);
    }
    return scores;
  }

  public void testTheCataloguesIndexMayBeAnAlias() {
    client().admin().indices().prepareAliases().addAlias("items", "films").get();
    InterestVectors likes = InterestVectors.of(new float[] {1, 0, 0});
    SearchSourceBuilder everywhere =
        new SearchSourceBuilder().query(new InterestQueryBuilder("vector", likes)).size(100);
    SearchSourceBuilder byAlias =
        new SearchSourceBuilder()
            .query(new InterestQueryBuilder("vector", likes.onlyIn("films")))
            .size(100);
    SearchSourceBuilder elsewhere =
        new SearchSourceBuilder()
            .query(new InterestQueryBuilder("vector", likes.onlyIn("film")))
            .size(100);
    assertEquals(scores("items", everywhere), scores("items", byAlias));
    assertEquals(scores("items", everywhere), scores("films", byAlias));
    assertEquals(Map.of(InterestQueryBuilder.NEUTRAL, DOCS), scores("items", elsewhere));
  }
}
