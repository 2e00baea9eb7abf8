package org.chatrec.retrieval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.AliasFilters;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.ItemReader;
import org.chatrec.catalog.rules.BusinessRule;
import org.chatrec.catalog.rules.RuleEffects;
import org.chatrec.search.Blend;
import org.chatrec.search.Question;
import org.chatrec.search.QuestionReader;
import org.chatrec.search.UserInterests;
import org.chatrec.search.WordsQuery;
import org.jspecify.annotations.Nullable;
import org.opensearch.OpenSearchException;
import org.opensearch.OpenSearchTimeoutException;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.tasks.TaskCancelledException;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.transport.client.Client;

/**
 * From what is wanted to ranked items, for chats, recommendations and similar items alike:
 * candidates that match the words or lie near them in meaning, near the items wanted more of, or,
 * where a request names neither, near the person's interests; all within its constraints; ranked by
 * one blended score. Where nothing is found, constraints are given up, the softest first. All of it
 * is the caller's own search.
 */
public final class Retrieval {

  private static final int WINDOW = 500;

  /** The share of the time that is left in which it has to be known what rules promote. */
  private static final double PROMOTING = 0.5;

  private static final Logger LOGGER = LogManager.getLogger(Retrieval.class);

  /** Candidates of each kind on each shard, where nothing but the person is there to go by. */
  private static final int WORDLESS = 100;

  /** The best score of the words is found meanwhile. */
  private static final TimeValue READ_TIMEOUT = TimeValue.timeValueSeconds(2);

  private final ItemSearch search;
  private final ItemReader items;
  private final QueryEmbedder embedder;
  private final PersonalSignals people;
  private final AliasFilters aliases;
  private final QuestionReader questions;
  private final Supplier<? extends RandomGenerator> randoms;

  private Retrieval(
      ItemSearch search,
      ItemReader items,
      QueryEmbedder embedder,
      PersonalSignals people,
      AliasFilters aliases,
      QuestionReader questions,
      Supplier<? extends RandomGenerator> randoms) {
    this.search = search;
    this.items = items;
    this.embedder = embedder;
    this.people = people;
    this.aliases = aliases;
    this.questions = questions;
    this.randoms = randoms;
  }

  /**
   * Makes them for clients: one of a turn's task ends its searches with the turn.
   *
   * @param embedder turns words into vectors
   * @param people knows what of a person counts
   * @param aliases know what an alias lets through
   */
  public record Factory(QueryEmbedder embedder, PersonalSignals people, AliasFilters aliases) {

    /**
     * Searching with a client.
     *
     * @param client of the caller
     * @param items reads the items that an answer shall be like
     */
    public Retrieval of(Client client, ItemReader items) {
      return new Retrieval(
          new ItemSearch(client),
          items,
          embedder,
          people,
          aliases,
          QuestionReader.ofWords(client),
          ThreadLocalRandom::current);
    }
  }

  /** Finds it, and waits. */
  public Found find(RetrievalRequest asked) {
    RuleEffects effects = effects(asked);
    RetrievalRequest request = underItsName(asked, effects);
    return begin(request, effects).find(request);
  }

  /**
   * One item as a request ranks it, whether it is among the candidates or not.
   *
   * @return null where the caller may not read the item, or there is none
   */
  public @Nullable Alone alone(RetrievalRequest asked, String id) {
    RuleEffects effects = effects(asked);
    RetrievalRequest request = underItsName(asked, effects);
    return begin(request, effects).alone(request, id);
  }

  /**
   * An item by itself.
   *
   * @param item with its score
   * @param candidate whether a search finds it that ranks all candidates
   */
  public record Alone(RankedItem item, boolean candidate) {}

  /** Which of a request's constraints an item does not fulfil, an alias' filter included. */
  public List<Constraint> unfulfilled(RetrievalRequest asked, String id) {
    List<Constraint> all = underItsName(asked, effects(asked)).constraints();
    if (all.isEmpty()) {
      return List.of();
    }
    List<QueryBuilder> conditions =
        all.stream().<QueryBuilder>map(constraint -> only(id, constraint)).toList();
    List<Long> counts = search.counts(asked.catalog(), conditions, asked.deadline().search());
    return IntStream.range(0, all.size())
        .filter(i -> counts.get(i) == 0)
        .mapToObj(all::get)
        .toList();
  }

  private static QueryBuilder only(String id, Constraint constraint) {
    BoolQueryBuilder one = QueryBuilders.boolQuery().filter(QueryBuilders.idsQuery().addIds(id));
    constraint.addTo(one);
    return one;
  }

  private Run begin(RetrievalRequest request, RuleEffects effects) {
    request.deadline().requireListener();
    UserInterests person = people.of(request.catalog(), request.person());
    PlainActionFuture<QuestionReader.Read> reading = read(request, person);
    List<Found.Missing> missing = new ArrayList<>();
    List<float[]> like =
        List.copyOf(
            items
                .vectors(request.catalog().index(), request.like(), request.catalog().vectorField())
                .values());
    float[] meaning = meaning(request, missing);
    Question question = reading.actionGet(READ_TIMEOUT).question().meaning(meaning).like(like);
    return new Run(person, question, effects.onPage(request.size()), missing);
  }

