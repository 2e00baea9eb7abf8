package org.chatrec.rest.chat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogCards;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.conversation.answer.Answer;
import org.chatrec.conversation.answer.Clarifier;
import org.chatrec.conversation.answer.Moods;
import org.chatrec.conversation.catalog.ValueIndexes;
import org.chatrec.conversation.catalog.ValueSimilarity;
import org.chatrec.conversation.explain.Choosing;
import org.chatrec.conversation.explain.ExplainMode;
import org.chatrec.conversation.explain.ExplainOutcome;
import org.chatrec.conversation.explain.ExplanationService;
import org.chatrec.conversation.explain.HitFacts;
import org.chatrec.conversation.explain.LlmChooser;
import org.chatrec.conversation.explain.Wanted;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.llm.Degraded;
import org.chatrec.conversation.llm.DegradedReason;
import org.chatrec.conversation.llm.LlmClient;
import org.chatrec.conversation.llm.Stage;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.PlanValidator;
import org.chatrec.conversation.planner.PlanCache;
import org.chatrec.conversation.planner.PlanOutcome;
import org.chatrec.conversation.planner.PlanRequest;
import org.chatrec.conversation.planner.PlanningService;
import org.chatrec.conversation.planner.RulesPlanner;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.people.preferences.PreferenceStore;
import org.chatrec.people.profile.Naming;
import org.chatrec.people.profile.Wishes;
import org.chatrec.people.sessions.SessionStore;
import org.chatrec.retrieval.Among;
import org.chatrec.retrieval.Reason;
import org.chatrec.retrieval.ReasonFinder;
import org.chatrec.retrieval.Retrieval;
import org.jspecify.annotations.Nullable;
import org.opensearch.OpenSearchTimeoutException;
import org.opensearch.core.tasks.TaskCancelledException;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.transport.client.Client;

/**
 * One turn of a conversation: understand, search, explain, remember; each within its part of the
 * turn's time.
 */
public final class ChatService {

  /** Whether a turn may ask the LLM. */
  enum LlmUse {
    /** There is none. */
    NONE,
    ALLOWED,
    /** As many turns as can wait for it do so. */
    BUSY
  }

  /** Messages before this one that a model is shown. */
  private static final int EARLIER = 5;

  private final TurnReader reader;
  private final TurnSearches.Factory searches;
  private final Supplier<Optional<LlmClient>> llm;
  private final TurnExplainer explainer;
  private final TurnReply replies;
  private final TurnMemory memory;
  private final ChatFigures figures;
  private final LongSupplier clock;
  private final PlanCache planCache = new PlanCache();
  private final RulesPlanner rules;
  private final PlanValidator validator;
  private final NearestMeaning nearest;
  private final TurnAnswers questions;
  private final AskBack clarifier = new AskBack();
  private final Moods moods = new Moods();

  /**
   * @param llmPool runs explanations that are read later
   */
  public ChatService(
      Client client,
      StateClient state,
      Naming naming,
      CatalogCards cards,
      SessionStore sessions,
      PreferenceStore preferences,
      Wishes wishes,
      Retrieval.Factory retrievals,
      Supplier<Optional<LlmClient>> llm,
      Executor llmPool,
      ChatFigures figures,
      LongSupplier clock) {
    this.reader = new TurnReader(state, sessions, naming, cards);
    this.searches = new TurnSearches.Factory(client, retrievals, wishes);
    this.nearest = new NearestMeaning(retrievals.embedder());
    this.llm = llm;
    this.explainer = new TurnExplainer(new ExplanationService(llm), llm, sessions, llmPool, clock);
    this.replies = new TurnReply(moods);
    this.memory = new TurnMemory(sessions, preferences, clock);
    ValueIndexes indexes = cards.indexes();
    this.rules = new RulesPlanner((title, limit) -> List.of(), indexes, Clock.systemUTC());
    this.validator = RulesPlanner.validator(indexes, Clock.systemUTC(), ValueSimilarity.NONE);
    this.questions = new TurnAnswers(indexes, nearest);
    this.figures = figures;
    this.clock = clock;
  }

  /** Whether an LLM is configured at present. */
  boolean usesLlm() {
    return llm.get().isPresent();
  }

  /**
   * The answer of {@code POST /catalogs/{c}/chat}.
   *
   * @param turn the turn's task, which its searches end with
   * @param deadline of the whole turn
   */
  Map<String, Object> chat(ChatRequest request, LlmUse use, TaskId turn, Deadline deadline) {
    requireListener(deadline);
    ChatTurn.Shown shown = show(search(learned(understand(begin(request, use, turn, deadline)))));
    ChatAnswer answer = shown.begun().answer();
    requireListener(deadline);
    answer.reply(replies.of(shown));
    Optional<Clarifier.Ask> ask = ask(shown);
    ask.ifPresent(answer::asked);
    int number = memory.remember(shown, ask);
    String session = shown.begun().session().id();
    if (shown.explained() == null && shown.stored().isPending(clock.getAsLong())) {
      explainer.later(
          session, number, shown.begun().params(), shown.begun().language(), shown.facts());
    }
    figures.took(answer.millis());
    return answer.toMap(session, number, UUID.randomUUID().toString());
  }

