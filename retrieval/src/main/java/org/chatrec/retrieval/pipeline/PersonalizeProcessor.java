package org.chatrec.retrieval.pipeline;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.CatalogSignals;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.catalog.rules.RuleEffects;
import org.chatrec.ranking.profile.SeenItems;
import org.chatrec.retrieval.Neighbours;
import org.chatrec.search.Blend;
import org.chatrec.search.CatalogBlend;
import org.chatrec.search.CatalogLookup;
import org.chatrec.search.ChatrecExtBuilder;
import org.chatrec.search.Identity;
import org.chatrec.search.InterestRescorerBuilder;
import org.chatrec.search.PersonalOptions;
import org.chatrec.search.QueryText;
import org.chatrec.search.Question;
import org.chatrec.search.QuestionReader;
import org.chatrec.search.RankedQueryBuilder;
import org.chatrec.search.Retrieval;
import org.chatrec.search.Seen;
import org.chatrec.search.UserInterests;
import org.chatrec.search.VariantsShown;
import org.chatrec.search.WordsQuery;
import org.jspecify.annotations.Nullable;
import org.opensearch.ExceptionsHelper;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.query.MatchAllQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.pipeline.AbstractProcessor;
import org.opensearch.search.pipeline.PipelineProcessingContext;
import org.opensearch.search.pipeline.SearchRequestProcessor;

/**
 * The request processor {@code personalize}: a search that carries {@code ext.chatrec} is ranked by
 * the catalogue's signals, for the person that it names, or for nobody in particular where it asks
 * for hybrid retrieval or says weights; any other passes through untouched. The person is obtained
 * as the caller, who needs the permission to name a person; the search is the caller's too. What
 * keeps a search from being ranked is said in its answer.
 *
 * <p>With {@code "retrieval": "hybrid"} the candidates are what the query matches, and within its
 * conditions what lies near its text in meaning and near the user's strongest interests. Where the
 * text cannot be embedded, the search goes on without nearness in meaning, and {@link
 * PersonalizeResponse} says so.
 */
