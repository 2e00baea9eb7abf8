package org.chatrec.rest.chat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.ItemReader;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Preference;
import org.chatrec.conversation.plan.Scope;
import org.chatrec.conversation.plan.Softness;
import org.chatrec.conversation.state.DialogueState;
import org.chatrec.people.preferences.Preferences;
import org.chatrec.people.profile.UserProfile;
import org.chatrec.people.profile.Wishes;
import org.chatrec.ranking.profile.SeenItems;
import org.chatrec.retrieval.Fitting;
import org.chatrec.retrieval.ItemSearch;
import org.chatrec.retrieval.Neighbours;
import org.chatrec.retrieval.PersonalSignals;
import org.chatrec.retrieval.RankedItem;
import org.chatrec.retrieval.Relaxing;
import org.chatrec.retrieval.Variants;
import org.chatrec.retrieval.WordlessCandidates;
import org.chatrec.search.CatalogBlend;
import org.chatrec.search.HybridCandidates;
import org.chatrec.search.Question;
import org.chatrec.search.QuestionReader;
import org.chatrec.search.UserInterests;
import org.jspecify.annotations.Nullable;
import org.opensearch.OpenSearchTimeoutException;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;

/**
 * Runs a plan: candidates that match its words or lie near them in meaning, near the items it wants
 * more of, or, where it names neither, near the person's interests; all within its filters; ranked
 * by one blended score. Where nothing is found, constraints are given up one at a time, the softest
 * first.
 */
final class PlanSearch {

  /**
   * Candidates by meaning; beyond this rank, MiniLM's neighbours have little to do with the words.
   */
  private static final int NEIGHBOURS = 100;

  private static final int WINDOW = 500;

  /** The best score of the words is found meanwhile. */
  private static final TimeValue READ_TIMEOUT = TimeValue.timeValueSeconds(2);

  private final ItemSearch search;
  private final ItemReader items;
  private final QueryEmbedder embedder;
  private final Wishes wishes;
  private final PersonalSignals people;
  private final QuestionReader questions;
  private final RelevanceJudge judge;

  PlanSearch(
      ItemSearch search,
      ItemReader items,
      QueryEmbedder embedder,
      Wishes wishes,
      PersonalSignals people,
      QuestionReader questions,
      RelevanceJudge judge) {
    this.search = search;
    this.wishes = wishes;
    this.people = people;
    this.questions = questions;
    this.judge = judge;
    this.items = items;
    this.embedder = embedder;
  }

  /**
   * What a plan is run on.
   *
   * @param seen the items that the person knows
   * @param among which items come into question
   * @param unwanted what the person said they dislike, and did not ask for now
   */
  record Job(
      Catalog catalog,
      CatalogCard card,
      Plan plan,
      UserProfile profile,
      SeenItems seen,
      Among among,
      List<Filter> unwanted) {

    Job(TurnReader.Basis basis, Plan plan, Among among) {
      this(
          basis.catalog(),
          basis.card(),
          plan,
          basis.profile(),
          basis.seen(),
          among,
          List.of());
    }

    private Job with(Among others) {
      return new Job(catalog, card, plan, profile, seen, others, unwanted);
    }

    /** What was shown can be asked about, whether it is liked or not. */
    private Job with(Wishes.Stated stated) {
      List<Filter> unwanted =
          among.isGiven() ? List.of() : stated.unwantedBut(plan.filters(), plan.query());
      return new Job(catalog, card, plan, stated.profile(), seen, among, unwanted);
    }
  }