  private static void requireListener(Deadline deadline) {
    if (deadline.cancellation().isCancelled()) {
      throw new TaskCancelledException("nobody waits for this chat any more");
    }
  }

  private ChatTurn.Begun begin(ChatRequest request, LlmUse use, TaskId turn, Deadline deadline) {
    ChatAnswer answer = new ChatAnswer(request.params().debug());
    TurnSearches own = searches.of(turn, deadline);
    TurnReader.Basis basis = reader.read(request, own.people(), deadline);
    answer.degraded(basis.degraded());
    return new ChatTurn.Begun(request, use, own, deadline, answer, basis);
  }

  /** A question about items, or what is no search at all, is answered before a plan is made. */
  private ChatTurn.Understood understand(ChatTurn.Begun turn) {
    Optional<TurnAnswers.Answered> read =
        questions.read(turn.params(), turn.basis(), turn.own(), turn.deadline());
    PlanOutcome planned =
        read.map(found -> found.planned(turn.basis(), turn.params().size()))
            .orElseGet(() -> plan(turn));
    Optional<TurnAnswers.Answered> answered = read.filter(TurnAnswers.Answered::isAnswer);
    turn.answer().planned(planned);
    answered.ifPresent(found -> turn.answer().degraded(found.degraded()));
    requireListener(turn.deadline());
    ChatTurn.Understood understood = new ChatTurn.Understood(turn, answered, planned, false);
    boolean open =
        isChoice(understood)
            || understood.isAsked()
            || answered.filter(TurnAnswers.Answered::isOpen).isPresent();
    boolean chooses = open && explainer.chooses(turn.params(), planned, turn.use());
    return new ChatTurn.Understood(turn, answered, planned, chooses);
  }

  /** Whether it looks for a few items in an order that is not given. */
  private static boolean isChoice(ChatTurn.Understood turn) {
    return !turn.isNoSearch()
        && !turn.isAboutShown()
        && turn.plan().size() <= LlmChooser.MAX_HITS
        && turn.plan().sort().isEmpty();
  }

  /** Keeps the opinions in a message, which count from this very answer. */
  private ChatTurn.Understood learned(ChatTurn.Understood turn) {
    ChatTurn.Begun begun = turn.begun();
    String userId = begun.basis().userId();
    List<String> known = begun.basis().session().state().knownBy(turn.plan());
    if (userId == null || turn.plan().preferences().isEmpty() && known.isEmpty()) {
      return turn;
    }
    String message = begun.params().message();
    begun
        .answer()
        .degraded(
            begun
                .own()
                .feedback()
                .record(begun.basis().catalog(), userId, turn.plan(), message, known));
    TurnReader.Basis now =
        reader.again(begun.request(), begun.basis(), begun.own().people(), begun.deadline());
    return new ChatTurn.Understood(
        begun.with(now), turn.answered(), turn.planned(), turn.chooses());
  }

  private PlanOutcome plan(ChatTurn.Begun turn) {
    TurnReader.Basis basis = turn.basis();
    Catalog catalog = basis.catalog();
    String message = turn.params().message();
    boolean asks = turn.use() == LlmUse.ALLOWED;
    PlanRequest request =
        new PlanRequest(
            moods
                .of(message, turn.language(), basis.card().isWatched())
                .map(Moods.Mood::wish)
                .orElse(message),
            basis.session().state(),
            basis.card(),
            turn.params().size(),
            asks ? interests(turn) : List.of());
    CatalogTitles titles = new CatalogTitles(turn.own().items(), catalog, turn.deadline());
    Supplier<Optional<LlmClient>> client = asks ? llm : Optional::empty;
    PlanOutcome outcome =
        new PlanningService(
                rules.with(titles),
                client,
                validator.with(new EmbeddedValues(nearest, catalog.model(), turn.deadline())),
                titles,
                planCache)
            .plan(request, turn.deadline());
    List<Degraded> degraded = new ArrayList<>();
    if (turn.use() == LlmUse.BUSY) {
      degraded.add(new Degraded(Stage.PLAN, DegradedReason.LLM_BUSY));
    }
    if (!basis.card().read()) { // no value of the catalogue was known to the plan
      degraded.add(new Degraded(Stage.PLAN, DegradedReason.UNAVAILABLE));
    }
    return degraded.isEmpty() ? outcome : outcome.withDegraded(degraded);
  }

