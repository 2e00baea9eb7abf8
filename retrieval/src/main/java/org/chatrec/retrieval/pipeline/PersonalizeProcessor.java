package org.chatrec.retrieval.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.ranking.profile.Interest;
import org.chatrec.search.Blend;
import org.chatrec.search.CatalogBlend;
import org.chatrec.search.CatalogLookup;
import org.chatrec.search.ChatrecExtBuilder;
import org.chatrec.search.HybridCandidates;
import org.chatrec.search.Identity;
import org.chatrec.search.InterestRescorerBuilder;
import org.chatrec.search.Knn;
import org.chatrec.search.PersonalOptions;
import org.chatrec.search.QueryText;
import org.chatrec.search.Question;
import org.chatrec.search.QuestionReader;
import org.chatrec.search.Retrieval;
import org.chatrec.search.UserInterests;
import org.jspecify.annotations.Nullable;
import org.opensearch.ExceptionsHelper;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.pipeline.AbstractProcessor;
import org.opensearch.search.pipeline.PipelineProcessingContext;
import org.opensearch.search.pipeline.SearchRequestProcessor;
import org.opensearch.search.rescore.RescorerBuilder;

/**
 * The request processor {@code personalize}: a search that carries {@code ext.chatrec.user_id} is
 * ranked by the catalogue's signals for that user; any other passes through untouched. The user is
 * obtained as the caller, who needs the permission to name a person; the search is the caller's
 * too.
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

  /** Each interest is a search of its own; the strongest hold nearly all the weight. */
  private static final int MOST_INTERESTS = 8;

  private static final Logger LOGGER = LogManager.getLogger(PersonalizeProcessor.class);

  private final PersonalizeFactory.Settings settings;
  private final CatalogLookup lookup;
  private final QuestionReader questions;

  PersonalizeProcessor(
      @Nullable String tag,
      @Nullable String description,
      boolean ignoreFailure,
      PersonalizeFactory.Settings settings,
      CatalogLookup lookup,
      QuestionReader questions) {
    super(tag, description, ignoreFailure);
    this.settings = settings;
    this.lookup = lookup;
    this.questions = questions;
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
      SearchRequest request,
      PipelineProcessingContext context,
      ActionListener<SearchRequest> listener) {
    PersonalOptions options = ChatrecExtBuilder.of(request.source()).personal();
    if (!options.personalize() || !canBeRescored(request)) {
      listener.onResponse(request);
      return;
    }
    try {
      Identity person = identity(request.source(), options);
      if (person.userId() == null) {
        note(person, context);
        listener.onResponse(request);
        return;
      }
      lookup
          .resolvers()
          .get()
          .user(
              settings.catalog(),
              person.userId(),
              ActionListener.wrap(
                  user -> ask(request, options, user, context, listener), listener::onFailure));
    } catch (RuntimeException e) {
      listener.onFailure(e);
    }
  }

  /** A search that says nothing to this plugin is for nobody. */
  private Identity identity(SearchSourceBuilder source, PersonalOptions options) {
    return ChatrecExtBuilder.isGiven(source)
        ? lookup.resolvers().get().identity(options.userId())
        : new Identity(null, false);
  }

  private static void note(Identity person, PipelineProcessingContext context) {
    if (person.unnamed()) {
      context.setAttribute(
          PersonalizeResponse.NOTE, new DegradedNote("person", "not_authenticated"));
    }
  }

  /** A request that brings the rescorer itself has said how it wants to be ranked. */
  private static boolean canBeRescored(SearchRequest request) {
    return Rankable.is(request)
        && rescorers(request.source()).stream()
            .noneMatch(InterestRescorerBuilder.class::isInstance);
  }

  private void ask(
      SearchRequest request,
      PersonalOptions options,
      UserInterests user,
      PipelineProcessingContext context,
      ActionListener<SearchRequest> listener) {
    Asked asked = Asked.by(request.source().query());
    boolean hybrid = hybrid(request.source(), options);
    QuestionReader.Asked toRead =
        new QuestionReader.Asked(
            request,
            request.source().query(),
            rescorers(request.source()),
            typed(request, options),
            options.text() == null && hybrid ? asked.text() : typed(request, options),
            hybrid,
            weights(options),
            settings.lexicalPivot());
    questions.read(
        user,
        toRead,
        ActionListener.map(
            listener,
            read -> {
              if (read.unembedded() != null) {
                LOGGER.debug("a search goes on without nearness in meaning", read.unembedded());
                context.setAttribute(PersonalizeResponse.NOTE, note(read.unembedded()));
              }
              List<QueryBuilder> near = hybrid ? near(asked, user, read.question()) : List.of();
              return personal(request, options, user, read.question(), near);
            }));
  }

  /** What was typed: what the request says it was, else what its query shows. */
  private static String typed(SearchRequest request, PersonalOptions options) {
    return options.text() == null ? QueryText.of(request.source().query()) : options.text();
  }

  private static DegradedNote note(Exception e) {
    String reason =
        switch (ExceptionsHelper.status(e)) {
          case TOO_MANY_REQUESTS -> "embedding_busy";
          case GATEWAY_TIMEOUT -> "embedding_timeout";
          case SERVICE_UNAVAILABLE -> "model_loading";
          default -> "embedding_failed";
        };
    return new DegradedNote(SignalWeights.SEMANTIC, reason);
  }

  /**
   * Scores that other rescorers have changed, or that a limit was set for, are no longer those of
   * the words.
   */
  private boolean hybrid(SearchSourceBuilder source, PersonalOptions options) {
    Retrieval wanted = options.retrieval() == null ? settings.retrieval() : options.retrieval();
    return wanted == Retrieval.HYBRID && rescorers(source).isEmpty() && source.minScore() == null;
  }

  private List<QueryBuilder> near(Asked asked, UserInterests user, Question question) {
    float[] meaning = question.meaning();
    String field = user.catalog().vectorField();
    QueryBuilder conditions = asked.conditions();
    List<QueryBuilder> near = new ArrayList<>();
    if (meaning != null) {
      near.add(Knn.query(field, meaning, settings.neighbours(), conditions));
    }
    List<Interest> interests = user.known() ? strongest(user) : List.of();
    for (Interest interest : interests) {
      int k = Math.ceilDiv(settings.neighbours(), interests.size());
      near.add(
          inCatalogue(user.catalog().index(), Knn.query(field, interest.vector(), k, conditions)));
    }
    return near;
  }

  /** A person's vectors are not to be read off the scores of another index. */
  private static QueryBuilder inCatalogue(@Nullable String index, QueryBuilder near) {
    return index == null
        ? near
        : QueryBuilders.boolQuery().must(near).filter(QueryBuilders.termQuery("_index", index));
  }

  private static List<Interest> strongest(UserInterests user) {
    return user.content().interests().stream()
        .sorted(Comparator.comparingDouble(Interest::weight).reversed())
        .limit(MOST_INTERESTS)
        .toList();
  }

  /** The request with a source of its own: whoever sent it may send its source again. */
  private SearchRequest personal(
      SearchRequest request,
      PersonalOptions options,
      UserInterests user,
      Question question,
      List<QueryBuilder> near) {
    SearchSourceBuilder source = request.source().shallowCopy();
    List<RescorerBuilder<?>> rescorers = new ArrayList<>(rescorers(source));
    int window = Math.max(settings.window(), Rankable.from(source) + Rankable.size(source));
    boolean isNear = !near.isEmpty();
    if (isNear) {
      window =
          Math.min(
              PersonalizeFactory.MOST_WINDOW, window + 2 * settings.neighbours() + MOST_INTERESTS);
      QueryBuilder words = source.query() == null ? QueryBuilders.matchAllQuery() : source.query();
      source.query(HybridCandidates.query(words, near));
      rescorers.add(HybridCandidates.wordScores(words, window));
    }
    Map<String, Double> weights = weights(options);
    boolean semantic = isNear || weights.getOrDefault(SignalWeights.SEMANTIC, 0.0) > 0;
    CatalogBlend.Wanted wanted =
        new CatalogBlend.Wanted(weights, settings.lexicalPivot(), semantic);
    Blend blend = CatalogBlend.of(user, question, wanted).forFormat(lookup.oldestFormat());
    rescorers.add(new InterestRescorerBuilder(blend).windowSize(window));
    source.clearRescorers();
    rescorers.forEach(source::addRescorer);
    return request.source(source);
  }

  private Map<String, Double> weights(PersonalOptions options) {
    Map<String, Double> weights = new HashMap<>(settings.weights());
    weights.putAll(options.weights());
    return weights;
  }

  @SuppressWarnings("rawtypes") // as the server declares them
  private static List<RescorerBuilder<?>> rescorers(SearchSourceBuilder source) {
    List<RescorerBuilder<?>> rescorers = new ArrayList<>();
    if (source.rescores() != null) {
      for (RescorerBuilder rescorer : source.rescores()) {
        rescorers.add(rescorer);
      }
    }
    return rescorers;
  }
}