  /**
   * With what always holds: the catalogue's filter, what its rules hide, and an alias' filter,
   * since neighbours are taken before it.
   */
  private RetrievalRequest underItsName(RetrievalRequest asked, RuleEffects effects) {
    List<Constraint> all = new ArrayList<>(asked.constraints());
    QueryBuilder named = aliases.of(asked.catalog().index());
    if (named != null) {
      all.add(Constraint.hard(named));
    }
    QueryBuilder always = asked.catalog().always();
    if (always != null) {
      all.add(Constraint.hard(always));
    }
    if (effects.hidden() != null) {
      all.add(Constraint.not(effects.hidden()));
    }
    return asked.constraints(all);
  }

  /** What the rules come to: looked at once, so that all steps of an answer have the same. */
  private static RuleEffects effects(RetrievalRequest asked) {
    return asked
        .catalog()
        .rules()
        .on(
            new BusinessRule.Occasion(
                asked.words(),
                asked.person().userId(),
                asked.audience(),
                System.currentTimeMillis()));
  }

  /** What the words are worth: whether they name a thing, and the best score they have. */
  private PlainActionFuture<QuestionReader.Read> read(
      RetrievalRequest request, UserInterests person) {
    PlainActionFuture<QuestionReader.Read> read = PlainActionFuture.newFuture();
    if (request.words().isBlank()) {
      read.onResponse(new QuestionReader.Read(Question.NONE, null));
      return read;
    }
    questions.read(
        person,
        new QuestionReader.Asked(
            new SearchRequest(request.catalog().index()),
            Candidates.words(request),
            new WordsQuery(request.catalog().searchedWords()).terms(request.words()),
            List.of(),
            request.words(),
            "",
            false,
            Map.of(),
            null),
        read);
    return read;
  }

  private float @Nullable [] meaning(RetrievalRequest request, List<Found.Missing> missing) {
    try {
      return vector(request.catalog(), request.words(), request.deadline());
    } catch (QueryEmbedder.Unavailable e) {
      missing.add(new Found.Missing("search by meaning", String.valueOf(e.getMessage())));
      return null;
    }
  }

  /** The vector of what the catalogue's model reads of a text; null where that is nothing. */
  private float @Nullable [] vector(Catalog catalog, String text, Deadline deadline)
      throws QueryEmbedder.Unavailable {
    String readable = text.isBlank() ? "" : embedder.readable(catalog, text, deadline);
    return readable.isBlank() ? null : embedder.embed(catalog, readable, deadline);
  }

  /** The vector of a word of a request; null where none can be had. */
  public float @Nullable [] meaning(RetrievalRequest request, String word) {
    try {
      return vector(request.catalog(), word, request.deadline());
    } catch (QueryEmbedder.Unavailable e) {
      return null;
    }
  }

  /** One request, of which is known who seeks, and what. */
  private final class Run {
    private final UserInterests person;
    private final Question question;
    private final RuleEffects effects;
    private final List<Found.Missing> missing;

    Run(UserInterests person, Question question, RuleEffects effects, List<Found.Missing> missing) {
      this.person = person;
      this.question = question;
      this.effects = effects;
      this.missing = missing;
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
      return new Found(request, page, strategy, List.of(), missing, person, question);
    }

    private ItemSearch.Result placed(ItemSearch.Result page) {
      return effects.pins().isEmpty()
          ? page
          : new ItemSearch.Result(
              Promotions.placed(page.items(), effects), page.total(), page.source());
    }

