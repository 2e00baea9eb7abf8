package org.chatrec.rest.recommend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogCards;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.people.preferences.Preferences;
import org.chatrec.people.profile.Naming;
import org.chatrec.people.profile.People;
import org.chatrec.people.profile.Person;
import org.chatrec.people.profile.PersonRequest;
import org.chatrec.people.profile.UserProfile;
import org.chatrec.people.profile.Wishes;
import org.chatrec.ranking.diversity.Mmr;
import org.chatrec.ranking.diversity.Relevance;
import org.chatrec.ranking.profile.SeenItems;
import org.chatrec.retrieval.ItemSearch;
import org.chatrec.retrieval.PersonalSignals;
import org.chatrec.retrieval.RankedItem;
import org.chatrec.retrieval.ReasonFinder;
import org.chatrec.retrieval.SeenMarks;
import org.chatrec.retrieval.Variants;
import org.chatrec.retrieval.WordlessCandidates;
import org.chatrec.retrieval.variants.Families;
import org.chatrec.search.Blend;
import org.chatrec.search.CatalogBlend;
import org.chatrec.search.Question;
import org.chatrec.search.UserInterests;
import org.chatrec.search.VariantsShown;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilders;

/**
 * Recommends items to a user: candidates near the user's interests and collaborative vector, and
 * the most popular, ranked by one blended score, spread by maximal marginal relevance.
 */
public final class RecommendService {

  private static final TimeValue TIMEOUT = TimeValue.timeValueSeconds(30);

  /** Candidates of each kind, on each shard. */
  private static final int CANDIDATES = 200;

  private final People people;
  private final Naming naming;
  private final ItemSearch search;
  private final PersonalSignals persons;
  private final ReasonFinder reasons;
  private final CatalogCards cards;
  private final Wishes wishes;
  private final Supplier<? extends RandomGenerator> randoms;

  /**
   * @param randoms gives each thread its own, for generators are not to be shared
   */
  public RecommendService(
      People people,
      Naming naming,
      ItemSearch search,
      PersonalSignals persons,
      ReasonFinder reasons,
      CatalogCards cards,
      Wishes wishes,
      Supplier<? extends RandomGenerator> randoms) {
    this.cards = cards;
    this.wishes = wishes;
    this.people = people;
    this.naming = naming;
    this.search = search;
    this.persons = persons;
    this.reasons = reasons;
    this.randoms = randoms;
  }

  /** The answer of {@code POST /catalogs/{c}/recommend}. */
  Map<String, Object> recommend(Catalog catalog, RecommendRequest request) {
    Naming.Named named = naming.of(request.params().userId());
    Person person = person(request, named);
    Wishes.Stated stated = wishes.of(catalog, cards.get(catalog), person.profile(), person.said());
    Map<String, Object> answer =
        recommend(
            catalog, request.params().without(stated.unwanted()), stated, person.seen());
    List<Map<String, Object>> degraded = degraded(named, person);
    if (!degraded.isEmpty()) {
      answer.put("degraded", degraded);
    }
    return answer;
  }

  private static List<Map<String, Object>> degraded(Naming.Named named, Person person) {
    List<Map<String, Object>> degraded = new ArrayList<>();
    if (named.unnamed() || !person.whole()) {
      String reason = named.unnamed() ? "not_authenticated" : "unavailable";
      degraded.add(Map.of("stage", "person", "reason", reason));
    }
    if (!person.seen().whole()) {
      degraded.add(Map.of("stage", "seen", "reason", "in_part"));
    }
    return degraded;
  }

  /** Whom it is for, as the caller; nobody in particular only where nobody could be named. */
  private Person person(RecommendRequest request, Naming.Named named) {
    String userId = named.userId();
    if (userId == null && !named.unnamed()) {
      throw new IllegalArgumentException("[user_id] is required: a non-empty string");
    }
    return userId == null
        ? Person.unknown(request.catalog(), "", Preferences.NONE)
        : people.get(new PersonRequest(request.catalog(), request.index(), userId, true));
  }

  private Map<String, Object> recommend(
      Catalog catalog, RecommendRequest.Params params, Wishes.Stated stated, SeenItems seen) {
    UserProfile profile = stated.profile();
    Strategy strategy = usable(params.strategy(), profile);
    boolean one = params.variants() == VariantsShown.ONE;
    boolean varied = one || params.diversity() > 0 || params.exploration() > 0;
    int pool = varied ? params.size() * Variants.POOL : params.size();
    Blend blend = blend(persons.of(catalog, profile), strategy);
    WordlessCandidates.Found found =
        new WordlessCandidates(search)
            .find(
                catalog,
                profile,
                allowed(seen, params),
                from(strategy),
                Math.max(CANDIDATES, pool),
                TIMEOUT);
    List<RankedItem> candidates =
        search
            .search(
                catalog, ItemSearch.Spec.of(found.query(), pool, found.window(), blend), TIMEOUT)
            .items();
    List<RankedItem> chosen = one ? oneOfEach(catalog, candidates, params) : choose(candidates, params);
    return answer(catalog, profile, strategy, chosen, seen);
  }

