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
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogCards;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.conversation.answer.Answer;
import org.chatrec.conversation.answer.Clarifier;
import org.chatrec.conversation.answer.Moods;
import org.chatrec.conversation.catalog.ValueIndexes;
import org.chatrec.conversation.catalog.ValueSimilarity;
import org.chatrec.conversation.explain.Aboutness;
import org.chatrec.conversation.explain.ExplainMode;
import org.chatrec.conversation.explain.ExplainOutcome;
import org.chatrec.conversation.explain.ExplanationService;
import org.chatrec.conversation.explain.HitFacts;
import org.chatrec.conversation.explain.LlmChooser;
import org.chatrec.conversation.explain.ReplyFacts;
import org.chatrec.conversation.explain.ReplyWriter;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.llm.Degraded;
import org.chatrec.conversation.llm.DegradedReason;
import org.chatrec.conversation.llm.LlmClient;
import org.chatrec.conversation.llm.Stage;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.PlanValidator;
import org.chatrec.conversation.plan.Scope;
import org.chatrec.conversation.planner.PlanCache;
import org.chatrec.conversation.planner.PlanOutcome;
import org.chatrec.conversation.planner.PlanRequest;
import org.chatrec.conversation.planner.PlanningService;
import org.chatrec.conversation.planner.RulesPlanner;
import org.chatrec.conversation.state.DialogueState;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.state.Turn;
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

  private static final Logger LOG = LogManager.getLogger(ChatService.class);

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
  private final SessionStore sessions;
  private final TurnSearches.Factory searches;
  private final Supplier<Optional<LlmClient>> llm;
  private final TurnExplainer explainer;
  private final PreferenceStore preferences;
  private final ChatFigures figures;
  private final LongSupplier clock;
  private final ReplyWriter replies = new ReplyWriter();
  private final PlanCache planCache = new PlanCache();
  private final RulesPlanner rules;
  private final PlanValidator validator;
  private final EmbeddedValues.Factory values;
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
    this.sessions = sessions;
    this.preferences = preferences;
    this.values = new EmbeddedValues.Factory(retrievals.embedder());
    this.llm = llm;
    this.explainer = new TurnExplainer(new ExplanationService(llm), llm, sessions, llmPool, clock);
    ValueIndexes indexes = cards.indexes();
    this.rules = new RulesPlanner((title, limit) -> List.of(), indexes, Clock.systemUTC());
    this.validator = RulesPlanner.validator(indexes, Clock.systemUTC(), ValueSimilarity.NONE);
    this.questions = new TurnAnswers(indexes, retrievals.embedder());
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
    ChatRequest.Params params = request.params();
    ChatAnswer answer = new ChatAnswer(params.debug());
    TurnSearches own = searches.of(turn, deadline);
    TurnReader.Basis begun = reader.read(request, own.people(), deadline);
    answer.degraded(begun.degraded());
    Optional<TurnAnswers.Answered> answered = questions.read(params, begun, own, deadline);
    PlanOutcome planned =
        answered
            .map(found -> found.planned(begun, params.size()))
            .orElseGet(() -> plan(params, begun, own, use, deadline));
    answer.planned(planned);
    answered.ifPresent(found -> answer.degraded(found.degraded()));
    requireListener(deadline);

    TurnReader.Basis basis = learned(request, begun, own, planned.plan(), answer, deadline);
    SessionStore.Session session = basis.session();
    boolean chooses =
        answered.isEmpty() && isSearch(planned.plan()) && explainer.chooses(params, planned, use);
    TurnHits found =
        answered.isPresent()
            ? answered.get().hits()
            : search(params, basis, own, planned.plan(), chooses, answer, deadline);
    answer.found();
    List<HitFacts> candidates = found == null ? List.of() : found.facts();
    boolean later =
        params.explain() == ExplainMode.LATER && basis.remembers() && answered.isEmpty();
    ExplainOutcome explained =
        later
            ? null
            : explainer.now(
                params.explain(answered.isPresent()),
                planned,
                candidates,
                answer.tokens(),
                use,
                chooses ? planned.plan().size() : 0,
                earlier(session),
                deadline);
    List<Integer> order = order(explained, candidates.size(), planned.plan().size(), chooses);
    TurnHits hits = found == null ? null : chosen(found, order, planned.plan(), chooses);
    List<HitFacts> facts = order.stream().map(candidates::get).toList();
    answer.searched(planned.plan(), hits);
    Optional<Answer> told =
        answered
            .map(TurnAnswers.Answered::answer)
            .or(() -> compared(params, basis, planned.plan(), facts));
    told.ifPresent(answer::answered);
    StoredExplanation stored;
    if (explained == null) {
      stored = explainer.pending(params, facts);
      answer.explainedLater();
      figures.count(planned, Optional.empty());
    } else {
      ExplainOutcome shown = explained.select(order);
      answer.explained(shown);
      figures.count(planned, Optional.of(shown));
      stored = StoredExplanation.done(hits == null ? List.of() : hits.shown(), shown);
    }
    boolean byModel = explained != null && !explained.choice().order().isEmpty();
    answer.chooser(byModel);
    requireListener(deadline);
    answer.reply(
        answered
            .map(TurnAnswers.Answered::reply)
            .or(() -> told.map(Answer::text))
            .or(() -> none(params, hits))
            .orElseGet(
                () ->
                    moods.of(params.message()).map(mood -> mood.acknowledgement() + " ").orElse("")
                        + reply(params, session, planned, hits, explained)));
    Optional<Clarifier.Ask> ask =
        answered.isPresent() ? Optional.empty() : askBack(params, basis, own, hits);
    ask.ifPresent(answer::asked);
    int number = remember(params, basis, planned, hits, ask, stored, answer).number();
    if (later && stored.isPending(clock.getAsLong())) {
      explainer.later(session.id(), number, params, facts);
    }
    figures.took(answer.millis());
    return answer.toMap(session.id(), number, UUID.randomUUID().toString());
  }

  /** Once in a conversation, beside the hits, where the person gave little. */
  private Optional<Clarifier.Ask> askBack(
      ChatRequest.Params params,
      TurnReader.Basis basis,
      TurnSearches own,
      @Nullable TurnHits hits) {
    return hits == null
            || hits.shown().isEmpty()
            || hits.found().relevance().about().isFar()
            || !hits.found().relaxed().isEmpty()
        ? Optional.empty()
        : clarifier.ask(params.message(), basis, own, hits.found().plan());
  }

  /** What the person said before, as far as a model is to know. */
  private static List<String> earlier(SessionStore.Session session) {
    List<Turn> turns = session.state().turns();
    return turns.subList(Math.max(0, turns.size() - EARLIER), turns.size()).stream()
        .map(Turn::message)
        .toList();
  }

  /** Positions of the hits that are shown: those that a model chose, or the best by score. */
  private static List<Integer> order(
      @Nullable ExplainOutcome explained, int candidates, int size, boolean chooses) {
    if (explained != null && !explained.choice().order().isEmpty()) {
      return explained.choice().order().stream().limit(size).toList();
    }
    int shown = chooses ? Math.min(size, candidates) : candidates;
    return IntStream.range(0, shown).boxed().toList();
  }

  private static TurnHits chosen(TurnHits found, List<Integer> order, Plan plan, boolean chooses) {
    return chooses ? found.select(order, found.found().plan().withSize(plan.size())) : found;
  }

  /** The model's sentence where there is one, and nothing else has to be said. */
  private String reply(
      ChatRequest.Params params,
      SessionStore.Session session,
      PlanOutcome planned,
      @Nullable TurnHits hits,
      @Nullable ExplainOutcome explained) {
    ReplyFacts facts = replyFacts(params, session, planned, hits);
    ExplainOutcome.Choice choice =
        explained == null ? ExplainOutcome.Choice.NONE : explained.choice();
    if (choice.nothingFits() && facts.about().kind() == Aboutness.Kind.ABOUT) {
      return replies.write(facts.about(Aboutness.nearest(params.message())));
    }
    boolean plain = facts.relaxed().isEmpty() && facts.dropped().isEmpty();
    return plain && !choice.intro().isEmpty() ? choice.intro() : replies.write(facts);
  }

  /** Whoever asks whether there is something is told no rather than shown what is nearest. */
  private Optional<String> none(ChatRequest.Params params, @Nullable TurnHits hits) {
    return hits == null ? Optional.empty() : questions.none(params.message(), hits);
  }

  private Optional<Answer> compared(
      ChatRequest.Params params, TurnReader.Basis basis, Plan plan, List<HitFacts> facts) {
    return plan.intent() == Intent.COMPARE && facts.size() > 1
        ? Optional.of(questions.compared(params.message(), basis, facts))
        : Optional.empty();
  }

  private static void requireListener(Deadline deadline) {
    if (deadline.cancellation().isCancelled()) {
      throw new TaskCancelledException("nobody waits for this chat any more");
    }
  }

  /** Keeps the opinions in a message, which count from this very answer. */
  private TurnReader.Basis learned(
      ChatRequest request,
      TurnReader.Basis basis,
      TurnSearches own,
      Plan plan,
      ChatAnswer answer,
      Deadline deadline) {
    String userId = basis.userId();
    if (userId == null || plan.preferences().isEmpty()) {
      return basis;
    }
    answer.degraded(
        own.feedback().record(basis.catalog(), userId, plan, request.params().message()));
    return reader.again(request, basis, own.people(), deadline);
  }

  private PlanOutcome plan(
      ChatRequest.Params params,
      TurnReader.Basis basis,
      TurnSearches own,
      LlmUse use,
      Deadline deadline) {
    Catalog catalog = basis.catalog();
    boolean asks = use == LlmUse.ALLOWED;
    List<String> known = asks ? interests(own, catalog, basis) : List.of();
    PlanRequest request =
        new PlanRequest(
            moods.of(params.message()).map(Moods.Mood::wish).orElse(params.message()),
            basis.session().state(),
            basis.card(),
            params.size(),
            known);
    CatalogTitles titles = new CatalogTitles(own.items(), catalog);
    Supplier<Optional<LlmClient>> client = asks ? llm : Optional::empty;
    PlanOutcome outcome =
        new PlanningService(
                rules.with(titles),
                client,
                validator.with(values.of(catalog.model())),
                titles,
                planCache)
            .plan(request, deadline);
    List<Degraded> degraded = new ArrayList<>();
    if (use == LlmUse.BUSY) {
      degraded.add(new Degraded(Stage.PLAN, DegradedReason.LLM_BUSY));
    }
    if (!basis.card().read()) { // no value of the catalogue was known to the plan
      degraded.add(new Degraded(Stage.PLAN, DegradedReason.UNAVAILABLE));
    }
    return degraded.isEmpty() ? outcome : outcome.withDegraded(degraded);
  }

  /** For the prompt, which goes without where they are not there in time. */
  private static List<String> interests(TurnSearches own, Catalog catalog, TurnReader.Basis basis) {
    try {
      return own.interests().of(catalog, basis.profile());
    } catch (OpenSearchTimeoutException e) {
      return List.of();
    }
  }

  /** Why the hits are there; hits without a reason where these are not there in time. */
  private static List<List<Reason>> reasons(
      TurnSearches own, ReasonFinder.Begun liked, PlanSearch.Outcome found, ChatAnswer answer) {
    try {
      return own.reasons().of(liked, found.found());
    } catch (OpenSearchTimeoutException e) {
      answer.degraded(List.of(new Degraded(Stage.EXPLAIN, DegradedReason.BUDGET)));
      return Collections.nCopies(found.result().items().size(), List.of());
    }
  }

  /** The hits that the intent asks for; null where it asks for none. */
  private @Nullable TurnHits search(
      ChatRequest.Params params,
      TurnReader.Basis basis,
      TurnSearches own,
      Plan plan,
      boolean chooses,
      ChatAnswer answer,
      Deadline deadline) {
    Catalog catalog = basis.catalog();
    Plan wide = chooses ? plan.withSize(LlmChooser.MAX_HITS) : plan;
    Optional<PlanSearch.Job> job = job(basis, wide);
    ReasonFinder.Begun liked =
        job.map(any -> own.reasons().begin(catalog, basis.profile())).orElse(null);
    PlanSearch.Outcome found =
        job.map(each -> own.plans().run(each, basis.said(), deadline)).orElse(null);
    TurnHits hits =
        found == null ? null : TurnHits.of(catalog, found, reasons(own, liked, found, answer));
    return none(params, hits).isPresent() ? hits.select(List.of(), found.plan()) : hits;
  }

  /** Whether it looks for a few items in an order that is not given. */
  private static boolean isSearch(Plan plan) {
    return plan.intent() != Intent.OTHER
        && !isAboutShown(plan)
        && !plan.isOpenChoice()
        && plan.size() <= LlmChooser.MAX_HITS
        && plan.sort().isEmpty();
  }

  /** What there is to search for. */
  private static Optional<PlanSearch.Job> job(TurnReader.Basis basis, Plan plan) {
    SessionStore.Session session = basis.session();
    if (plan.intent() == Intent.OTHER || plan.isOpenChoice()) {
      return Optional.empty();
    }
    if (!isAboutShown(plan)) {
      Among among = PlanSearch.after(session.state(), plan);
      return Optional.of(new PlanSearch.Job(basis, plan, among));
    }
    List<String> ids = referenced(session, plan).stream().map(ShownItem::id).toList();
    Plan before = session.state().lastSearch().orElse(plan).withScope(plan.scope());
    return ids.isEmpty()
        ? Optional.empty()
        : Optional.of(new PlanSearch.Job(basis, before, Among.these(ids)));
  }

  private static List<ShownItem> referenced(SessionStore.Session session, Plan plan) {
    List<ShownItem> shown = session.state().lastShown();
    if (plan.isOpenChoice()) {
      return shown;
    }
    return plan.references().stream()
        .filter(position -> position >= 1 && position <= shown.size())
        .map(position -> shown.get(position - 1))
        .toList();
  }

  private static ReplyFacts replyFacts(
      ChatRequest.Params params,
      SessionStore.Session session,
      PlanOutcome planned,
      @Nullable TurnHits hits) {
    Plan plan = planned.plan();
    PlanSearch.@Nullable Outcome found = hits == null ? null : hits.found();
    List<ShownItem> shown = hits == null ? List.of() : hits.shown();
    return new ReplyFacts(
        params.message(),
        found == null || isAboutShown(plan) ? plan : found.plan(),
        found == null ? 0 : found.total().orElse(shown.size()),
        shown,
        found == null ? List.of() : found.relaxed(),
        dropped(planned, found),
        referenced(session, plan),
        planned.liked(),
        found == null ? Aboutness.CLEAR : found.relevance().about());
  }

  /**
   * What the person should know of: words of theirs. What of an LLM's plan was refused, or which
   * part of the search failed, is for whoever reads the answer's "dropped".
   */
  private static List<Dropped> dropped(PlanOutcome planned, PlanSearch.@Nullable Outcome found) {
    List<Dropped> dropped = new ArrayList<>(planned.dropped());
    if (!planned.planner().equals("rules")) {
      dropped.removeIf(part -> !part.isUnmet());
    }
    if (found != null) {
      found.dropped().stream()
          .filter(part -> part.part().equals(planned.plan().query()))
          .forEach(dropped::add);
    }
    return dropped;
  }

  private static boolean isAboutShown(Plan plan) {
    return switch (plan.intent()) {
      case EXPLAIN, COMPARE -> true;
      case FEEDBACK -> plan.scope() == Scope.REFERENCED;
      default -> false;
    };
  }

  /**
   * A question about what was shown leaves that list as it is, so that "the second one" stays the
   * second one.
   */
  private Turn remember(
      ChatRequest.Params params,
      TurnReader.Basis basis,
      PlanOutcome planned,
      @Nullable TurnHits hits,
      Optional<Clarifier.Ask> ask,
      StoredExplanation explained,
      ChatAnswer answer) {
    Plan plan = planned.plan();
    boolean asShown = hits == null || isAboutShown(plan) && !plan.references().isEmpty();
    Plan run = hits == null || isAboutShown(plan) ? plan : hits.found().plan();
    List<ShownItem> remembered = asShown ? List.of() : hits.shown();
    long now = clock.getAsLong();
    SessionStore.Session session = basis.session();
    UnaryOperator<DialogueState> turn =
        state ->
            state.with(
                new Turn(
                    state.nextNumber(),
                    params.message(),
                    run,
                    remembered,
                    now,
                    planned.liked(),
                    ask.map(Clarifier.Ask::field).orElse(null)));
    if (!basis.remembers()) {
      return turn.apply(session.state()).turns().getLast();
    }
    DialogueState after;
    try {
      after = sessions.append(session, turn, explained.toMap(), now);
    } catch (RuntimeException e) { // a full disk, say: the hits are there all the same
      LOG.warn("a turn of a conversation was not kept", e);
      answer.degraded(List.of(new Degraded(Stage.MEMORY, DegradedReason.NOT_STORED)));
      return turn.apply(session.state()).turns().getLast();
    }
    if (session.userId() != null) { // who opted out meanwhile was forgotten before this was written
      preferences.ifOptedOut(
          session.catalog(), session.userId(), () -> sessions.forget(session.id()));
    }
    return after.turns().getLast();
  }
}