    /** With what the rules promote; without, where that cannot be found out in time. */
    private ItemSearch.Spec promoted(RetrievalRequest request, ItemSearch.Spec spec) {
      if (!effects.ranks() || request.among().isGiven()) {
        return spec;
      }
      BoolQueryBuilder allowed = new Candidates(request, question).allowed();
      try {
        TimeValue time = request.deadline().part(PROMOTING).search();
        return search.promoted(request.catalog(), spec, effects, allowed, time);
      } catch (TaskCancelledException e) {
        throw e;
      } catch (OpenSearchException e) {
        LOGGER.debug("an answer goes on without what rules promote", e);
        if (!missing.contains(Found.PROMOTED)) {
          missing.add(Found.PROMOTED);
        }
        return spec;
      }
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
      missing.add(
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
                    .map(way -> new Candidates(asked.without(way), question).findable())
                    .toList(),
                asked.deadline().search());
      } catch (OpenSearchTimeoutException e) {
        missing.add(new Found.Missing("relaxing", "there was no time to find out what to give up"));
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
     * Reads no more than there has to be to choose among; where a page would show more than one of
     * a family, further items are looked for.
     */
    private ItemSearch.Result page(RetrievalRequest request, Strategy strategy) {
      Page page = new Page(request, untried(request, strategy), randoms);
      request.deadline().requireListener();
      IntFunction<ItemSearch.Result> first = ranked(amongAll(request), strategy);
      int size = page.candidates();
      ItemSearch.Result found = first.apply(size);
      if (page.is(found.items())) {
        return found;
      }
      if (page.wantsTwice(found.items(), size)) {
        size *= 2;
        found = first.apply(size);
      }
      return page.of(
          page.isEnough(found.items(), size) ? found : first.apply(page.mostCandidates()));
    }

    /** The same for all that a page may be made of: its candidates do not hang on what is read. */
    private static RetrievalRequest amongAll(RetrievalRequest request) {
      return request.size(request.size() * Variants.POOL);
    }

    /** New items that may fit; none, and said so, where they cannot be looked for. */
    private List<RankedItem> untried(RetrievalRequest request, Strategy strategy) {
      Optional<List<RankedItem>> found =
          new UntriedItems(search).find(request, strategy, question, person);
      if (found.isEmpty()) {
        missing.add(Found.UNTRIED);
      }
      return found.orElse(List.of());
    }

    /** The first of what is ranked, as many as are asked for. */
    private IntFunction<ItemSearch.Result> ranked(RetrievalRequest request, Strategy strategy) {
      if (request.isWordless()) {
        return wordless(request, strategy);
      }
      boolean all = !request.isLikeness() || request.among().isGiven() || request.order().isEmpty();
      return all ? reader(request, spec(request))::first : hits -> bestInOrder(request.size(hits));
    }

    private RankedReader reader(RetrievalRequest request, ItemSearch.Spec spec) {
      return new RankedReader(
          search, request.catalog(), promoted(request, spec), request.deadline());
    }

    @Nullable Alone alone(RetrievalRequest asked, String id) {
      RetrievalRequest request = amongAll(asked);
      QueryBuilder one = QueryBuilders.idsQuery().addIds(id);
      Strategy strategy = Ranking.usable(request);
      Candidates candidates = new Candidates(request, question);
      boolean wordless = request.isWordless();
      QueryBuilder all = wordless ? wordless(request).get().query() : candidates.query();
      ItemSearch.Spec spec =
          new ItemSearch.Spec(
              QueryBuilders.boolQuery().filter(all).filter(one),
              wordless ? null : candidates.words(),
              1,
              WINDOW,
              wordless ? Ranking.wordless(strategy, person) : Ranking.asked(candidates, person),
              List.of(),
              Passages.NONE);
      TimeValue time = request.deadline().search();
      List<RankedItem> found = search.search(request.catalog(), spec, time).items();
      if (!found.isEmpty()) {
        return new Alone(found.getFirst(), true);
      }
      return search
          .search(request.catalog(), spec.over(QueryBuilders.boolQuery().filter(one)), time)
          .items()
          .stream()
          .findFirst()
          .map(item -> new Alone(item, false))
          .orElse(null);
    }

    private Supplier<WordlessCandidates.Found> wordless(RetrievalRequest request) {
      Candidates candidates = new Candidates(request, question);
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
      Blend blend = Ranking.wordless(strategy, person); // which takes as long
      WordlessCandidates.Found found = finding.get();
      ItemSearch.Spec spec =
          ItemSearch.Spec.of(found.query(), request.size(), found.window(), blend);
      RankedReader reader = reader(request, spec);
      return hits -> {
        ItemSearch.Result ranked = reader.first(hits);
        return new ItemSearch.Result(ranked.items(), found.allowed(), ranked.source());
      };
    }

    private ItemSearch.Spec spec(RetrievalRequest request) {
      Candidates candidates = new Candidates(request, question);
      return new ItemSearch.Spec(
          candidates.query(),
          candidates.words(),
          request.size(),
          WINDOW,
          Ranking.asked(candidates, person),
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
     * "Newest space films": candidates are many more than what is about space, so the order is of
     * the best that fit. "What else?" goes on among the same.
     */
    private ItemSearch.Result bestInOrder(RetrievalRequest request) {
      RetrievalRequest again = request.among(request.among().again());
      ItemSearch.Spec spec = spec(again);
      TimeValue time = request.deadline().search();
      ItemSearch.Result best =
          search.search(request.catalog(), spec.ranked(Math.max(Fitting.BEST, spec.size())), time);
      Map<String, RankedItem> fitting = new LinkedHashMap<>();
      Fitting.of(best.items(), new Candidates(again, question).vectors(), person.sample()).stream()
          .filter(item -> !request.among().shown().contains(item.id()))
          .forEach(item -> fitting.put(item.id(), item));
      List<String> order =
          fitting.isEmpty()
              ? List.of()
              : search.order(request.catalog(), fitting.keySet(), spec.sort(), spec.size(), time);
      List<RankedItem> ordered = order.stream().map(fitting::get).filter(Objects::nonNull).toList();
      return new ItemSearch.Result(ordered, fitting.size(), best.source());
    }
  }
}
