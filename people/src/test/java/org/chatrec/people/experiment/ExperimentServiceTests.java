package org.chatrec.people.experiment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.Catalogs;
import org.chatrec.catalog.support.Keys;
import org.chatrec.catalog.support.StateIndex;
import org.chatrec.catalog.support.StateTestCase;
import org.junit.Before;
import org.opensearch.action.bulk.BulkRequest;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.common.settings.Settings;
import org.opensearch.index.query.QueryBuilders;

public class ExperimentServiceTests extends StateTestCase {

  private static final long HOUR = TimeUnit.HOURS.toMillis(1);
  private static final Catalog MOVIES = Catalogs.movies();
  private static final Catalog SONGS = Catalogs.named("songs");

  private long now = 1_700_000_000_000L;

  @Before
  public void declare() {
    new CatalogStore(state()).put(MOVIES);
    new CatalogStore(state()).put(SONGS);
  }

  private ExperimentSweeper sweeper() {
    return new ExperimentSweeper(
        state(), new ExperimentStore(state()), new CatalogStore(state()), () -> true);
  }

  private ExperimentService service() {
    return new ExperimentService(
        new ExperimentStore(state()),
        new OutcomeReader(state()),
        sweeper(),
        Runnable::run,
        () -> now);
  }

  private static Map<String, Object> arms(double weight) {
    return Map.of("arms", Map.of("now", Map.of(), "other", Map.of("content", weight)));
  }

  private String begin(Catalog catalog, double weight) {
    return (String) service().put(catalog.name(), arms(weight)).get("id");
  }

  private String answer(Catalog catalog, String queryId) {
    ExperimentService.Drawn drawn = service().draw(catalog, "visit").orElseThrow();
    drawn.answered(queryId, List.of("i1", "i2"), Map.of());
    assertTrue(drawn.counted());
    return (String) drawn.toMap().get("arm");
  }

  /** An answer of some run, as a node writes it that has not heard that the run is over. */
  private void late(String catalog, String experiment, int many) {
    BulkRequest bulk = new BulkRequest();
    for (int i = 0; i < many; i++) {
      Map<String, Object> source = new HashMap<>();
      source.put("kind", ExperimentStore.ANSWER);
      source.put("catalog", catalog);
      source.put("experiment", experiment);
      source.put("timestamp", now);
      source.put("query_id", experiment + "-" + i);
      source.put("arm", "now");
      source.put("propensity", 0.5);
      source.put("items", Map.of("i1", "now"));
      bulk.add(new IndexRequest(StateIndex.EXPERIMENTS.name()).source(source));
    }
    assertFalse(client().bulk(bulk).actionGet().hasFailures());
  }

  private void click(Catalog catalog, String queryId, String item, long when) {
    state().ensure(StateIndex.EVENTS);
    client()
        .prepareIndex(StateIndex.EVENTS.name())
        .setSource(
            Map.of(
                "catalog",
                catalog.name(),
                "event_id",
                queryId + item,
                "user_id",
                "ann",
                "item_id",
                item,
                "type",
                "click",
                "timestamp",
                when,
                "query_id",
                queryId))
        .get();
  }

  /** How many documents there are of each catalogue, its definition included. */
  private Map<String, Long> kept() {
    client().admin().indices().prepareRefresh(StateIndex.EXPERIMENTS.name()).get();
    Map<String, Long> kept = new HashMap<>();
    for (Catalog catalog : List.of(MOVIES, SONGS)) {
      kept.put(
          catalog.name(),
          client()
              .prepareSearch(StateIndex.EXPERIMENTS.name())
              .setQuery(QueryBuilders.termQuery("catalog", catalog.name()))
              .setTrackTotalHits(true)
              .setSize(0)
              .get()
              .getHits()
              .getTotalHits()
              .value());
    }
    return kept;
  }

  private static Map<String, Long> documents(long movies, long songs) {
    return Map.of("movies", movies, "songs", songs);
  }

  @SuppressWarnings("unchecked")
  private long rewarded(Catalog catalog) {
    Map<String, Map<String, Object>> arms =
        (Map<String, Map<String, Object>>) service().get(catalog.name(), false).get("arms");
    return arms.values().stream().mapToLong(arm -> (Long) arm.get("rewarded")).sum();
  }

  /** Browsers' clocks differ by some hours; what is older is of no answer of this experiment. */
  public void testWhatWasDoneLongBeforeTheExperimentIsNotCounted() {
    begin(MOVIES, 1);
    List<String> answers = new ArrayList<>();
    for (long hours : List.of(-300L, -25L, -24L, -3L, 0L, 5L)) {
      String id = "q" + hours;
      answer(MOVIES, id);
      click(MOVIES, id, "i1", now + hours * HOUR);
      answers.add(id);
    }
    assertEquals(answers.size() - 2, rewarded(MOVIES));
    click(MOVIES, answers.getFirst(), "i2", now + 1);
    assertEquals("of the same answer", answers.size() - 1, rewarded(MOVIES));
  }