  /**
   * Which items come into question.
   *
   * @param only these, or null
   * @param rejected none of these
   * @param shown nor of these, which the person has seen
   * @param onlyNew none that the person has an opinion on or has had already
   */
  record Among(
      @Nullable List<String> only, Set<String> rejected, Set<String> shown, boolean onlyNew) {

    /** What was shown, to be asked about, also after it was liked and so is new no longer. */
    static Among these(List<String> ids) {
      return new Among(ids, Set.of(), Set.of(), false);
    }

    /** What a search may find after what was said so far. */
    static Among after(DialogueState state, Plan plan) {
      boolean onlyNew =
          switch (plan.intent()) {
            case RECOMMEND, SIMILAR -> true;
            case REFINE, FEEDBACK -> state.seeksNew();
            default -> false;
          };
      Set<String> rejected = new LinkedHashSet<>(state.rejected());
      plan.preferences().stream()
          .filter(opinion -> !opinion.like())
          .map(Preference::itemId)
          .filter(Objects::nonNull)
          .forEach(rejected::add);
      Set<String> shown = plan.scope() == Scope.OTHERS ? state.everShown() : Set.of();
      return new Among(null, rejected, shown, onlyNew);
    }

    /** The same, seen or not. */
    Among again() {
      return new Among(only, rejected, Set.of(), onlyNew);
    }

    boolean isGiven() {
      return only != null;
    }
  }

  /**
   * What came of it.
   *
   * @param plan as it was run in the end
   * @param relaxed what was given up to find anything
   * @param dropped what could not be done
   * @param meaning the vector of the plan's words, or null
   * @param relevance how far the hits are about the plan's words
   * @param seen the items that the person knows
   */
  record Found(
      Plan plan,
      ItemSearch.Result result,
      List<Dropped> relaxed,
      List<Dropped> dropped,
      float @Nullable [] meaning,
      Relevance relevance,
      SeenItems seen) {

    Found(
        Plan plan,
        ItemSearch.Result result,
        List<Dropped> relaxed,
        List<Dropped> dropped,
        float @Nullable [] meaning) {
      this(plan, result, relaxed, dropped, meaning, Relevance.UNASKED, SeenItems.NONE);
    }

    private Found with(Relevance judged) {
      return new Found(plan, result, relaxed, dropped, meaning, judged, seen);
    }

    private boolean isEmpty() {
      return result.items().isEmpty();
    }

    private Found relaxed(List<Dropped> given) {
      return new Found(plan, result, given, dropped, meaning, relevance, seen);
    }

    private Found by(SeenItems known) {
      return new Found(plan, result, relaxed, dropped, meaning, relevance, known);
    }

    /**
     * How many there are in all; empty where the nearest were taken and nobody counted the rest.
     */
    OptionalLong total() {
      return isLikeness(plan) && result.total() >= NEIGHBOURS
          ? OptionalLong.empty()
          : OptionalLong.of(result.total());
    }
  }

  Found run(Job asked, Preferences said, Deadline deadline) {
    Job job = asked.with(wishes.of(asked.catalog(), asked.card(), asked.profile(), said));
    UserInterests person = people.of(job.catalog(), job.profile());
    PlainActionFuture<QuestionReader.Read> words = words(job, person);
    List<Dropped> dropped = new ArrayList<>();
    List<float[]> wanted =
        List.copyOf(
            items
                .vectors(job.catalog().index(), job.plan().likeItems(), job.catalog().vectorField())
                .values());
    float[] meaning = meaning(job, deadline, dropped);
    Question question = words.actionGet(READ_TIMEOUT).question().meaning(meaning).like(wanted);
    Sought sought = new Sought(person, question);
    Found found = found(job, sought, deadline, dropped, meaning).by(job.seen());
    return job.among().isGiven() ? found : found.with(judged(job, found, sought, deadline));
  }

  private Found found(
      Job job, Sought sought, Deadline deadline, List<Dropped> dropped, float @Nullable [] meaning) {
    Function<Plan, Found> run =
        plan -> new Found(plan, find(job, plan, sought, deadline), List.of(), dropped, meaning);
    Found found = run.apply(job.plan());
    if (!found.isEmpty() || job.among().isGiven() || !job.among().shown().isEmpty()) {
      return found;
    }
    Plan readable = readable(job, dropped);
    if (!readable.query().equals(job.plan().query())) {
      found = run.apply(readable);
    }
    boolean gives = found.isEmpty() && !Softness.order(found.plan()).isEmpty();
    return gives ? relaxed(job, found, sought, deadline, run, dropped) : found;
  }

