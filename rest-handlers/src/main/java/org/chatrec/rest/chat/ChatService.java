package org.chatrec.rest.chat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.chatrec.conversation.catalog.ValueIndexes;
import org.chatrec.conversation.explain.ExplainMode;
import org.chatrec.conversation.explain.ExplainOutcome;
import org.chatrec.conversation.explain.ExplainRequest;
import org.chatrec.conversation.explain.ExplanationService;
import org.chatrec.conversation.explain.HitFacts;
import org.chatrec.conversation.explain.Reason;
import org.chatrec.conversation.explain.ReplyFacts;
import org.chatrec.conversation.explain.ReplyWriter;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.llm.Degraded;
import org.chatrec.conversation.llm.DegradedReason;
import org.chatrec.conversation.llm.LlmClient;
import org.chatrec.conversation.llm.Stage;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.planner.PlanOutcome;
import org.chatrec.conversation.planner.PlanRequest;
import org.chatrec.conversation.planner.PlanningService;
import org.chatrec.conversation.planner.RulesPlanner;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.state.Turn;
import org.chatrec.ranking.vector.Vectors;
import org.chatrec.rest.catalog.Catalog;
import org.chatrec.rest.catalog.CatalogStore;
import org.chatrec.rest.catalog.ItemReader;
import org.chatrec.rest.preferences.Wishes;
import org.chatrec.rest.profile.ProfileStore;
import org.chatrec.rest.profile.UserProfile;
import org.chatrec.rest.rank.ItemSearch;
import org.chatrec.rest.rank.RankedItem;
import org.chatrec.rest.rank.ReasonFinder;
import org.jspecify.annotations.Nullable;

/**
 * One turn of a conversation: understand, search, explain, remember; each within its part of the
 * turn's time.
 */
public final class ChatService {

  /** Kept back from the explanation for writing the session and the answer. */
  private static final double EXPLAIN_SHARE = 0.75;

  /**
   * Cosine from which MiniLM's neighbours of a few words are about them: in the sample catalogue
   * the best hits of "robots" or "time travel" have .35 to .48, the fiftieth .2.
   */
  private static final double CLOSE_IN_MEANING = 0.35;

  private final CatalogStore catalogs;
  private final ProfileStore profiles;
  private final SessionStore sessions;
  private final CatalogCards cards;
  private final ItemSearch search;
  private final PlanSearch planSearch;
  private final ReasonFinder reasons;
  private final Supplier<Optional<LlmClient>> llm;
  private final ExplanationService explanations;
  private final FeedbackRecorder feedback;
  private final ChatFigures figures;
  private final LongSupplier clock;
  private final ReplyWriter replies = new ReplyWriter();
  private final ValueIndexes indexes = new ValueIndexes();
  private final EmbeddedValues.Factory values;

  public ChatService(
      CatalogStore catalogs,
      ProfileStore profiles,
      SessionStore sessions,
      CatalogCards cards,
      ItemSearch search,
      ItemReader items,
      QueryEmbedder embedder,
      ReasonFinder reasons,
      Supplier<Optional<LlmClient>> llm,
      ExplanationService explanations,
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
    this.reasons = reasons;
    this.llm = llm;
    this.explanations = explanations;
    this.feedback = feedback;
    this.figures = figures;
    this.clock = clock;
  }

  /** The answer of {@code POST /catalogs/{c}/chat}. */
  Map<String, Object> chat(ChatRequest.Params params) {
    ChatAnswer answer = new ChatAnswer();
    Deadline deadline = Deadline.after(Duration.ofMillis(params.budget().millis()));
    Catalog catalog = catalogs.get(params.catalog());
    SessionStore.Session session = session(params);
    PlanOutcome planned = plan(params, catalog, session, deadline);
    answer.planned(planned);

    String userId = params.userId();
    if (userId != null) {
      feedback.record(catalog, userId, planned.plan(), params.message());
    }
    UserProfile profile = profile(params, catalog);
    PlanSearch.@Nullable Found found = search(catalog, session, planned.plan(), profile, deadline);
    List<RankedItem> hits = found == null ? List.of() : found.result().items();
    List<List<Map<String, Object>>> why = reasons(catalog, profile, found, hits);
    answer.searched(planned.plan(), found, why);

    List<ShownItem> shown = hits.stream().map(h -> CatalogTitles.shown(catalog, h)).toList();
    ExplainOutcome explained = explain(params, planned, facts(found, shown, why), deadline);
    answer.explained(explained);
    answer.reply(replies.write(replyFacts(params, session, planned, found, shown)));
    Turn turn = remember(params, session, planned.plan(), found, shown);
    figures.count(planned, explained, answer.millis());
    return answer.toMap(session.id(), turn.number(), UUID.randomUUID().toString(), params.debug());
  }

  /**
   * An LLM that did not answer in time once is not waited for a second time in the same turn: the
   * template speaks, and the answer says why.
   */
  private ExplainOutcome explain(
      ChatRequest.Params params, PlanOutcome planned, List<HitFacts> facts, Deadline deadline) {
    boolean late =
        planned.degraded().contains(new Degraded(Stage.PLAN, DegradedReason.LLM_TIMEOUT));
    boolean wantsLlm = params.explain() == ExplainMode.AUTO || params.explain() == ExplainMode.LLM;
    ExplainMode mode = late && wantsLlm ? ExplainMode.TEMPLATE : params.explain();
    ExplainOutcome outcome =
        explanations.explain(
            new ExplainRequest(params.message(), facts, mode, planned.tokens()),
            deadline.part(EXPLAIN_SHARE));
    return mode == params.explain()
        ? outcome
        : new ExplainOutcome(
            outcome.explanations(),
            outcome.explainer(),
            List.of(new Degraded(Stage.EXPLAIN, DegradedReason.LLM_TIMEOUT)),
            outcome.tokens(),
            outcome.debug());
  }

