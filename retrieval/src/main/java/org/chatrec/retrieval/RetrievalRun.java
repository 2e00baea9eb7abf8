package org.chatrec.retrieval;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.chatrec.catalog.rules.RuleEffects;
import org.chatrec.search.Question;
import org.chatrec.search.UserInterests;
import org.jspecify.annotations.Nullable;
import org.opensearch.OpenSearchTimeoutException;

/** One request, of which is known who seeks, and what: found, and relaxed where nothing is. */
final class RetrievalRun {

  private final ItemSearch search;
  private final QueryEmbedder embedder;
  private final Supplier<? extends RandomGenerator> randoms;
  private final Sought sought;
  private final RankedSearches searches;

  /**
   * What is known.
   *
   * @param missing what cannot be done; added to
   */
  record Sought(
      UserInterests person, Question question, RuleEffects effects, List<Found.Missing> missing) {}

  RetrievalRun(
      ItemSearch search,
      QueryEmbedder embedder,
      Supplier<? extends RandomGenerator> randoms,
      Sought sought) {
    this.search = search;
    this.embedder = embedder;
    this.randoms = randoms;
    this.sought = sought;
    this.searches = new RankedSearches(search, sought);
  }

  Found find(RetrievalRequest request) {
    Found found = run(request);
    Among among = request.among();
    if (!found.isEmpty() || among.isGiven() || !among.shown().isEmpty()) {
      return found;
    }
    RetrievalRequest readable = readable(request);
    if (!readable.words().equals(request.words())) {
      found = run(readable);
    }
    boolean gives = found.isEmpty() && !readable.softestFirst().isEmpty();
    return gives ? relaxed(found) : found;
  }

  private Found run(RetrievalRequest request) {
    Strategy strategy = Ranking.usable(request);
    ItemSearch.Result page = placed(page(request, strategy));
    return new Found(
        request, page, strategy, List.of(), sought.missing(), sought.person(), sought.question());
  }

  private ItemSearch.Result placed(ItemSearch.Result page) {
    return sought.effects().pins().isEmpty()
        ? page
        : new ItemSearch.Result(
            Promotions.placed(page.items(), sought.effects()), page.total(), page.source());
  }

  /**
   * Without words in a script that neither the items have nor the model reads, if that leaves
   * anything to go by: an answer to the rest, which has to say so.
   */
  private RetrievalRequest readable(RetrievalRequest asked) {
    String words = asked.words();
    RetrievalRequest rest =
        asked.words(embedder.readable(asked.catalog(), words, asked.deadline()));
    if (rest.words().equals(words)) {
      return asked;
    }
    sought
        .missing()
        .add(
            new Found.Missing(
                words, "no item has these words, and the catalogue's model cannot read them"));
    boolean isWish = asked.open() || rest.isLikeness();
    return isWish ? rest : asked;
  }

  /** Gives up what has to be given up to find anything: which that is, one request counts. */
  private Found relaxed(Found nothing) {
    RetrievalRequest asked = nothing.request();
    asked.deadline().requireListener();
    List<List<Constraint>> ways = Relaxing.ways(asked.softestFirst());
    List<Long> counts;
    try {
      counts =
          search.counts(
              asked.catalog(),
              ways.stream()
                  .map(way -> new Candidates(asked.without(way), sought.question()).findable())
                  .toList(),
              asked.deadline().search());
    } catch (OpenSearchTimeoutException e) {
      sought
          .missing()
          .add(new Found.Missing("relaxing", "there was no time to find out what to give up"));
      return nothing;
    }
    List<Constraint> given =
        IntStream.range(0, ways.size())
            .filter(i -> counts.get(i) > 0)
            .mapToObj(ways::get)
            .findFirst()
            .orElse(ways.getLast());
    return run(asked.without(given)).relaxed(given);
  }

  /**
   * Reads no more than there has to be to choose among; where a page would show more than one of a
   * family, further items are looked for.
   */
  private ItemSearch.Result page(RetrievalRequest request, Strategy strategy) {
    Page page = new Page(request, untried(request, strategy), randoms);
    request.deadline().requireListener();
    IntFunction<ItemSearch.Result> first = searches.ranked(request, strategy);
    int size = page.candidates();
    ItemSearch.Result found = first.apply(size);
    if (page.is(found.items())) {
      return found;
    }
    if (page.wantsTwice(found.items(), size)) {
      size *= 2;
      found = first.apply(size);
    }
    return page.of(page.isEnough(found.items(), size) ? found : first.apply(page.mostCandidates()));
  }

  /** One item as the request ranks it; null where there is none. */
  Retrieval.@Nullable Alone alone(RetrievalRequest request, String id) {
    return searches.alone(request, id);
  }

  /** New items that may fit; none, and said so, where they cannot be looked for. */
  private List<RankedItem> untried(RetrievalRequest request, Strategy strategy) {
    Optional<List<RankedItem>> found =
        new UntriedItems(search).find(request, strategy, sought.question(), sought.person());
    if (found.isEmpty()) {
      sought.missing().add(Found.UNTRIED);
    }
    return found.orElse(List.of());
  }
}