  private Relevance judged(Job job, Found found, Sought sought, Deadline deadline) {
    PlanQuery dsl = new PlanQuery(job.catalog(), job.card());
    RelevanceJudge.Asked asked =
        new RelevanceJudge.Asked(
            job.catalog().index(),
            found.plan().query(),
            word -> dsl.words(found.plan().withQuery(word)),
            sought.question().meaning(),
            word -> vector(job, word, deadline),
            sought.person().sample());
    return judge.judge(asked, found.result().items());
  }

  private float @Nullable [] vector(Job job, String word, Deadline deadline) {
    try {
      return embedder.readable(job.catalog(), word).isBlank()
          ? null
          : embedder.embed(job.catalog(), word, deadline);
    } catch (QueryEmbedder.Unavailable e) {
      return null;
    }
  }

  /** What the words are worth: whether they name a thing, and the best score they have. */
  private PlainActionFuture<QuestionReader.Read> words(Job job, UserInterests person) {
    PlanQuery dsl = new PlanQuery(job.catalog(), job.card());
    PlainActionFuture<QuestionReader.Read> read = PlainActionFuture.newFuture();
    questions.read(
        person,
        new QuestionReader.Asked(
            new SearchRequest(job.catalog().index()),
            words(job.plan(), dsl),
            List.of(),
            job.plan().query(),
            "",
            false,
            Map.of(),
            null),
        read);
    return read;
  }

  /** Who seeks, and what. */
  private record Sought(UserInterests person, Question question) {

    List<float[]> vectors() {
      List<float[]> vectors = new ArrayList<>(question.like());
      if (question.meaning() != null) {
        vectors.add(question.meaning());
      }
      return vectors;
    }
  }

  /**
   * The plan without words in a script that neither the items have nor the model reads, if that
   * leaves anything to go by: an answer to the rest of the message, which has to say so.
   */
  private Plan readable(Job job, List<Dropped> dropped) {
    Plan asked = job.plan();
    Plan rest = asked.withQuery(embedder.readable(job.catalog(), asked.query()));
    if (rest.query().equals(asked.query())) {
      return asked;
    }
    dropped.add(
        new Dropped(
            asked.query(), "no item has these words, and the catalogue's model cannot read them"));
    boolean isWish =
        asked.intent() == Intent.RECOMMEND || isLikeness(rest) || !rest.filters().isEmpty();
    return isWish ? rest : asked;
  }

  /** Where a page would show more than one of a family, further items are looked for. */
  private ItemSearch.Result find(Job job, Plan plan, Sought sought, Deadline deadline) {
    ItemSearch.Result found = ranked(job, plan, sought, deadline);
    if (job.among().isGiven()
        || Variants.of(job.catalog(), found.items(), plan.query()).allLead()) {
      return found;
    }
    Plan wide = plan.withSize(plan.size() * Variants.POOL);
    ItemSearch.Result more = ranked(job, wide, sought, deadline);
    List<RankedItem> page =
        new ArrayList<>(
            Variants.page(job.catalog(), more.items(), plan.query(), plan.size()));
    if (!plan.sort().isEmpty()) { // the order is what was asked for
      page.sort(Comparator.comparingInt(more.items()::indexOf));
    }
    return new ItemSearch.Result(page, found.total(), more.source());
  }

  private ItemSearch.Result ranked(Job job, Plan plan, Sought sought, Deadline deadline) {
    if (!isLikeness(plan) && !job.among().isGiven() && plan.sort().isEmpty()) {
      return wordless(job, plan, sought, deadline);
    }
    boolean all = !isLikeness(plan) || job.among().isGiven() || plan.sort().isEmpty();
    return all
        ? search.search(job.catalog(), spec(job, plan, sought), millis(deadline))
        : bestInOrder(job, plan, sought, deadline);
  }

