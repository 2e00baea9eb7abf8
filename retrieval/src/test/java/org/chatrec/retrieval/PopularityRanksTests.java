package org.chatrec.retrieval;

import java.util.List;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.Catalogs;
import org.opensearch.OpenSearchTimeoutException;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionType;
import org.opensearch.action.search.SearchPhaseExecutionException;
import org.opensearch.action.search.ShardSearchFailure;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.concurrency.OpenSearchRejectedExecutionException;
import org.opensearch.test.OpenSearchTestCase;
import org.opensearch.test.client.NoOpClient;
import org.opensearch.transport.client.FilterClient;

/** Where popular items cannot be counted, an answer goes on with what is true without. */
public class PopularityRanksTests extends OpenSearchTestCase {

  private static final Catalog MOVIES = Catalogs.movies();
  private static final TimeValue SOON = TimeValue.timeValueMillis(50);

  private final List<List<Reason>> popular = List.of(List.of(new Reason.Popular(1_000.0, null)));
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

  public void testAFailureCostsThePlaceAndNothingElse() {
    for (Exception failure :
        List.of(
            new OpenSearchTimeoutException("late"),
            new OpenSearchRejectedExecutionException("full"),
            new SearchPhaseExecutionException("query", "broken", new ShardSearchFailure[0]),
            new IllegalArgumentException("an aggregation over a text field"))) {
      assertEquals(popular, begun(listener -> listener.onFailure(failure)).add(popular, SOON));
    }
  }

  public void testNoAnswerCostsNoMoreThanTheTimeThereIs() {
    assertEquals(popular, begun(listener -> {}).add(popular, SOON));
  }

  public void testWhatNobodyKnowsIsNotCounted() {
    RankedItem unknown =
        new RankedItem("i", 1, Map.of("popularity", 0.1), new float[0], Map.of(), Map.of());
    PopularityRanks ranks = new PopularityRanks(null);
    assertEquals(popular, ranks.begin(MOVIES, List.of(unknown)).add(popular, SOON));
  }

  @FunctionalInterface
  private interface Server {
    void answer(ActionListener<?> listener);
  }

  private PopularityRanks.Begun begun(Server server) {
    RankedItem known =
        new RankedItem("i", 1, Map.of("popularity", 1_000.0), new float[0], Map.of(), Map.of());
    return new PopularityRanks(
            new FilterClient(none) {
              @Override
              protected <Q extends ActionRequest, R extends ActionResponse> void doExecute(
                  ActionType<R> action, Q request, ActionListener<R> listener) {
                server.answer(listener);
              }
            })
        .begin(MOVIES, List.of(known));
  }
}