  /** For the prompt, which goes without where they are not there in time. */
  private static List<String> interests(ChatTurn.Begun turn) {
    try {
      return turn.own().interests().of(turn.basis().catalog(), turn.basis().profile());
    } catch (OpenSearchTimeoutException e) {
      return List.of();
    }
  }

  private ChatTurn.Searched search(ChatTurn.Understood turn) {
    TurnHits hits = turn.answered().map(TurnAnswers.Answered::hits).orElseGet(() -> found(turn));
    Optional<String> denial =
        hits == null || turn.answered().isPresent()
            ? Optional.empty()
            : questions.none(turn.begun().params().message(), turn.begun().basis(), hits);
    turn.begun().answer().found();
    return new ChatTurn.Searched(
        turn, denial.isPresent() ? hits.select(List.of(), hits.found().plan()) : hits, denial);
  }

  /** The hits that the intent asks for; null where it asks for none. */
  private static @Nullable TurnHits found(ChatTurn.Understood turn) {
    PlanSearch.Job job = job(turn);
    if (job == null) {
      return null;
    }
    TurnReader.Basis basis = turn.begun().basis();
    TurnSearches own = turn.begun().own();
    ReasonFinder.Begun liked = own.reasons().begin(basis.catalog(), basis.profile());
    PlanSearch.Outcome found = own.plans().run(job, basis.said(), turn.begun().deadline());
    TurnHits hits = TurnHits.of(basis.catalog(), found, reasons(turn.begun(), liked, found));
    if (turn.isAboutShown()) {
      return hits.inOrder(referenced(turn));
    }
    return turn.chooses() ? hits.select(hits.families().order(), found.plan()) : hits;
  }

  /** What there is to search for, or null. */
  private static PlanSearch.@Nullable Job job(ChatTurn.Understood turn) {
    TurnReader.Basis basis = turn.begun().basis();
    if (turn.isNoSearch()) {
      return null;
    }
    if (!turn.isAboutShown()) {
      Plan wide = turn.chooses() ? turn.plan().withSize(LlmChooser.MAX_HITS) : turn.plan();
      return new PlanSearch.Job(
          basis,
          wide,
          PlanSearch.after(basis.session().state(), wide),
          basis.messages(turn.begun().params().message()));
    }
    List<String> ids = referenced(turn);
    Plan before =
        basis.session().state().lastSearch().orElse(turn.plan()).withScope(turn.plan().scope());
    return ids.isEmpty() ? null : new PlanSearch.Job(basis, before, Among.these(ids), List.of());
  }

  private static List<String> referenced(ChatTurn.Understood turn) {
    return turn.referenced().stream().map(ShownItem::id).distinct().toList();
  }

  /** Why the hits are there; hits without a reason where these are not there in time. */
  private static List<List<Reason>> reasons(
      ChatTurn.Begun turn, ReasonFinder.Begun liked, PlanSearch.Outcome found) {
    try {
      return turn.own().reasons().of(liked, found.found());
    } catch (OpenSearchTimeoutException e) {
      turn.answer().degraded(List.of(new Degraded(Stage.EXPLAIN, DegradedReason.BUDGET)));
      return Collections.nCopies(found.result().items().size(), List.of());
    }
  }

  private ChatTurn.Shown show(ChatTurn.Searched turn) {
    ChatTurn.Understood understood = turn.understood();
    ChatTurn.Begun begun = understood.begun();
    List<HitFacts> candidates = turn.facts();
    ExplainOutcome explained = explained(turn, candidates);
    List<Integer> order = order(understood, explained, candidates.size());
    TurnHits hits = turn.hits();
    if (hits != null && understood.chooses()) {
      hits = hits.select(order, hits.found().plan().withSize(understood.plan().size()));
    }
    List<HitFacts> facts = order.stream().map(candidates::get).toList();
    begun.answer().searched(understood.plan(), hits);
    ExplainOutcome shown = explained == null ? null : explained.select(order);
    Optional<Answer> told = told(understood, facts, shown);
    told.ifPresent(begun.answer()::answered);
    StoredExplanation stored = stored(understood, hits, facts, shown);
    begun.answer().chooser(shown != null && !explained.choice().order().isEmpty());
    return new ChatTurn.Shown(turn, hits, facts, shown, stored, told);
  }

  /** What was asked for: a model's answer where it has one, else what the fields tell. */
  private Optional<Answer> told(
      ChatTurn.Understood turn, List<HitFacts> facts, @Nullable ExplainOutcome shown) {
    ExplainOutcome.Choice choice = shown == null ? ExplainOutcome.Choice.NONE : shown.choice();
    if (shown != null && isSaid(turn, facts, choice)) {
      return Optional.of(questions.chosen(turn.begun().language(), facts, shown));
    }
    if (turn.isAsked() && choice.nothingFits()) {
      return Optional.of(
          questions.untold(turn.begun().params().message(), turn.begun().basis(), facts));
    }
    return turn.answered().map(TurnAnswers.Answered::answer).or(() -> compared(turn, facts));
  }