  /** Neither words nor a model: what the person may like, and what many do. */
  private ItemSearch.Result wordless(Job job, Plan plan, Sought sought, Deadline deadline) {
    WordlessCandidates.Found found =
        new WordlessCandidates(search)
            .find(
                job.catalog(),
                job.profile(),
                restricted(job, plan, new PlanQuery(job.catalog(), job.card())),
                new WordlessCandidates.From(true, true, true),
                Math.max(NEIGHBOURS, plan.size()),
                millis(deadline));
    ItemSearch.Spec spec =
        ItemSearch.Spec.of(
            found.query(),
            plan.size(),
            found.window(),
            CatalogBlend.of(sought.person(), sought.question(), CatalogBlend.Wanted.DEFAULT));
    ItemSearch.Result ranked = search.search(job.catalog(), spec, millis(deadline));
    return new ItemSearch.Result(ranked.items(), found.allowed(), ranked.source());
  }

  /**
   * "Newest space films": candidates are many more than what is about space, so the order is of the
   * best that fit. "What else?" goes on among the same.
   */
  private ItemSearch.Result bestInOrder(Job job, Plan plan, Sought sought, Deadline deadline) {
    Job again = job.with(job.among().again());
    ItemSearch.Spec spec = spec(again, plan, sought);
    ItemSearch.Spec ranked = spec.ranked(Math.max(Fitting.BEST, spec.size()));
    ItemSearch.Result best = search.search(job.catalog(), ranked, millis(deadline));
    Map<String, RankedItem> fitting = new LinkedHashMap<>();
    Fitting.of(best.items(), sought.vectors()).stream()
        .filter(item -> !job.among().shown().contains(item.id()))
        .forEach(item -> fitting.put(item.id(), item));
    List<String> order =
        fitting.isEmpty()
            ? List.of()
            : search.order(
                job.catalog(), fitting.keySet(), spec.sort(), spec.size(), millis(deadline));
    List<RankedItem> ordered = order.stream().map(fitting::get).filter(Objects::nonNull).toList();
    return new ItemSearch.Result(ordered, fitting.size(), best.source());
  }

  /** Whether there is a more and a less in how items fit, and not only yes or no. */
  private static boolean isLikeness(Plan plan) {
    return !plan.query().isBlank() || !plan.likeItems().isEmpty();
  }

  /** Gives up what has to be given up to find anything: which that is, one request counts. */
  private Found relaxed(
      Job job,
      Found nothing,
      Sought sought,
      Deadline deadline,
      Function<Plan, Found> run,
      List<Dropped> dropped) {
    Plan asked = nothing.plan();
    List<List<Filter>> ways = Relaxing.ways(Softness.order(asked));
    List<Long> counts;
    try {
      counts =
          search.counts(
              job.catalog(),
              ways.stream().map(way -> findable(job, without(asked, way), sought)).toList(),
              millis(deadline));
    } catch (OpenSearchTimeoutException e) {
      dropped.add(new Dropped("relaxing", "there was no time to find out what to give up"));
      return nothing;
    }
    List<Filter> given =
        IntStream.range(0, ways.size())
            .filter(i -> counts.get(i) > 0 || i == ways.size() - 1)
            .mapToObj(ways::get)
            .findFirst()
            .orElse(List.of());
    return run.apply(without(asked, given)).relaxed(given.stream().map(PlanSearch::giveUp).toList());
  }

  /** Whether there is anything that a plan finds: what has its words, or a vector to be near. */
  private static QueryBuilder findable(Job job, Plan plan, Sought sought) {
    PlanQuery dsl = new PlanQuery(job.catalog(), job.card());
    BoolQueryBuilder query = restricted(job, plan, dsl);
    QueryBuilder words = words(plan, dsl);
    BoolQueryBuilder any = QueryBuilders.boolQuery();
    if (words != null) {
      any.should(words);
    }
    if (!sought.vectors().isEmpty()) {
      any.should(QueryBuilders.existsQuery(job.catalog().vectorField()));
    }
    return any.hasClauses() ? query.filter(any.minimumShouldMatch(1)) : query;
  }

