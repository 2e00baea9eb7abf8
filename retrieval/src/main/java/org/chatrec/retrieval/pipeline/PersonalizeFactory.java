package org.chatrec.retrieval.pipeline;

import java.util.Map;
import org.chatrec.catalog.rules.BusinessRules;
import org.chatrec.catalog.support.Checks;
import org.chatrec.catalog.support.Queries;
import org.chatrec.search.CatalogLookup;
import org.chatrec.search.PersonalOptions;
import org.chatrec.search.QuestionReader;
import org.chatrec.search.Retrieval;
import org.jspecify.annotations.Nullable;
import org.opensearch.search.pipeline.Processor;
import org.opensearch.search.pipeline.SearchRequestProcessor;
import org.opensearch.transport.client.Client;

/** Reads the settings of {@code personalize}. */
public final class PersonalizeFactory implements Processor.Factory<SearchRequestProcessor> {

  /** What an index allows unless {@code index.max_rescore_window} says otherwise. */
  static final int MOST_WINDOW = 10_000;

  private static final int MOST_NEIGHBOURS = 1_000;

  private final CatalogLookup lookup;
  private final QuestionReader questions;
  private final Reranker reranker;
  private final OneOfFamily families;
  private final Explorer explorer;
  private final Client client;

  /** Nothing is looked up before the first search. */
  PersonalizeFactory(
      CatalogLookup lookup,
      QuestionReader questions,
      Reranker reranker,
      OneOfFamily families,
      Explorer explorer,
      Client client) {
    this.lookup = lookup;
    this.questions = questions;
    this.reranker = reranker;
    this.families = families;
    this.explorer = explorer;
    this.client = client;
  }

  /**
   * What a pipeline says.
   *
   * @param catalog whose users and signals count
   * @param window candidates by words that are rescored on each shard
   * @param weights replace the catalogue's, by name
   * @param lexicalPivot the text score that counts half; null for the catalogue's
   * @param retrieval where candidates come from, unless the request says
   * @param neighbours candidates by meaning, and as many by interests, on each shard
   */
  record Settings(
      String catalog,
      int window,
      Map<String, Double> weights,
      @Nullable Double lexicalPivot,
      Retrieval retrieval,
      int neighbours) {}

  @Override
  public SearchRequestProcessor create(
      Map<String, Processor.Factory<SearchRequestProcessor>> factories,
      @Nullable String tag,
      @Nullable String description,
      boolean ignoreFailure,
      Map<String, Object> config,
      Processor.PipelineContext context) {
    Config given = new Config(PersonalizeProcessor.TYPE, tag, config);
    Merchandising merchandising = merchandising(given);
    Settings settings = settings(given);
    return new PersonalizeProcessor(
        tag,
        description,
        ignoreFailure,
        settings,
        lookup,
        questions,
        new Refiner(settings, reranker, families, explorer, lookup::oldestFormat),
        merchandising);
  }

  private Merchandising merchandising(Config config) {
    Map<String, Object> filter = config.object("filter");
    Map<String, Object> rules = config.object(BusinessRules.NAME);
    return new Merchandising(
        filter == null ? null : Queries.of(filter),
        config.checked(BusinessRules.NAME, () -> BusinessRules.parse(rules)),
        client,
        System::currentTimeMillis);
  }

  private static Settings settings(Config config) {
    String catalog = config.requiredText("catalog");
    Integer window = config.whole("window_size", 1, MOST_WINDOW);
    Map<String, Double> weights = config.numbers("weights");
    config.checked(
        "weights",
        () -> {
          PersonalOptions.checkWeights(weights);
          return weights;
        });
    String retrieval = config.text("retrieval");
    Integer neighbours = config.whole("k", 1, MOST_NEIGHBOURS);
    return new Settings(
        catalog,
        window == null ? 200 : window,
        weights,
        pivot(config),
        retrieval == null
            ? Retrieval.LEXICAL
            : config.checked("retrieval", () -> Retrieval.of(retrieval)),
        neighbours == null ? 100 : neighbours);
  }

  private static @Nullable Double pivot(Config config) {
    Double pivot = config.number("lexical_pivot");
    if (pivot != null) {
      config.checked(
          "lexical_pivot",
          () -> {
            Checks.positive("lexical_pivot", pivot);
            return pivot;
          });
    }
    return pivot;
  }
}