  /** What was asked for comes before what is known of the person. */
  private List<List<Map<String, Object>>> reasons(
      Catalog catalog,
      UserProfile profile,
      PlanSearch.@Nullable Found found,
      List<RankedItem> hits) {
    List<List<Map<String, Object>>> personal = reasons.reasons(catalog, profile, hits);
    List<List<Map<String, Object>>> all = new ArrayList<>();
    for (int i = 0; i < hits.size() && found != null; i++) {
      List<Map<String, Object>> ofHit = new ArrayList<>(asked(hits.get(i), found.meaning()));
      ofHit.addAll(personal.get(i));
      all.add(ofHit);
    }
    return all;
  }

  private static List<Map<String, Object>> asked(RankedItem hit, float @Nullable [] meaning) {
    if (meaning == null || hit.vector().length != meaning.length) {
      return List.of();
    }
    double similarity = Vectors.cosine(meaning, hit.vector());
    return similarity < CLOSE_IN_MEANING
        ? List.of()
        : List.of(
            Map.of(
                "type", "close_in_meaning", "similarity", Math.round(similarity * 1000) / 1000.0));
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
        : profiles.get(catalog.name(), userId);
  }

  private PlanOutcome plan(
      ChatRequest.Params params, Catalog catalog, SessionStore.Session session, Deadline deadline) {
    PlanRequest request =
        new PlanRequest(
            params.message(), session.state(), cards.get(catalog), params.size(), List.of());
    CatalogTitles titles = new CatalogTitles(search, catalog);
    RulesPlanner rules = new RulesPlanner(titles, indexes, Clock.systemUTC());
    return new PlanningService(
            rules,
            llm,
            RulesPlanner.validator(indexes, Clock.systemUTC(), values.of(catalog.model())),
            titles)
        .plan(request, deadline);
  }

  /** The search that the intent asks for; null where it asks for none. */
  private PlanSearch.@Nullable Found search(
      Catalog catalog,
      SessionStore.Session session,
      Plan plan,
      UserProfile profile,
      Deadline deadline) {
    return switch (plan.intent()) {
      case SEARCH, REFINE, RECOMMEND, SIMILAR, FEEDBACK ->
          planSearch.run(
              new PlanSearch.Job(catalog, cards.get(catalog), plan, profile, null), deadline);
      case EXPLAIN, COMPARE -> {
        List<String> ids = referenced(session, plan).stream().map(ShownItem::id).toList();
        Plan before = session.state().lastSearch().orElse(plan);
        yield ids.isEmpty()
            ? null
            : planSearch.run(
                new PlanSearch.Job(catalog, cards.get(catalog), before, profile, ids), deadline);
      }
      case OTHER -> null;
    };
  }

  private static List<ShownItem> referenced(SessionStore.Session session, Plan plan) {
    List<ShownItem> shown = session.state().lastShown();
    return plan.references().stream()
        .filter(position -> position >= 1 && position <= shown.size())
        .map(position -> shown.get(position - 1))
        .toList();
  }

  private static List<HitFacts> facts(
      PlanSearch.@Nullable Found found,
      List<ShownItem> shown,
      List<List<Map<String, Object>>> why) {
    List<HitFacts> facts = new ArrayList<>();
    for (int i = 0; i < shown.size() && found != null; i++) {
      RankedItem hit = found.result().items().get(i);
      facts.add(
          new HitFacts(
              shown.get(i),
              hit.breakdown(),
              why.get(i).stream()
                  .map(reason -> new Reason((String) reason.get("type"), reason))
                  .toList(),
              found.plan().filters(),
              hit.matches()));
    }
    return facts;
  }

  private static ReplyFacts replyFacts(
      ChatRequest.Params params,
      SessionStore.Session session,
      PlanOutcome planned,
      PlanSearch.@Nullable Found found,
      List<ShownItem> shown) {
    Plan plan = planned.plan();
    return new ReplyFacts(
        params.message(),
        found == null || isAboutShown(plan) ? plan : found.plan(),
        found == null ? 0 : found.total().orElse(shown.size()),
        shown,
        found == null ? List.of() : found.relaxed(),
        // what of an LLM's plan was refused is for whoever reads the answer's "dropped", not for
        // the person
        planned.planner().equals("rules") ? planned.dropped() : List.of(),
        referenced(session, plan),
        planned.liked());
  }

  private static boolean isAboutShown(Plan plan) {
    return switch (plan.intent()) {
      case EXPLAIN, COMPARE -> true;
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
      PlanSearch.@Nullable Found found,
      List<ShownItem> shown) {
    Plan run = found == null || isAboutShown(plan) ? plan : found.plan();
    List<ShownItem> remembered = isAboutShown(plan) ? List.of() : shown;
    long now = clock.getAsLong();
    return sessions
        .append(
            session,
            state ->
                state.with(new Turn(state.nextNumber(), params.message(), run, remembered, now)),
            now)
        .turns()
        .getLast();
  }
}
