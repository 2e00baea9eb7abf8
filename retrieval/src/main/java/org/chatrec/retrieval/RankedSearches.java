package org.chatrec.retrieval;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.Catalog;
import org.chatrec.search.Blend;
import org.chatrec.search.WordsQuery;
import org.jspecify.annotations.Nullable;
import org.opensearch.OpenSearchException;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.tasks.TaskCancelledException;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;

/** The searches that rank what one request wants. */
final class RankedSearches {

  private static final int WINDOW = 500;

  /** The share of the time that is left in which it has to be known what rules promote. */
  private static final double PROMOTING = 0.5;

  /** Candidates of each kind on each shard, where nothing but the person is there to go by. */
  private static final int WORDLESS = 100;

  private static final Logger LOGGER = LogManager.getLogger(RankedSearches.class);

  private final ItemSearch search;
  private final RetrievalRun.Sought sought;

  RankedSearches(ItemSearch search, RetrievalRun.Sought sought) {
    this.search = search;
    this.sought = sought;
  }

  /** The first of what is ranked, as many as are asked for. */
  IntFunction<ItemSearch.Result> ranked(RetrievalRequest asked, Strategy strategy) {
    RetrievalRequest request = amongAll(asked);
    if (request.isWordless()) {
      return wordless(request, strategy);
    }
    boolean all = !request.isLikeness() || request.among().isGiven() || request.order().isEmpty();
    return all ? reader(request, spec(request))::first : hits -> bestInOrder(request.size(hits));
  }

  /** The same for all that a page may be made of: its candidates do not hang on what is read. */
  private static RetrievalRequest amongAll(RetrievalRequest request) {
    return request.size(request.size() * Variants.POOL);
  }

  private RankedReader reader(RetrievalRequest request, ItemSearch.Spec spec) {
    return new RankedReader(search, request.catalog(), promoted(request, spec), request.deadline());
  }

  /** One item as these rank it; null where there is none. */
  Retrieval.@Nullable Alone alone(RetrievalRequest asked, String id) {
    RetrievalRequest request = amongAll(asked);
    QueryBuilder one = QueryBuilders.idsQuery().addIds(id);
    Strategy strategy = Ranking.usable(request);
    Candidates candidates = new Candidates(request, sought.question());
    boolean wordless = request.isWordless();
    QueryBuilder all = wordless ? wordless(request).get().query() : candidates.query();
    ItemSearch.Spec spec =
        new ItemSearch.Spec(
            QueryBuilders.boolQuery().filter(all).filter(one),
            wordless ? null : candidates.words(),
            1,
            WINDOW,
            wordless
                ? Ranking.wordless(strategy, sought.person())
                : Ranking.asked(candidates, sought.person()),
            List.of(),
            Passages.NONE);
    TimeValue time = request.deadline().search();
    List<RankedItem> found = search.search(request.catalog(), spec, time).items();
    if (!found.isEmpty()) {
      return new Retrieval.Alone(found.getFirst(), true);
    }
    return search
        .search(request.catalog(), spec.over(QueryBuilders.boolQuery().filter(one)), time)
        .items()
        .stream()
        .findFirst()
        .map(item -> new Retrieval.Alone(item, false))
        .orElse(null);
  }

  private Supplier<WordlessCandidates.Found> wordless(RetrievalRequest request) {
    Candidates candidates = new Candidates(request, sought.question());
    return new WordlessCandidates(search)
        .begin(
            request.catalog(),
            request.person(),
            candidates.allowed(),
            Ranking.from(Ranking.usable(request)),
            candidates.neighbours(Math.max(WORDLESS, request.size())),
            request.deadline().search());
  }

  /** Neither words nor a model: what the person may like, and what many do. */
  private IntFunction<ItemSearch.Result> wordless(RetrievalRequest request, Strategy strategy) {
    Supplier<WordlessCandidates.Found> finding = wordless(request);
    Blend blend = Ranking.wordless(strategy, sought.person()); // which takes as long
    WordlessCandidates.Found found = finding.get();
    ItemSearch.Spec spec = ItemSearch.Spec.of(found.query(), request.size(), found.window(), blend);
    RankedReader reader = reader(request, spec);
    return hits -> {
      ItemSearch.Result ranked = reader.first(hits);
      return new ItemSearch.Result(ranked.items(), found.allowed(), ranked.source());
    };
  }

  private ItemSearch.Spec spec(RetrievalRequest request) {
    Candidates candidates = new Candidates(request, sought.question());
    return new ItemSearch.Spec(
        candidates.query(),
        candidates.words(),
        request.size(),
        WINDOW,
        Ranking.asked(candidates, sought.person()),
        Constraint.within(request.constraints(), request.order()),
        passages(request));
  }

  private static Passages passages(RetrievalRequest request) {
    Catalog catalog = request.catalog();
    return request.words().isBlank()
        ? Passages.NONE
        : new Passages(
            catalog.plainTextFields(),
            new WordsQuery(catalog.searchedWords()).marked(request.words()));
  }

  /**
   * "Newest space films": candidates are many more than what is about space, so the order is of the
   * best that fit. "What else?" goes on among the same.
   */
  private ItemSearch.Result bestInOrder(RetrievalRequest request) {
    RetrievalRequest again = request.among(request.among().again());
    ItemSearch.Spec spec = spec(again);
    TimeValue time = request.deadline().search();
    ItemSearch.Result best =
        search.search(request.catalog(), spec.ranked(Math.max(Fitting.BEST, spec.size())), time);
    Map<String, RankedItem> fitting = new LinkedHashMap<>();
    Fitting.of(
            best.items(),
            new Candidates(again, sought.question()).vectors(),
            sought.person().sample())
        .stream()
        .filter(item -> !request.among().shown().contains(item.id()))
        .forEach(item -> fitting.put(item.id(), item));
    List<String> order =
        fitting.isEmpty()
            ? List.of()
            : search.order(request.catalog(), fitting.keySet(), spec.sort(), spec.size(), time);
    List<RankedItem> ordered = order.stream().map(fitting::get).filter(Objects::nonNull).toList();
    return new ItemSearch.Result(ordered, fitting.size(), best.source());
  }

  /** With what the rules promote; without, where that cannot be found out in time. */
  private ItemSearch.Spec promoted(RetrievalRequest request, ItemSearch.Spec spec) {
    if (!sought.effects().ranks() || request.among().isGiven()) {
      return spec;
    }
    BoolQueryBuilder allowed = new Candidates(request, sought.question()).allowed();
    try {
      TimeValue time = request.deadline().part(PROMOTING).search();
      return search.promoted(request.catalog(), spec, sought.effects(), allowed, time);
    } catch (TaskCancelledException e) {
      throw e;
    } catch (OpenSearchException e) {
      LOGGER.debug("an answer goes on without what rules promote", e);
      if (!sought.missing().contains(Found.PROMOTED)) {
        sought.missing().add(Found.PROMOTED);
      }
      return spec;
    }
  }
}