  /** Whether a model answers: it names those that were asked for, or says how they differ. */
  private static boolean isSaid(
      ChatTurn.Understood turn, List<HitFacts> facts, ExplainOutcome.Choice choice) {
    if (!turn.isQuestion()) {
      return isCompared(turn, facts) && !choice.intro().isEmpty();
    }
    // why one item is shown needs no sentence that names it as the nearest
    boolean why = turn.isAsked() && turn.referenced().size() == 1 && choice.intro().isEmpty();
    return !choice.order().isEmpty() && !why;
  }

  /** Null where explanations are left for later. */
  private @Nullable ExplainOutcome explained(
      ChatTurn.Searched searched, List<HitFacts> candidates) {
    ChatTurn.Understood turn = searched.understood();
    ChatTurn.Begun begun = turn.begun();
    boolean answered = turn.answered().isPresent();
    if (begun.params().explain() == ExplainMode.LATER && begun.basis().remembers() && !answered) {
      return null;
    }
    ExplainOutcome outcome =
        explainer.now(
            answered && !turn.chooses() ? begun.params().unexplained() : begun.params(),
            begun.language(),
            turn.planned(),
            candidates,
            begun.answer().tokens(),
            begun.use(),
            turn.chooses()
                ? new Choosing(most(turn, candidates.size()), searched.candidates())
                : Choosing.NOTHING,
            wanted(turn),
            begun.deadline());
    boolean read = answered ? !outcome.choice().order().isEmpty() : outcome.isByModel();
    boolean alone = answered || isCompared(turn, candidates);
    boolean untold = turn.isAsked() && outcome.choice().nothingFits();
    return alone && !read || untold ? outcome.unexplained() : outcome;
  }

  private static boolean isCompared(ChatTurn.Understood turn, List<HitFacts> facts) {
    return turn.plan().intent() == Intent.COMPARE && facts.size() > 1;
  }

  /** All that a question is about may answer it. */
  private static int most(ChatTurn.Understood turn, int candidates) {
    return turn.isQuestion() ? candidates : turn.plan().size();
  }

  /** What was said before, as far as a model is to know, and what this message is measured by. */
  private static Wanted wanted(ChatTurn.Understood turn) {
    List<String> said = turn.begun().session().state().messages();
    return new Wanted(
        said.subList(Math.max(0, said.size() - EARLIER), said.size()),
        turn.planned().liked(),
        turn.planned().dropped().stream().filter(Dropped::isUnmet).map(Dropped::part).toList());
  }

  /**
   * Positions of the hits that are shown: those that a model chose, or, where none answers, those
   * that it names as the nearest, and the best by score.
   */
  private static List<Integer> order(
      ChatTurn.Understood turn, @Nullable ExplainOutcome explained, int candidates) {
    int size = most(turn, candidates);
    if (explained != null && !explained.choice().order().isEmpty()) {
      return explained.choice().order().stream().limit(size).toList();
    }
    int shown = turn.chooses() ? Math.min(size, candidates) : candidates;
    List<Integer> first =
        explained == null || turn.isQuestion() ? List.of() : explained.choice().nearest();
    return IntStream.concat(
            first.stream().mapToInt(Integer::intValue), IntStream.range(0, candidates))
        .distinct()
        .limit(shown)
        .boxed()
        .toList();
  }

  private Optional<Answer> compared(ChatTurn.Understood turn, List<HitFacts> facts) {
    return isCompared(turn, facts)
        ? Optional.of(
            questions.compared(turn.begun().params().message(), turn.begun().basis(), facts))
        : Optional.empty();
  }

  /** What is remembered of the explanations; they stand in the answer after this, too. */
  private StoredExplanation stored(
      ChatTurn.Understood turn,
      @Nullable TurnHits hits,
      List<HitFacts> facts,
      @Nullable ExplainOutcome explained) {
    ChatAnswer answer = turn.begun().answer();
    figures.count(turn.planned(), Optional.ofNullable(explained));
    if (explained == null) {
      answer.explainedLater();
      return explainer.pending(turn.begun().params(), turn.begun().language(), facts);
    }
    answer.explained(explained);
    return StoredExplanation.done(hits == null ? List.of() : hits.shown(), explained);
  }

  /** Once in a conversation, beside the hits, where the person gave little. */
  private Optional<Clarifier.Ask> ask(ChatTurn.Shown turn) {
    if (turn.understood().answered().isPresent() || !turn.isPlain()) {
      return Optional.empty();
    }
    return clarifier.ask(turn.begun(), turn.hits().found().plan());
  }
}
