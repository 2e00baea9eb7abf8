package org.chatrec.retrieval.pipeline;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.chatrec.embedding.Device;
import org.chatrec.embedding.EmbeddingOptions;
import org.chatrec.embedding.EmbeddingService;
import org.chatrec.ranking.profile.SeenItems;
import org.chatrec.search.CatalogLookup;
import org.chatrec.search.ChatrecExtBuilder;
import org.chatrec.search.InterestRescorerBuilder;
import org.chatrec.search.InterestResolver;
import org.chatrec.search.PersonalOptions;
import org.chatrec.search.QuestionEmbedder;
import org.chatrec.search.QuestionReader;
import org.chatrec.search.RankedQueryBuilder;
import org.chatrec.search.SearchExtensions;
import org.chatrec.search.TestUsers;
import org.chatrec.search.UserInterests;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionType;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.action.search.ShardSearchFailure;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.common.Strings;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.xcontent.DeprecationHandler;
import org.opensearch.core.xcontent.MediaTypeRegistry;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.internal.InternalSearchResponse;
import org.opensearch.search.pipeline.PipelineProcessingContext;
import org.opensearch.search.pipeline.Processor.PipelineContext;
import org.opensearch.search.pipeline.Processor.PipelineSource;
import org.opensearch.search.pipeline.SearchRequestProcessor;
import org.opensearch.search.rescore.QueryRescorerBuilder;
import org.opensearch.search.sort.SortBuilders;
import org.opensearch.test.OpenSearchTestCase;
import org.opensearch.test.client.NoOpClient;
import org.opensearch.threadpool.TestThreadPool;
import org.opensearch.threadpool.ThreadPool;

public class PersonalizeProcessorTests extends OpenSearchTestCase {

  private static final InterestResolver USERS = TestUsers.known();

  private final PipelineProcessingContext context = new PipelineProcessingContext();
  private ThreadPool threads;

  @Override
  public void setUp() throws Exception {
    super.setUp();
    threads = new TestThreadPool(getTestName());
  }

  @Override
  public void tearDown() throws Exception {
    assertTrue(ThreadPool.terminate(threads, 30, TimeUnit.SECONDS));
    super.tearDown();
  }

  private SearchRequest process(SearchSourceBuilder source, Map<String, Object> settings) {
    return process(USERS, source, settings);
  }

  private SearchRequest process(
      InterestResolver users, SearchSourceBuilder source, Map<String, Object> settings) {
    return process(source, settings, TestUsers.lookup(users));
  }

  private SearchRequest process(
      SearchSourceBuilder source, Map<String, Object> settings, CatalogLookup lookup) {
    Executor full =
        task -> {
          throw new RejectedExecutionException("full");
        };
    EmbeddingService service =
        new EmbeddingService(
            List.of(createTempDir()), EmbeddingOptions.defaults().withDevice(Device.CPU), full);
    QuestionEmbedder embedder =
        new QuestionEmbedder(
            service,
            (indices, field, asked, listener) -> listener.onResponse("m"),
            threads,
            Duration.ofSeconds(60));
    SearchRequestProcessor processor =
        new PersonalizeFactory(
                lookup,
                new QuestionReader(new Unanswered(threads), () -> embedder),
                new Reranker(new Unanswered(threads), lookup, Duration.ofSeconds(1)),
                new OneOfFamily(new Unanswered(threads)),
                new Explorer(new Unanswered(threads)),
                new Unanswered(threads))
            .create(
                Map.of(),
                null,
                null,
                false,
                new HashMap<>(settings),
                new PipelineContext(PipelineSource.SEARCH_REQUEST));
    PlainActionFuture<SearchRequest> done = PlainActionFuture.newFuture();
    processor.processRequestAsync(new SearchRequest("items").source(source), context, done);
    return done.actionGet(TimeValue.timeValueSeconds(60));
  }

  /** A cluster that refuses every request. */
  private static final class Unanswered extends NoOpClient {
    Unanswered(ThreadPool threads) {
      super(threads);
    }

    @Override
    protected <Q extends ActionRequest, R extends ActionResponse> void doExecute(
        ActionType<R> action, Q request, ActionListener<R> listener) {
      listener.onFailure(new IllegalStateException("nothing is searched here"));
    }
  }

  private static SearchSourceBuilder source(String user) {
    return new SearchSourceBuilder()
        .query(QueryBuilders.matchQuery("title", "red"))
        .ext(List.of(ChatrecExtBuilder.with(false, PersonalOptions.of(user))));
  }

