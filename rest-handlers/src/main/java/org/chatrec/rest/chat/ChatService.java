package org.chatrec.rest.chat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.ValueIndexes;
import org.chatrec.conversation.explain.ExplainMode;
import org.chatrec.conversation.explain.ExplainOutcome;
import org.chatrec.conversation.explain.ExplanationService;
import org.chatrec.conversation.explain.HitFacts;
import org.chatrec.conversation.explain.LlmReranker;
import org.chatrec.conversation.explain.ReplyFacts;
import org.chatrec.conversation.explain.ReplyWriter;
import org.chatrec.conversation.explain.RerankOutcome;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.llm.Degraded;
import org.chatrec.conversation.llm.DegradedReason;
import org.chatrec.conversation.llm.LlmClient;
import org.chatrec.conversation.llm.Stage;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Scope;
import org.chatrec.conversation.planner.PlanCache;
import org.chatrec.conversation.planner.PlanOutcome;
import org.chatrec.conversation.planner.PlanRequest;
import org.chatrec.conversation.planner.PlanningService;
import org.chatrec.conversation.planner.RulesPlanner;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.state.Turn;
import org.chatrec.rest.catalog.Catalog;
import org.chatrec.rest.catalog.CatalogStore;
import org.chatrec.rest.catalog.ItemReader;
import org.chatrec.rest.preferences.Wishes;
import org.chatrec.rest.profile.ProfileUpdater;
import org.chatrec.rest.profile.UserProfile;
import org.chatrec.rest.rank.ItemSearch;
import org.chatrec.rest.rank.ReasonFinder;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.concurrency.OpenSearchRejectedExecutionException;
import org.opensearch.core.tasks.TaskCancelledException;
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

  /** Of the time that is left, what putting hits into another order may take. */
  private static final double RERANK_SHARE = 0.5;

  private final CatalogStore catalogs;
  private final ProfileUpdater profiles;
  private final SessionStore sessions;
  private final CatalogCards cards;
  private final ItemSearch search;
  private final PlanSearch planSearch;
  private final TurnReasons reasons;
  private final Supplier<Optional<LlmClient>> llm;
  private final TurnExplainer explainer;
  private final InterestSummary interests;
  private final FeedbackRecorder feedback;
  private final ChatFigures figures;
  private final LongSupplier clock;
  private final ReplyWriter replies = new ReplyWriter();
  private final ValueIndexes indexes = new ValueIndexes();
  private final PlanCache planCache = new PlanCache();
  private final EmbeddedValues.Factory values;

  /**
   * @param llmPool runs explanations that are read later
   */
  public ChatService(
      Client client,
      CatalogStore catalogs,
      ProfileUpdater profiles,
      SessionStore sessions,
      CatalogCards cards,
      ItemSearch search,
      ItemReader items,
      QueryEmbedder embedder,
      ReasonFinder reasons,
      Supplier<Optional<LlmClient>> llm,
      Executor llmPool,
      FeedbackRecorder feedback,
      Wishes wishes,
      ChatFigures figures,
      LongSupplier clock) {
    this.catalogs = catalogs;
    this.profiles = profiles;
    this.sessions = sessions;
    this.cards = cards;
    this.search = search;
    this.values = new EmbeddedValues.Factory(embedder);
    this.planSearch = new PlanSearch(search, items, embedder, wishes);
    this.reasons = new TurnReasons(reasons, items, new PopularityRanks(client));
    this.llm = llm;
    this.explainer = new TurnExplainer(new ExplanationService(llm), llm, sessions, llmPool, clock);
    this.interests = new InterestSummary(items);
    this.feedback = feedback;
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
   * @param deadline of the whole turn
   */
  Map<String, Object> chat(ChatRequest.Params params, LlmUse use, Deadline deadline) {
    requireTime(deadline);
    ChatAnswer answer = new ChatAnswer();
    Catalog catalog = catalogs.get(params.catalog());
    SessionStore.Session session = session(params);
    PlanOutcome planned = plan(params, catalog, session, use, deadline);
    answer.planned(planned);
    requireListener(deadline);

    String userId = params.userId();
    if (userId != null) {
      feedback.record(catalog, userId, planned.plan(), params.message());
    }
    TurnHits hits = search(params, catalog, session, planned.plan(), use, answer, deadline);
    List<HitFacts> facts = hits == null ? List.of() : hits.facts();
    boolean later = params.explain() == ExplainMode.LATER;
    StoredExplanation stored;
    if (later) {
      stored = explainer.pending(params, facts);
      answer.explainedLater();
      figures.count(planned, Optional.empty());
    } else {
      ExplainOutcome explained =
          explainer.now(params, planned, facts, answer.tokens(), use, deadline);
      answer.explained(explained);
      figures.count(planned, Optional.of(explained));
      stored = StoredExplanation.done(hits == null ? List.of() : hits.shown(), explained);
    }
    requireListener(deadline);
    answer.reply(replies.write(replyFacts(params, session, planned, hits)));
    Turn turn = remember(params, session, planned.plan(), hits, stored);
    if (later && stored.isPending(clock.getAsLong())) {
      explainer.later(session.id(), turn.number(), params, facts);
    }
    figures.took(answer.millis());
    return answer.toMap(session.id(), turn.number(), UUID.randomUUID().toString(), params.debug());
  }

  /** A chat that has waited in a queue for all of its time is better sent again. */
  private static void requireTime(Deadline deadline) {
    if (deadline.expired()) {
      throw new OpenSearchRejectedExecutionException(
          "too many chats are under way; try again later");
    }
    requireListener(deadline);
  }

  private static void requireListener(Deadline deadline) {
    if (deadline.cancellation().isCancelled()) {
      throw new TaskCancelledException("nobody waits for this chat any more");
    }
  }

  private SessionStore.Session session(ChatRequest.Params params) {
    String id = params.sessionId();
    return id == null
        ? sessions.begin(params.catalog(), params.userId())
        : sessions.resume(id, params.catalog(), params.userId());
  }

  private UserProfile profile(ChatRequest.Params params, Catalog catalog) {
    String userId = params.userId();
    return userId == null || !params.personalize()
        ? UserProfile.unknown(catalog.name(), "")
        : profiles.current(catalog, userId);
  }

  private PlanOutcome plan(
      ChatRequest.Params params,
      Catalog catalog,
      SessionStore.Session session,
      LlmUse use,
      Deadline deadline) {
    boolean asks = use == LlmUse.ALLOWED;
    List<String> known = asks ? interests.of(catalog, profile(params, catalog)) : List.<String>of();
    PlanRequest request =
        new PlanRequest(
            params.message(), session.state(), cards.get(catalog), params.size(), known);
    CatalogTitles titles = new CatalogTitles(search, catalog);
    RulesPlanner rules = new RulesPlanner(titles, indexes, Clock.systemUTC());
    Supplier<Optional<LlmClient>> client = asks ? llm : Optional::empty;
    PlanOutcome outcome =
        new PlanningService(
                rules,
                client,
                RulesPlanner.validator(indexes, Clock.systemUTC(), values.of(catalog.model())),
                titles,
                planCache)
            .plan(request, deadline);
    return use == LlmUse.BUSY
        ? outcome.withDegraded(List.of(new Degraded(Stage.PLAN, DegradedReason.LLM_BUSY)))
        : outcome;
  }

  /** The hits that the intent asks for; null where it asks for none. */
  private @Nullable TurnHits search(
      ChatRequest.Params params,
      Catalog catalog,
      SessionStore.Session session,
      Plan plan,
      LlmUse use,
      ChatAnswer answer,
      Deadline deadline) {
    UserProfile profile = profile(params, catalog);
    boolean reranks = params.rerank() && !isAboutShown(plan);
    Plan wide = reranks ? plan.withSize(Math.max(plan.size(), LlmReranker.MAX_HITS)) : plan;
    PlanSearch.Found found = run(catalog, session, wide, profile, deadline);
    TurnHits hits =
        found == null
            ? null
            : TurnHits.of(catalog, found, reasons.of(catalog, profile, found, deadline));
    if (hits == null || !reranks) {
      answer.searched(plan, hits);
      return hits;
    }
    RerankOutcome outcome = rerank(params, hits, use, answer, deadline);
    Plan asked = found.plan().withSize(plan.size());
    List<Integer> best = outcome.order().stream().limit(plan.size()).toList();
    TurnHits ordered = hits.select(best, asked);
    answer.searched(plan, ordered);
    answer.reranked(outcome);
    return ordered;
  }

  private RerankOutcome rerank(
      ChatRequest.Params params, TurnHits hits, LlmUse use, ChatAnswer answer, Deadline deadline) {
    int count = hits.shown().size();
    Optional<LlmClient> client = use == LlmUse.ALLOWED ? llm.get() : Optional.empty();
    if (client.isEmpty()) {
      return RerankOutcome.unchanged(count, use == LlmUse.BUSY ? "llm_busy" : "llm_disabled");
    }
    if (!hits.found().plan().sort().isEmpty()) {
      return RerankOutcome.unchanged(count, "another order was asked for");
    }
    return new LlmReranker(client.get())
        .rerank(params.message(), hits.facts(), answer.tokens(), deadline.part(RERANK_SHARE));
  }

  private PlanSearch.@Nullable Found run(
      Catalog catalog,
      SessionStore.Session session,
      Plan plan,
      UserProfile profile,
      Deadline deadline) {
    CatalogCard card = cards.get(catalog);
    if (plan.intent() == Intent.OTHER || plan.isOpenChoice()) {
      return null;
    }
    if (!isAboutShown(plan)) {
      PlanSearch.Among among = PlanSearch.Among.after(session.state(), plan);
      return planSearch.run(new PlanSearch.Job(catalog, card, plan, profile, among), deadline);
    }
    List<String> ids = referenced(session, plan).stream().map(ShownItem::id).toList();
    Plan before = session.state().lastSearch().orElse(plan).withScope(plan.scope());
    PlanSearch.Among these = PlanSearch.Among.these(ids);
    return ids.isEmpty()
        ? null
        : planSearch.run(new PlanSearch.Job(catalog, card, before, profile, these), deadline);
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
    PlanSearch.@Nullable Found found = hits == null ? null : hits.found();
    List<ShownItem> shown = hits == null ? List.of() : hits.shown();
    return new ReplyFacts(
        params.message(),
        found == null || isAboutShown(plan) ? plan : found.plan(),
        found == null ? 0 : found.total().orElse(shown.size()),
        shown,
        found == null ? List.of() : found.relaxed(),
        dropped(planned, found),
        referenced(session, plan),
        planned.liked());
  }

  /**
   * What the person should know of: words of theirs. What of an LLM's plan was refused, or which
   * part of the search failed, is for whoever reads the answer's "dropped".
   */
  private static List<Dropped> dropped(PlanOutcome planned, PlanSearch.@Nullable Found found) {
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
      SessionStore.Session session,
      Plan plan,
      @Nullable TurnHits hits,
      StoredExplanation explained) {
    Plan run = hits == null || isAboutShown(plan) ? plan : hits.found().plan();
    List<ShownItem> remembered = hits == null || isAboutShown(plan) ? List.of() : hits.shown();
    long now = clock.getAsLong();
    return sessions
        .append(
            session,
            state ->
                state.with(new Turn(state.nextNumber(), params.message(), run, remembered, now)),
            explained.toMap(),
            now)
        .turns()
        .getLast();
  }
}