  private static Dropped giveUp(Filter filter) {
    return new Dropped(
        filter.field() + " " + filter.op().label() + " " + filter.value(),
        "nothing matches with it");
  }

  private static Plan without(Plan plan, List<Filter> given) {
    List<Filter> rest = new ArrayList<>(plan.filters());
    given.forEach(rest::remove);
    return plan.withFilters(rest);
  }

  private float @Nullable [] meaning(Job job, Deadline deadline, List<Dropped> dropped) {
    String words = job.plan().query();
    if (words.isBlank()) {
      return null;
    }
    String readable = embedder.readable(job.catalog(), words);
    if (readable.isBlank()) {
      return null;
    }
    try {
      return embedder.embed(job.catalog(), readable, deadline);
    } catch (QueryEmbedder.Unavailable e) {
      dropped.add(new Dropped("search by meaning", String.valueOf(e.getMessage())));
      return null;
    }
  }

  private static TimeValue millis(Deadline deadline) {
    // the search is what the answer is about: it gets a moment even where planning took the whole
    // budget
    return TimeValue.timeValueMillis(Math.max(500, deadline.remaining().toMillis()));
  }

  private static ItemSearch.Spec spec(Job job, Plan plan, Sought sought) {
    Catalog catalog = job.catalog();
    PlanQuery dsl = new PlanQuery(catalog, job.card());
    return new ItemSearch.Spec(
        query(job, plan, dsl, sought),
        words(plan, dsl),
        plan.size(),
        WINDOW,
        CatalogBlend.of(sought.person(), sought.question(), CatalogBlend.Wanted.DEFAULT),
        dsl.sort(plan),
        plan.query().isBlank() ? List.of() : catalog.plainTextFields());
  }

  private static @Nullable QueryBuilder words(Plan plan, PlanQuery dsl) {
    return plan.query().isBlank() ? null : dsl.words(plan);
  }

  private static QueryBuilder query(Job job, Plan plan, PlanQuery dsl, Sought sought) {
    BoolQueryBuilder query = restricted(job, plan, dsl);
    List<QueryBuilder> near = neighbours(job, plan, dsl, sought);
    QueryBuilder words = words(plan, dsl);
    if (!job.among().isGiven() && words != null) {
      return query.must(near.isEmpty() ? words : HybridCandidates.query(words, near));
    }
    if (!job.among().isGiven() && !near.isEmpty()) {
      near.forEach(query::should);
      return query.minimumShouldMatch(1);
    }
    return query.must(QueryBuilders.matchAllQuery());
  }

  private static List<QueryBuilder> neighbours(Job job, Plan plan, PlanQuery dsl, Sought sought) {
    BoolQueryBuilder filters = restricted(job, plan, dsl);
    Neighbours near = new Neighbours(filters.hasClauses() ? filters : null, NEIGHBOURS);
    return sought.vectors().stream()
        .map(vector -> near.of(job.catalog().vectorField(), vector))
        .toList();
  }

  private static BoolQueryBuilder restricted(Job job, Plan plan, PlanQuery dsl) {
    BoolQueryBuilder query = dsl.filters(plan);
    dsl.exclude(query, job.unwanted());
    if (!plan.likeItems().isEmpty()) {
      query.mustNot(QueryBuilders.idsQuery().addIds(plan.likeItems().toArray(String[]::new)));
    }
    List<String> only = job.among().only();
    if (only != null) {
      query.filter(QueryBuilders.idsQuery().addIds(only.toArray(String[]::new)));
    }
    without(query, job.among().rejected());
    without(query, job.among().shown());
    if (job.among().onlyNew()) {
      without(query, job.seen().seen());
    }
    return query;
  }

  private static void without(BoolQueryBuilder query, Set<String> ids) {
    if (!ids.isEmpty()) {
      query.mustNot(QueryBuilders.idsQuery().addIds(ids.toArray(String[]::new)));
    }
  }
}