  public void testWithoutAUserTheVerySameSourceGoesOn() {
    SearchSourceBuilder plain = source(null);
    assertSame(plain, process(plain, Map.of("catalog", "movies")).source());
    assertEquals(source(null), plain);
    assertTrue(context.getAttributes().isEmpty());
  }

  public void testASortIsNotRankedWhileSomeNodeDoesNotKnowHow() {
    CatalogLookup newest = TestUsers.lookup(USERS);
    CatalogLookup mixed =
        new CatalogLookup(
            newest.resolvers(), newest.embedders(), () -> SearchExtensions.NEWEST_FORMAT - 1);
    SearchSourceBuilder sorted =
        source("ann").sort(SortBuilders.scoreSort()).sort(SortBuilders.fieldSort("year"));
    assertSame(sorted, process(sorted, Map.of("catalog", "movies"), mixed).source());
    assertEquals("[Remark[stage=personalize, reason=mixed_versions]]", remarks());
    assertEquals(
        RankedQueryBuilder.class,
        process(sorted, Map.of("catalog", "movies")).source().query().getClass());
    assertEquals(
        1, process(source("ann"), Map.of("catalog", "movies"), mixed).source().rescores().size());
  }

  private String remarks() {
    return DegradedNote.in(context).toString();
  }

  private static SearchSourceBuilder says(String chatrec) throws IOException {
    try (XContentParser parser =
        JsonXContent.jsonXContent.createParser(
            NamedXContentRegistry.EMPTY, DeprecationHandler.IGNORE_DEPRECATIONS, chatrec)) {
      parser.nextToken();
      return source(null).ext(List.of(ChatrecExtBuilder.parse(parser)));
    }
  }

  public void testSeenItemsAreHiddenInAnyOrderAndSourcesOfSendersStay() throws IOException {
    SearchSourceBuilder asked = says("{\"user_id\":\"ann\",\"seen\":\"hide\"}");
    SearchSourceBuilder hidden =
        process(asked.sort("year"), Map.of("catalog", "movies"), knowing(Set.of("i1"))).source();
    BoolQueryBuilder query = (BoolQueryBuilder) hidden.query();
    assertEquals(List.of(source(null).query()), query.must());
    assertEquals(List.of(QueryBuilders.idsQuery().addIds("i1")), query.mustNot());
    assertEquals(source(null).query(), asked.query());
    SearchSourceBuilder counted = says("{\"user_id\":\"ann\",\"seen\":\"hide\"}").size(0);
    BoolQueryBuilder left =
        (BoolQueryBuilder)
            process(counted, Map.of("catalog", "movies"), knowing(Set.of("i1"))).source().query();
    assertEquals(1, left.mustNot().size());
    SearchSourceBuilder stranger = says("{\"user_id\":\"ann\",\"seen\":\"hide\"}").size(0);
    assertSame(
        stranger, process(stranger, Map.of("catalog", "movies"), knowing(Set.of())).source());
  }

  public void testOfNobodyNothingIsHiddenAndTheAnswerSaysSo() throws IOException {
    SearchSourceBuilder asked = says("{\"seen\":\"mark\"}");
    assertSame(asked, process(asked, Map.of("catalog", "movies"), knowing(Set.of("i1"))).source());
    assertEquals("[Remark[stage=seen, reason=no_user]]", remarks());
  }

  private static CatalogLookup knowing(Set<String> seen) {
    InterestResolver resolver =
        new InterestResolver() {
          @Override
          public void user(String catalog, String userId, ActionListener<UserInterests> listener) {
            USERS.user(catalog, userId, listener);
          }

          @Override
          public void seen(String catalog, String userId, ActionListener<SeenItems> listener) {
            listener.onResponse(new SeenItems(seen, Set.of(), true));
          }
        };
    return TestUsers.lookup(resolver);
  }

  public void testTheSenderSourceIsNotChanged() {
    SearchSourceBuilder sent = source("ann");
    SearchSourceBuilder personal = process(sent, Map.of("catalog", "movies")).source();
    assertEquals(source("ann"), sent);
    assertEquals(sent.query(), personal.query());
    assertEquals(1, personal.rescores().size());
    assertEquals(InterestRescorerBuilder.class, personal.rescores().getFirst().getClass());
    assertEquals(Integer.valueOf(200), personal.rescores().getFirst().windowSize());
  }

