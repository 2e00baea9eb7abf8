package org.chatrec.retrieval;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.chatrec.catalog.AliasFilters;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.ItemReader;
import org.chatrec.catalog.rules.BusinessRule;
import org.chatrec.catalog.rules.RuleEffects;
import org.chatrec.search.Question;
import org.chatrec.search.QuestionReader;
import org.chatrec.search.UserInterests;
import org.chatrec.search.WordsQuery;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.common.unit.TimeValue;
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

  private RetrievalRun begin(RetrievalRequest request, RuleEffects effects) {
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
    RetrievalRun.Sought sought =
        new RetrievalRun.Sought(person, question, effects.onPage(request.size()), missing);
    return new RetrievalRun(search, embedder, randoms, sought);
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
}