public final class PersonalizeProcessor extends AbstractProcessor
    implements SearchRequestProcessor {

  /** Name in pipelines. */
  public static final String TYPE = "personalize";

  private static final String UNAVAILABLE = "unavailable";

  /** The plugin's own indices are away, or nobody has time to read them. */
  private static final Set<RestStatus> ABSENCES =
      EnumSet.of(
          RestStatus.SERVICE_UNAVAILABLE, RestStatus.GATEWAY_TIMEOUT, RestStatus.TOO_MANY_REQUESTS);

  private static final Logger LOGGER = LogManager.getLogger(PersonalizeProcessor.class);

  private final PersonalizeFactory.Settings settings;
  private final CatalogLookup lookup;
  private final QuestionReader questions;
  private final Refiner refiner;
  private final Merchandising merchandising;

  PersonalizeProcessor(
      @Nullable String tag,
      @Nullable String description,
      boolean ignoreFailure,
      PersonalizeFactory.Settings settings,
      CatalogLookup lookup,
      QuestionReader questions,
      Refiner refiner,
      Merchandising merchandising) {
    super(tag, description, ignoreFailure);
    this.settings = settings;
    this.lookup = lookup;
    this.questions = questions;
    this.refiner = refiner;
    this.merchandising = merchandising;
  }

  @Override
  public String getType() {
    return TYPE;
  }

  /** The server calls the asynchronous form. */
  @Override
  public SearchRequest processRequest(SearchRequest request) {
    throw new UnsupportedOperationException("users are looked up asynchronously");
  }

  @Override
  public void processRequestAsync(
      SearchRequest given,
      PipelineProcessingContext context,
      ActionListener<SearchRequest> listener) {
    try {
      PersonalOptions options = ChatrecExtBuilder.of(given.source()).personal();
      Identity person = lookup.resolvers().get().identity(options.userId());
      RuleEffects effects = merchandising.effects(given, options, person.stored());
      SearchRequest request = merchandising.allowed(given, effects);
      if (request.source() == null
          || !ChatrecExtBuilder.isGiven(request.source())
          || !options.personalize()
          || !Rankable.hasHits(request) && options.seen() != Seen.HIDE) {
        listener.onResponse(request);
        return;
      }
      personalize(request, new Wanted(options, person, effects, context), listener);
    } catch (RuntimeException e) {
      listener.onFailure(e);
    }
  }

  /**
   * What a search is beside its query.
   *
   * @param person whom it is for
   * @param effects of the rules of the business
   */
  private record Wanted(
      PersonalOptions options,
      Identity person,
      RuleEffects effects,
      PipelineProcessingContext context) {

    @Nullable String userId() {
      return person.userId();
    }
  }

  private void personalize(
      SearchRequest request, Wanted wanted, ActionListener<SearchRequest> listener) {
    PersonalOptions options = wanted.options();
    if (wanted.person().unnamed()) {
      DegradedNote.add(wanted.context(), "person", "not_authenticated");
    }
    String userId = wanted.userId();
    boolean asked = options.seen() != null && options.seen() != Seen.SHOW;
    if (asked && userId == null) {
      DegradedNote.add(wanted.context(), "seen", "no_user");
    }
    if (!asked || userId == null) {
      rank(request, wanted, listener);
    } else {
      lookup
          .resolvers()
          .get()
          .seen(
              settings.catalog(),
              userId,
              ActionListener.wrap(
                  items -> rank(known(request, wanted, items), wanted, listener),
                  listener::onFailure));
    }
  }

  /** Whatever order the hits come in, the items that the person knows are hidden or marked. */
  private static SearchRequest known(SearchRequest request, Wanted wanted, SeenItems items) {
    if (!items.whole()) {
      DegradedNote.add(wanted.context(), "seen", "in_part");
    }
    if (wanted.options().seen() == Seen.HIDE) {
      return KnownItems.hide(request, items);
    }
    KnownItems.mark(wanted.context(), items);
    return request;
  }

  private void rank(SearchRequest request, Wanted wanted, ActionListener<SearchRequest> listener) {
    boolean wants = wants(wanted.options(), wanted.userId()) || wanted.effects().ranks();
    boolean ranks = Rankable.hasHits(request) && wants;
    String obstacle = ranks ? obstacle(request) : null;
    if (obstacle != null) {
      DegradedNote.add(wanted.context(), TYPE, obstacle);
    }
    if (!ranks || obstacle != null || ranksItself(request)) {
      listener.onResponse(request);
      return;
    }
    lookup
        .resolvers()
        .get()
        .user(
            settings.catalog(),
            wanted.userId(),
            wanted.options().sessionId(),
            ActionListener.wrap(
                user -> {
                  if (!user.whole()) {
                    DegradedNote.add(wanted.context(), "person", UNAVAILABLE);
                  }
                  ask(request, wanted, user, listener);
                },
                e -> unranked(e, request, wanted.context(), listener)));
  }

  /** What cannot be read at present costs the ranking, not the hits; any other failure is one. */
  private static void unranked(
      Exception e,
      SearchRequest request,
      PipelineProcessingContext context,
      ActionListener<SearchRequest> listener) {
    if (!ABSENCES.contains(ExceptionsHelper.status(e))) {
      listener.onFailure(e);
      return;
    }
    LOGGER.debug("a search goes on unranked", e);
    DegradedNote.add(context, TYPE, UNAVAILABLE);
    listener.onResponse(request);
  }

  private @Nullable String obstacle(SearchRequest request) {
    String obstacle = Rankable.obstacle(request);
    boolean unknown = lookup.oldestFormat() < RankedQueryBuilder.FORMAT;
    return obstacle == null && unknown && Rankable.isSorted(request.source())
        ? Refiner.MIXED_VERSIONS
        : obstacle;
  }

  private boolean wants(PersonalOptions options, @Nullable String userId) {
    return userId != null
        || isHybrid(options)
        || !options.weights().isEmpty()
        || options.text() != null
        || options.rerank() != null
        || options.audience() != null
        || options.chance() > 0
        || options.variants() == VariantsShown.ONE;
  }

  /** A request that brings the rescorer itself has said how it wants to be ranked. */
  private static boolean ranksItself(SearchRequest request) {
    return RankedSource.rescorers(request.source()).stream()
        .anyMatch(InterestRescorerBuilder.class::isInstance);
  }

  private void ask(
      SearchRequest given,
      Wanted wanted,
      UserInterests user,
      ActionListener<SearchRequest> listener) {
    PersonalOptions options = wanted.options();
    Asked asked = Asked.by(given.source().query());
    SearchRequest request = worded(given, options, user.catalog());
    boolean hybrid = hybrid(request.source(), options);
    QuestionReader.Asked toRead =
        new QuestionReader.Asked(
            request,
            request.source().query(),
            request == given ? List.of() : terms(options, user.catalog()),
            RankedSource.rescorers(request.source()),
            typed(request, options),
            options.text() == null && hybrid ? asked.text() : typed(request, options),
            hybrid,
            weights(options),
            settings.lexicalPivot());
    questions.read(
        user,
        toRead,
        ActionListener.wrap(
            read -> {
              if (read.unembedded() != null) {
                LOGGER.debug("a search goes on without nearness in meaning", read.unembedded());
                DegradedNote.add(
                    wanted.context(), SignalWeights.SEMANTIC, reason(read.unembedded()));
              }
              List<QueryBuilder> near =
                  hybrid ? near(request, asked, user, read.question()) : List.of();
              Blend blend = blend(options, user, read.question(), near);
              merchandising.promote(
                  request,
                  wanted.effects(),
                  asked.conditions(),
                  new Merchandising.Promoted(near, blend),
                  wanted.context(),
                  ActionListener.wrap(
                      ranking ->
                          refiner.refine(
                              new RankedSearch(
                                  request,
                                  options,
                                  toRead.typed(),
                                  user.catalog(),
                                  ranking.near(),
                                  ranking.blend().forFormat(lookup.oldestFormat()),
                                  wanted.context()),
                              listener),
                      listener::onFailure));
            },
            listener::onFailure));
  }

  /** With a query for the text that the request names, where its own query has no words. */
  private static SearchRequest worded(
      SearchRequest request, PersonalOptions options, CatalogSignals catalog) {
    String text = options.text();
    QueryBuilder given = request.source().query();
    if (text == null
        || text.isBlank()
        || catalog.words() == null
        || !QueryText.of(given).isEmpty()) {
      return request;
    }
    QueryBuilder words = new WordsQuery(catalog.words()).of(text);
    QueryBuilder query =
        given == null || given instanceof MatchAllQueryBuilder
            ? words
            : QueryBuilders.boolQuery().must(words).filter(given);
    return new SearchRequest(request).source(request.source().shallowCopy().query(query));
  }

  private static List<QueryBuilder> terms(PersonalOptions options, CatalogSignals catalog) {
    return options.text() == null || catalog.words() == null
        ? List.of()
        : new WordsQuery(catalog.words()).terms(options.text());
  }

  /** What was typed: what the request says it was, else what its query shows. */
  private static String typed(SearchRequest request, PersonalOptions options) {
    return options.text() == null ? QueryText.of(request.source().query()) : options.text();
  }

  private static String reason(Exception e) {
    return switch (ExceptionsHelper.status(e)) {
      case TOO_MANY_REQUESTS -> "embedding_busy";
      case GATEWAY_TIMEOUT -> "embedding_timeout";
      case SERVICE_UNAVAILABLE -> "model_loading";
      default -> "embedding_failed";
    };
  }

  /**
   * Scores that other rescorers have changed, or that a limit was set for, are no longer those of
   * the words.
   */
  private boolean hybrid(SearchSourceBuilder source, PersonalOptions options) {
    return isHybrid(options)
        && RankedSource.rescorers(source).isEmpty()
        && source.minScore() == null;
  }

  private boolean isHybrid(PersonalOptions options) {
    Retrieval wanted = options.retrieval() == null ? settings.retrieval() : options.retrieval();
    return wanted == Retrieval.HYBRID;
  }

  private List<QueryBuilder> near(
      SearchRequest request, Asked asked, UserInterests user, Question question) {
    float[] meaning = question.meaning();
    String field = user.catalog().vectorField();
    Neighbours neighbours =
        new Neighbours(
            questions.within(request.indices(), asked.conditions()), settings.neighbours());
    List<QueryBuilder> near = new ArrayList<>();
    if (meaning != null) {
      near.add(neighbours.of(field, meaning));
    }
    if (user.known()) {
      List<QueryBuilder> liked = neighbours.ofInterests(field, user.content().interests());
      liked.addAll(neighbours.ofEach(field, user.present().vectors()));
      liked.forEach(each -> near.add(Neighbours.onlyIn(user.catalog().index(), each)));
    }
    return near;
  }

  private Blend blend(
      PersonalOptions options, UserInterests user, Question question, List<QueryBuilder> near) {
    Map<String, Double> weights = weights(options);
    boolean semantic = !near.isEmpty() || weights.getOrDefault(SignalWeights.SEMANTIC, 0.0) > 0;
    CatalogBlend.Wanted wanted =
        new CatalogBlend.Wanted(weights, settings.lexicalPivot(), semantic);
    return CatalogBlend.of(user, question, wanted).forFormat(lookup.oldestFormat());
  }

  private Map<String, Double> weights(PersonalOptions options) {
    Map<String, Double> weights = new HashMap<>(settings.weights());
    weights.putAll(options.weights());
    return weights;
  }
}