  public void testWithoutRoomForTheTextTasteStillBringsCandidatesAndTheAnswerSaysSo() {
    SearchRequest personal =
        process(
            source("ann"),
            Map.of("catalog", "movies", "retrieval", "hybrid", "window_size", 50, "k", 20));
    String query = personal.source().query().toString();
    assertTrue(query, query.contains("wrapper"));
    assertEquals(QueryRescorerBuilder.class, personal.source().rescores().get(0).getClass());
    assertEquals(InterestRescorerBuilder.class, personal.source().rescores().get(1).getClass());
    assertTrue(personal.source().rescores().get(0).windowSize() >= 50 + 20);
    assertFalse(personal.source().toString().contains("\"name\":\"semantic\""));

    SearchResponse plain =
        new SearchResponse(
            InternalSearchResponse.empty(),
            null,
            1,
            1,
            0,
            1,
            ShardSearchFailure.EMPTY_ARRAY,
            SearchResponse.Clusters.EMPTY);
    PersonalizeResponse response = new PersonalizeResponse(null, null, false);
    String answer =
        Strings.toString(
            MediaTypeRegistry.JSON, response.processResponse(personal, plain, context));
    assertTrue(answer, answer.contains("\"reason\":\"embedding_busy\""));
    assertTrue(answer, answer.contains("\"stage\":\"semantic\""));
    assertSame(plain, response.processResponse(personal, plain, new PipelineProcessingContext()));
  }

  public void testWhatIsAwayCostsTheRankingAndNotTheHits() {
    for (RestStatus status :
        List.of(
            RestStatus.SERVICE_UNAVAILABLE,
            RestStatus.TOO_MANY_REQUESTS,
            RestStatus.GATEWAY_TIMEOUT)) {
      context.setAttribute("chatrec_degraded", null);
      SearchSourceBuilder plain = source("ann");
      assertSame(plain, process(failing(status), plain, Map.of("catalog", "movies")).source());
      assertEquals(
          List.of(new DegradedNote.Remark("personalize", "unavailable")), DegradedNote.in(context));
    }
  }

  public void testWhatRulesPromoteIsLeftOutWhereItCannotBeFoundAndTheHitsAreNot() {
    for (String rule : List.of("boost", "pin")) {
      context.setAttribute("chatrec_degraded", null);
      Object does =
          rule.equals("pin")
              ? List.of(Map.of("id", "i1"))
              : Map.of("query", Map.of("match_all", Map.of()));
      SearchRequest personal =
          process(
              source("ann"),
              Map.of("catalog", "movies", "rules", Map.of("one", Map.of(rule, does))));
      assertEquals(source("ann").query(), personal.source().query());
      assertEquals(1, personal.source().rescores().size());
      assertTrue(
          remarks(), DegradedNote.in(context).contains(new DegradedNote.Remark("rule", "failed")));
    }
  }

  public void testWhatIsWrongWithTheRequestIsAnErrorAllTheSame() {
    for (RestStatus status :
        List.of(RestStatus.NOT_FOUND, RestStatus.FORBIDDEN, RestStatus.INTERNAL_SERVER_ERROR)) {
      OpenSearchStatusException e =
          expectThrows(
              OpenSearchStatusException.class,
              () -> process(failing(status), source("ann"), Map.of("catalog", "movies")));
      assertEquals(status, e.status());
      assertEquals(List.of(), DegradedNote.in(context));
    }
  }

  public void testAPersonOfWhomNotAllCouldBeReadIsRankedForByTheRest() {
    InterestResolver inPart =
        (catalog, user, listener) ->
            USERS.user(catalog, user, ActionListener.map(listener, UserInterests::inPart));
    SearchRequest personal = process(inPart, source("ann"), Map.of("catalog", "movies"));
    assertEquals(1, personal.source().rescores().size());
    assertEquals(
        "besides that its text has no room here",
        new DegradedNote.Remark("person", "unavailable"),
        DegradedNote.in(context).getFirst());
  }

  private static InterestResolver failing(RestStatus status) {
    return (catalog, user, listener) ->
        listener.onFailure(new OpenSearchStatusException("not now", status));
  }

  public void testAStrangersHybridSearchWithoutRoomIsTheWords() {
    SearchSourceBuilder personal =
        process(source("nobody"), Map.of("catalog", "movies", "retrieval", "hybrid")).source();
    assertEquals(QueryBuilders.matchQuery("title", "red"), personal.query());
    assertEquals(1, personal.rescores().size());
  }
}
