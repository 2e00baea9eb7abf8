package org.chatrec.retrieval.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.ranking.profile.Interest;
import org.chatrec.search.ChatrecExtBuilder;
import org.chatrec.search.ExactTitle;
import org.chatrec.search.Identity;
import org.chatrec.search.InterestRescorerBuilder;
import org.chatrec.search.InterestResolver;
import org.chatrec.search.Knn;
import org.chatrec.search.PersonalOptions;
import org.chatrec.search.PersonalRescorer;
import org.chatrec.search.QuestionEmbedder;
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

  /** Each interest is a search of its own; the strongest hold nearly all the weight. */
  private static final int MOST_INTERESTS = 8;

  private static final Logger LOGGER = LogManager.getLogger(PersonalizeProcessor.class);

  private final PersonalizeFactory.Settings settings;
  private final Supplier<InterestResolver> resolver;
  private final Supplier<QuestionEmbedder> embedder;
  private final ExactTitle titles;

  PersonalizeProcessor(
      @Nullable String tag,
      @Nullable String description,
      boolean ignoreFailure,
      PersonalizeFactory.Settings settings,
      Supplier<InterestResolver> resolver,
      Supplier<QuestionEmbedder> embedder,
      ExactTitle titles) {
    super(tag, description, ignoreFailure);
    this.settings = settings;
    this.resolver = resolver;
    this.embedder = embedder;
    this.titles = titles;
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
    if (!ChatrecExtBuilder.isGiven(request.source())
        || !options.personalize()
        || !Rankable.hasHits(request)) {
      listener.onResponse(request);
      return;
    }
    try {
      personalize(request, options, context, listener);
    } catch (RuntimeException e) {
      listener.onFailure(e);
    }
  }

  private void personalize(
      SearchRequest request,
      PersonalOptions options,
      PipelineProcessingContext context,
      ActionListener<SearchRequest> listener) {
    Identity person = resolver.get().identity(options.userId());
    if (person.unnamed()) {
      DegradedNote.add(context, "person", "not_authenticated");
    }
    boolean ranks =
        person.userId() != null || isHybrid(options) || !options.weights().isEmpty();
    String obstacle = ranks ? Rankable.obstacle(request) : null;
    if (obstacle != null) {
      DegradedNote.add(context, TYPE, obstacle);
    }
    if (!ranks || obstacle != null || ranksItself(request)) {
      listener.onResponse(request);
      return;
    }
    resolver
        .get()
        .user(
            settings.catalog(),
            person.userId(),
            ActionListener.wrap(
                user -> named(request, options, user, context, listener), listener::onFailure));
  }

  /** A request that brings the rescorer itself has said how it wants to be ranked. */
  private static boolean ranksItself(SearchRequest request) {
    return RankedSource.rescorers(request.source()).stream()
        .anyMatch(InterestRescorerBuilder.class::isInstance);
  }

  private void named(
      SearchRequest request,
      PersonalOptions options,
      UserInterests user,
      PipelineProcessingContext context,
      ActionListener<SearchRequest> listener) {
    PersonalRescorer.named(
        titles,
        settings.catalog(),
        user,
        weights(options),
        PersonalRescorer.words(options, request.source().query()),
        ActionListener.wrap(
            named -> candidates(request, options, new Searcher(user, named), context, listener),
            listener::onFailure));
  }

  /**
   * Who searches, and how far the words name a thing.
   *
   * @param named in [0,1]
   */
  private record Searcher(UserInterests user, double named) {}

  private void candidates(
      SearchRequest request,
      PersonalOptions options,
      Searcher searcher,
      PipelineProcessingContext context,
      ActionListener<SearchRequest> listener) {
    UserInterests user = searcher.user();
    Asked asked = Asked.by(request.source().query());
    String text = options.text() == null ? asked.text() : options.text();
    if (!hybrid(request.source(), options)) {
      listener.onResponse(personal(request, options, searcher, null, List.of()));
    } else if (text.isEmpty()) {
      listener.onResponse(personal(request, options, searcher, null, near(asked, user, null)));
    } else {
      byMeaning(
          request,
          user,
          text,
          context,
          ActionListener.map(
              listener,
              found -> personal(request, options, searcher, found, near(asked, user, found))));
    }
  }

  /** Answers with the text's vector, or with null and a note why there is none. */
  private void byMeaning(
      SearchRequest request,
      UserInterests user,
      String text,
      PipelineProcessingContext context,
      ActionListener<float[]> listener) {
    ActionListener<float[]> orNone =
        new ActionListener<>() {
          @Override
          public void onResponse(float @Nullable [] meaning) {
            listener.onResponse(meaning);
          }

          @Override
          public void onFailure(Exception e) {
            LOGGER.debug("a search goes on without nearness in meaning", e);
            DegradedNote.add(context, PersonalOptions.SEMANTIC, reason(e));
            listener.onResponse(null);
          }
        };
    embedder
        .get()
        .embedIfLoaded(request.indices(), user.catalog().vectorField(), text, orNone);
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
        && RankedSource.rescorers(source).isEmpty() && source.minScore() == null;
  }

  private boolean isHybrid(PersonalOptions options) {
    Retrieval wanted = options.retrieval() == null ? settings.retrieval() : options.retrieval();
    return wanted == Retrieval.HYBRID;
  }

  private List<QueryBuilder> near(Asked asked, UserInterests user, float @Nullable [] meaning) {
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
      Searcher searcher,
      float @Nullable [] meaning,
      List<QueryBuilder> near) {
    InterestRescorerBuilder rescorer =
        PersonalRescorer.of(
            settings.catalog(),
            searcher.user(),
            weights(options),
            settings.lexicalPivot(),
            searcher.named(),
            meaning);
    int most = 2 * settings.neighbours() + MOST_INTERESTS;
    RankedSource.Ranking ranking =
        new RankedSource.Ranking(near, most, settings.window(), rescorer);
    return samePlaces(request, options).source(RankedSource.of(request.source(), ranking));
  }

  /** Copies of a shard number and score documents apart: the pages of one person come from one. */
  private static SearchRequest samePlaces(SearchRequest request, PersonalOptions options) {
    return request.preference() == null
            && request.source().pointInTimeBuilder() == null
            && options.userId() != null
        ? request.preference("chatrec" + options.userId().hashCode())
        : request;
  }

  private Map<String, Double> weights(PersonalOptions options) {
    Map<String, Double> weights = new HashMap<>(settings.weights());
    weights.putAll(options.weights());
    return weights;
  }
}