  /** The strategy that what is known of the user allows. */
  private static Strategy usable(Strategy asked, UserProfile profile) {
    boolean interests = !profile.interests().interests().isEmpty();
    boolean taste = PersonalSignals.hasTaste(profile);
    return switch (asked) {
      case POPULAR -> Strategy.POPULAR;
      case COLLABORATIVE -> taste ? Strategy.COLLABORATIVE : Strategy.POPULAR;
      case CONTENT -> interests ? Strategy.CONTENT : Strategy.POPULAR;
      case AUTO, HYBRID -> interests || taste ? Strategy.HYBRID : Strategy.POPULAR;
    };
  }

  /** Whatever the strategy, an item is compared with the person only if it may come first. */
  private static WordlessCandidates.From from(Strategy strategy) {
    return switch (strategy) {
      case COLLABORATIVE -> new WordlessCandidates.From(false, true, false);
      case POPULAR -> new WordlessCandidates.From(false, false, true);
      case CONTENT -> new WordlessCandidates.From(true, false, true);
      case AUTO, HYBRID -> new WordlessCandidates.From(true, true, true);
    };
  }

  private static BoolQueryBuilder allowed(SeenItems seen, RecommendRequest.Params params) {
    BoolQueryBuilder allowed = QueryBuilders.boolQuery();
    if (params.filter() != null) {
      allowed.filter(params.filter());
    }
    Set<String> known = params.leaveOut().of(seen);
    if (!known.isEmpty()) {
      allowed.mustNot(QueryBuilders.idsQuery().addIds(known.toArray(String[]::new)));
    }
    return allowed;
  }

  private static Blend blend(UserInterests person, Strategy strategy) {
    Map<String, Double> weights =
        switch (strategy) {
          case CONTENT -> alone(SignalWeights.CONTENT);
          case COLLABORATIVE -> alone(SignalWeights.COLLABORATIVE);
          case POPULAR -> alone(SignalWeights.POPULARITY);
          default -> Map.of();
        };
    return CatalogBlend.of(person, Question.NONE, new CatalogBlend.Wanted(weights, null, false));
  }

  private static Map<String, Double> alone(String signal) {
    Map<String, Double> weights = new HashMap<>();
    SignalWeights.NAMES.forEach(name -> weights.put(name, name.equals(signal) ? 1.0 : 0.0));
    return weights;
  }

  /** Chosen among the best of each family; further ones only fill what is left of the page. */
  private List<RankedItem> oneOfEach(
      Catalog catalog, List<RankedItem> candidates, RecommendRequest.Params params) {
    Families families = Variants.of(catalog, candidates, "");
    List<RankedItem> ordered = families.order().stream().map(candidates::get).toList();
    List<RankedItem> chosen =
        new ArrayList<>(choose(ordered.subList(0, families.leaders()), params));
    ordered.stream()
        .skip(families.leaders())
        .limit(params.size() - chosen.size())
        .forEach(chosen::add);
    return chosen;
  }

  private List<RankedItem> choose(List<RankedItem> candidates, RecommendRequest.Params params) {
    return explore(diversify(candidates, params), candidates, params);
  }

  private static List<RankedItem> diversify(
      List<RankedItem> candidates, RecommendRequest.Params params) {
    if (params.diversity() == 0) {
      return candidates.subList(0, Math.min(params.size(), candidates.size()));
    }
    float[][] vectors =
        candidates.stream()
            .map(item -> item.vector().length == 0 ? null : item.vector())
            .toArray(float[][]::new);
    double[] relevance =
        Relevance.spread(candidates.stream().mapToDouble(RankedItem::score).toArray());
    List<RankedItem> chosen = new ArrayList<>();
    for (int i : Mmr.select(vectors, relevance, params.size(), 1 - params.diversity())) {
      chosen.add(candidates.get(i));
    }
    return chosen;
  }

  /** Gives each place to an item that was not chosen, with the asked chance (epsilon-greedy). */
  private List<RankedItem> explore(
      List<RankedItem> chosen, List<RankedItem> candidates, RecommendRequest.Params params) {
    if (params.exploration() == 0) {
      return chosen;
    }
    List<RankedItem> others = new ArrayList<>(candidates);
    others.removeAll(chosen);
    List<RankedItem> explored = new ArrayList<>(chosen);
    RandomGenerator random = randoms.get();
    for (int place = 0; place < explored.size() && !others.isEmpty(); place++) {
      if (random.nextDouble() < params.exploration()) {
        explored.set(place, others.remove(random.nextInt(others.size())));
      }
    }
    return explored;
  }

  private Map<String, Object> answer(
      Catalog catalog,
      UserProfile profile,
      Strategy strategy,
      List<RankedItem> chosen,
      SeenItems seen) {
    List<List<Map<String, Object>>> found = reasons.reasons(catalog, profile, chosen);
    List<Map<String, Object>> items = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      Map<String, Object> item = chosen.get(i).toMap(found.get(i));
      item.putAll(SeenMarks.of(seen, chosen.get(i).id()));
      items.add(item);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("query_id", UUID.randomUUID().toString());
    answer.put("strategy", strategy.wireName());
    answer.put("items", items);
    return answer;
  }
}
