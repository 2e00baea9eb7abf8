package org.chatrec.retrieval;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.search.TotalHits;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.Catalogs;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.people.profile.UserProfile;
import org.chatrec.ranking.profile.Interest;
import org.chatrec.ranking.profile.InterestProfile;
import org.chatrec.ranking.profile.SeenItems;
import org.chatrec.ranking.profile.UserHistory;
import org.chatrec.search.Question;
import org.chatrec.search.UserInterests;
import org.jspecify.annotations.Nullable;
import org.opensearch.OpenSearchTimeoutException;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionType;
import org.opensearch.action.search.SearchPhaseExecutionException;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.action.search.SearchResponseSections;
import org.opensearch.action.search.ShardSearchFailure;
import org.opensearch.common.document.DocumentField;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.core.concurrency.OpenSearchRejectedExecutionException;
import org.opensearch.core.tasks.TaskCancelledException;
import org.opensearch.search.SearchHit;
import org.opensearch.search.SearchHits;
import org.opensearch.test.OpenSearchTestCase;
import org.opensearch.test.client.NoOpClient;
import org.opensearch.transport.client.Client;
import org.opensearch.transport.client.FilterClient;

/** Where new items that may fit cannot be looked for, a page goes on without. */
public class UntriedItemsTests extends OpenSearchTestCase {

  private static final Catalog MOVIES = Catalogs.movies();

  private final AtomicInteger searches = new AtomicInteger();
  private NoOpClient none;

  @Override
  public void setUp() throws Exception {
    super.setUp();
    none = new NoOpClient(getTestName());
  }

  @Override
  public void tearDown() throws Exception {
    none.close();
    super.tearDown();
  }

  /** Every search fails with this. */
  private Client failing(Exception failure) {
    return new FilterClient(none) {
      @Override
      protected <Q extends ActionRequest, R extends ActionResponse> void doExecute(
          ActionType<R> action, Q request, ActionListener<R> listener) {
        searches.incrementAndGet();
        listener.onFailure(failure);
      }
    };
  }

  private Optional<List<RankedItem>> find(Exception failure, Variety variety, boolean interested) {
    return find(MOVIES, failing(failure), variety, interested);
  }

  private static Optional<List<RankedItem>> find(
      Catalog catalog, Client client, Variety variety, boolean interested) {
    InterestProfile interests =
        new InterestProfile(
            interested
                ? List.of(new Interest(new float[] {1, 0}, 1, List.of("i1"), 1, false))
                : List.of(),
            List.of());
    UserProfile person = new UserProfile(catalog.name(), "ann", UserHistory.EMPTY, interests, null);
    RetrievalRequest request =
        RetrievalRequest.recommend(
                catalog, person, SeenItems.NONE, 10, Deadline.after(Duration.ofMinutes(1)))
            .variety(variety);
    return new UntriedItems(new ItemSearch(client))
        .find(
            request,
            Strategy.HYBRID,
            Question.NONE,
            new UserInterests(catalog.signals(), interests, true));
  }

  private static Variety exploring(double chance) {
    return new Variety(0, chance, Variety.NONE.variants());
  }

  public void testASearchThatFailsInWhateverWayCostsNoAnswer() {
    List<Exception> failures =
        List.of(
            new OpenSearchTimeoutException("late"),
            new OpenSearchRejectedExecutionException("busy"),
            new SearchPhaseExecutionException(
                "query", "all shards failed", new ShardSearchFailure[0]),
            new IllegalArgumentException("[k] is too large"),
            new IllegalStateException("no such vector"));
    failures.forEach(
        failure ->
            assertEquals(
                failure.toString(), Optional.empty(), find(failure, exploring(0.1), true)));
    assertEquals(failures.size(), searches.get());
  }

  public void testWhoeverEndsTheRequestEndsTheSearch() {
    expectThrows(
        TaskCancelledException.class,
        () -> find(new TaskCancelledException("ended"), exploring(0.1), true));
  }

  public void testNothingIsLookedForWhereNothingIsExplored() {
    Exception failure = new OpenSearchTimeoutException("late");
    assertEquals(Optional.of(List.of()), find(failure, exploring(0), true));
    assertEquals(Optional.of(List.of()), find(failure, exploring(0.1), false));
    assertEquals(0, searches.get());
  }

  public void testHowPopularAnUntriedItemIsSaidToBeDoesNotCount() {
    UserInterests person = new UserInterests(MOVIES.signals(), InterestProfile.EMPTY, true);
    assertNotNull(MOVIES.popularityField());
    assertTrue(Ranking.wordless(Strategy.HYBRID, person).has(SignalWeights.POPULARITY));
    assertFalse(Ranking.untried(person).has(SignalWeights.POPULARITY));
  }

  private static SearchHit hit(int number, String id, @Nullable String parent) {
    Map<String, DocumentField> fields = new HashMap<>();
    if (parent != null) {
      fields.put("parent", new DocumentField("parent", List.of(parent)));
    }
    SearchHit hit = new SearchHit(number, id, fields, new HashMap<>());
    hit.sourceRef(new BytesArray("{}"));
    return hit;
  }

  private static SearchResponse found(SearchHit... hits) {
    TotalHits total = new TotalHits(hits.length, TotalHits.Relation.EQUAL_TO);
    return new SearchResponse(
        new SearchResponseSections(
            new SearchHits(hits, total, 1), null, null, false, false, null, 1),
        null,
        1,
        1,
        0,
        1,
        ShardSearchFailure.EMPTY_ARRAY,
        SearchResponse.Clusters.EMPTY);
  }

  /** Answers one search after the other. */
  private Client answering(SearchResponse... answers) {
    return new FilterClient(none) {
      @Override
      @SuppressWarnings("unchecked")
      protected <Q extends ActionRequest, R extends ActionResponse> void doExecute(
          ActionType<R> action, Q request, ActionListener<R> listener) {
        listener.onResponse((R) answers[searches.getAndIncrement()]);
      }
    };
  }

  /** There are always more colours that nobody chose than new things. */
  public void testAVariantOfWhatIsKnownIsNotNew() {
    SearchResponse untried =
        found(
            hit(0, "shoe-red", "shoe"),
            hit(1, "hat", null),
            hit(2, "bag-red", "bag"),
            hit(3, "coat-red", "coat"));
    SearchResponse known = found(hit(0, "shoe", null), hit(1, "coat-blue", "coat"));
    List<String> fresh =
        find(Catalogs.varied("parent"), answering(untried, known), exploring(0.1), true)
            .orElseThrow()
            .stream()
            .map(RankedItem::id)
            .toList();
    assertEquals(List.of("hat", "bag-red"), fresh);
    assertEquals(2, searches.get());
  }
}