  /** An answer of one arm that was as likely as that. */
  private void given(String experiment, String queryId, String arm, double propensity) {
    client()
        .prepareIndex(StateIndex.EXPERIMENTS.name())
        .setId(ExperimentStore.answerId(MOVIES.name(), queryId))
        .setSource(
            Map.of(
                "kind", ExperimentStore.ANSWER,
                "catalog", MOVIES.name(),
                "experiment", experiment,
                "timestamp", now,
                "query_id", queryId,
                "arm", arm,
                "propensity", propensity,
                "items", Map.of("i1", arm)))
        .get();
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> replayed(String arm) {
    Map<String, Object> replay = service().replay(MOVIES.name()).orElseThrow();
    return ((Map<String, Map<String, Object>>) replay.get("arms")).get(arm);
  }

  private double reward(String arm) {
    return (Double) ((Map<?, ?>) replayed(arm).get("reward")).get("mean");
  }

  /** An arm that was drawn more often as it seemed to be the better one is not judged by when. */
  public void testReplayedAnswersCountByTheInverseOfTheirPropensity() {
    String id = begin(MOVIES, 1);
    assertEquals(0L, replayed("now").get("answers"));
    given(id, "q1", "now", 0.5);
    given(id, "q2", "now", 0.1);
    given(id, "q3", "now", 0.1);
    given(id, "q4", "other", 0.9);
    given("another run", "q5", "other", 0.9);
    click(MOVIES, "q1", "i1", now);
    click(MOVIES, "q1", "i2", now);
    click(MOVIES, "q3", "i1", now);
    click(MOVIES, "q5", "i1", now);
    assertEquals(3L, replayed("now").get("answers"));
    assertEquals("(2 + 10) / (2 + 10 + 10)", 12 / 22.0, reward("now"), 1e-9);
    assertEquals(1L, replayed("other").get("answers"));
    assertEquals(0, reward("other"), 0);
  }

  public void testWhereEverybodyGetsAllArmsNoneIsReplayed() {
    assertTrue(service().replay(MOVIES.name()).isEmpty());
    Map<String, Object> interleaved = new HashMap<>(arms(1));
    interleaved.put("mode", "interleave");
    Map<String, Object> unused = service().put(MOVIES.name(), interleaved);
    assertTrue(service().replay(MOVIES.name()).isEmpty());
  }

  public void testWhatWasAnsweredGoesWithTheExperiment() {
    String songs = begin(SONGS, 1);
    late("songs", songs, 3);
    late("movies", begin(MOVIES, 1), 4_100);
    assertEquals(documents(4_101, 4), kept());
    begin(MOVIES, 1);
    assertEquals("the same goes on", documents(4_101, 4), kept());
    String second = begin(MOVIES, 2);
    assertEquals(documents(1, 4), kept());
    answer(MOVIES, "q1");
    assertEquals(documents(2, 4), kept());
    Map<String, Object> unused = service().delete("movies");
    assertEquals(documents(0, 4), kept());
    late("movies", second, 1);
    assertFalse(service().forget("movies"));
    assertEquals("what came too late", documents(0, 4), kept());
    assertTrue(service().forget("songs"));
    assertEquals(documents(0, 0), kept());
  }

  public void testASweepFinishesWhatEndedHalfWay() {
    assertEquals("before there is anything", 0, sweeper().sweep(null));
    String songs = begin(SONGS, 1);
    late("songs", songs, 2);
    late("songs", "before-that", 2_001);
    late("movies", "ended", 3);
    late("movies", "ended-earlier", 1);
    assertEquals(2_001 + 4, sweeper().sweep(null));
    assertEquals(documents(0, 3), kept());
    client().prepareDelete(StateIndex.CATALOGS.name(), "songs").get();
    assertEquals("with its definition", 3, sweeper().sweep(null));
    assertTrue(new ExperimentStore(state()).get("songs").isEmpty());
    assertEquals(0, sweeper().sweep(null));
  }

  /** It may be that it is being restored. */
  public void testWithoutAnyCatalogueNothingIsTakenForOver() {
    String movies = begin(MOVIES, 1);
    late("movies", movies, 2);
    client().admin().indices().prepareDelete(StateIndex.CATALOGS.name()).get();
    assertEquals(0, sweeper().sweep(null));
    assertEquals(documents(3, 0), kept());
  }

  /** A definition that a later version wrote, say. */
  public void testACatalogueThatCannotBeReadKeepsNoOtherFromIt() {
    begin(SONGS, 1);
    late("songs", "before-that", 1);
    late("movies", "any", 2);
    client()
        .prepareIndex(StateIndex.EXPERIMENTS.name())
        .setId(Keys.of("definition", "movies"))
        .setSource(
            Map.of(
                "kind", "definition",
                "catalog", "movies",
                "experiment", "now",
                "timestamp", now,
                "definition", Map.of("arms", Map.of("only", Map.of()))))
        .get();
    assertEquals(1, sweeper().sweep(null));
    assertEquals(documents(3, 1), kept());
  }

  public void testWhatCannotBeRemovedIsRemovedByTheNextSweep() {
    begin(SONGS, 1);
    late("songs", "before-that", 1);
    block(true);
    assertEquals(0, sweeper().sweep(null));
    assertEquals(documents(0, 2), kept());
    block(false);
    assertEquals(1, sweeper().sweep(null));
    assertEquals(documents(0, 1), kept());
  }

  private void block(boolean blocked) {
    client()
        .admin()
        .indices()
        .prepareUpdateSettings(StateIndex.EXPERIMENTS.name())
        .setSettings(
            blocked
                ? Settings.builder().put(IndexMetadata.SETTING_BLOCKS_WRITE, true).build()
                : Settings.builder().putNull(IndexMetadata.SETTING_BLOCKS_WRITE).build())
        .get();
  }
}
