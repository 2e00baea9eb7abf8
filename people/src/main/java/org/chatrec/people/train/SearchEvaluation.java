package org.chatrec.people.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.people.events.EventStore;
import org.chatrec.people.profile.ProfileRecomputer;
import org.chatrec.people.profile.UserProfile;
import org.chatrec.ranking.evaluation.Estimate;
import org.chatrec.ranking.evaluation.JudgedSearch;
import org.chatrec.ranking.evaluation.ListQuality;
import org.chatrec.ranking.evaluation.SearchCandidates;
import org.chatrec.ranking.evaluation.SearchWeightSearch;
import org.chatrec.ranking.profile.UserEvent;
import org.chatrec.ranking.profile.UserHistory;

/**
 * How good searches are, by searches of the past and the items that their searchers acted on: with
 * the catalogue's weights, for nobody in particular and for the person as known when they searched.
 * What somebody could only click because it was shown favours the ranking of that time; it favours
 * none of the rankings that are compared here.
 */
public final class SearchEvaluation {

  /** Of fewer searches nothing is told from chance. */
  private static final int LEAST = 60;

  /** Items of a search that other weights may bring to the front. */
  private static final int CANDIDATES = 50;

  private static final List<String> RANKINGS = List.of("search", "personal");

  private final EventStore events;
  private final ProfileRecomputer people;
  private final PastSearchRanker ranker;

  /**
   * @param people makes persons of the events before a search
   * @param ranker ranks as the caller
   */
  public SearchEvaluation(EventStore events, ProfileRecomputer people, PastSearchRanker ranker) {
    this.events = events;
    this.people = people;
    this.ranker = ranker;
  }

  /** The part {@code search} of an evaluation's answer. */
  Map<String, Object> run(Catalog catalog, EvaluateOptions wanted, Consumer<String> progress) {
    PastSearches.Found found =
        new PastSearches(events).read(catalog.name(), wanted.holdout().seed(), progress);
    int most = Collections.max(wanted.ks());
    Map<String, List<List<String>>> lists = new LinkedHashMap<>();
    Map<String, List<List<String>>> arms = new LinkedHashMap<>();
    RANKINGS.forEach(name -> lists.put(name, new ArrayList<>()));
    wanted.arms().names().forEach(arm -> arms.put(arm, new ArrayList<>()));
    for (JudgedSearch search : found.drawn()) {
      progress.accept("searching again, " + lists.get("search").size() + " so far");
      UserProfile nobody = UserProfile.unknown(catalog.name(), "");
      UserProfile known = before(catalog, search);
      lists.get("search").add(ids(catalog, nobody, search, most));
      lists.get("personal").add(ids(catalog, known, search, most));
      arms.forEach(
          (arm, ranked) -> ranked.add(ids(wanted.arms().in(catalog, arm), known, search, most)));
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("queries", found.drawn().size());
    answer.put("judged", found.judged());
    answer.put("unjudged", found.unjudged());
    answer.put("rankings", measured(found, lists, wanted.ks()));
    if (!arms.isEmpty()) {
      answer.put("arms", measured(found, arms, wanted.ks()));
    }
    return answer;
  }

  private static Map<String, Object> measured(
      PastSearches.Found found, Map<String, List<List<String>>> lists, List<Integer> ks) {
    Map<String, Object> rankings = new LinkedHashMap<>();
    lists.forEach((name, ranked) -> rankings.put(name, measured(found.drawn(), ranked, ks)));
    return rankings;
  }

  private List<String> ids(Catalog catalog, UserProfile person, JudgedSearch search, int size) {
    return ranker.rank(catalog, person, search.words(), size).stream()
        .map(SearchCandidates.Candidate::id)
        .toList();
  }

  /**
   * What ranks searches of the past better than the catalogue's weights of words and meaning, if
   * anything does beyond chance.
   */
  Optional<SearchWeightSearch.Better> better(Catalog catalog, Consumer<String> progress) {
    PastSearches.Found found = new PastSearches(events).read(catalog.name(), 1, progress);
    if (found.drawn().size() < LEAST) {
      return Optional.empty();
    }
    UserProfile nobody = UserProfile.unknown(catalog.name(), "");
    List<SearchCandidates> searches = new ArrayList<>();
    for (JudgedSearch search : found.drawn()) {
      progress.accept("searching again to weigh words and meaning, " + searches.size() + " so far");
      searches.add(
          new SearchCandidates(search, ranker.rank(catalog, nobody, search.words(), CANDIDATES)));
    }
    return SearchWeightSearch.run(searches, SignalWeights.LEXICAL, SignalWeights.SEMANTIC);
  }

  /** The searcher as known then. */
  private UserProfile before(Catalog catalog, JudgedSearch search) {
    UserHistory[] history = {UserHistory.EMPTY};
    long unused =
        events.visit(
            catalog.name(),
            search.userId(),
            page -> history[0] = history[0].fold(earlier(page, search.timestampMillis())));
    return people.of(catalog, search.userId(), history[0]).at(search.timestampMillis(), null);
  }

  private static List<UserEvent> earlier(List<UserEvent> page, long timestampMillis) {
    return page.stream().filter(event -> event.timestampMillis() < timestampMillis).toList();
  }

  private static List<Map<String, Object>> measured(
      List<JudgedSearch> searches, List<List<String>> ranked, List<Integer> ks) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (int k : ks) {
      double[][] values = new double[3][searches.size()];
      for (int i = 0; i < searches.size(); i++) {
        ListQuality quality = ListQuality.of(ranked.get(i), searches.get(i).relevant(), k);
        values[0][i] = quality.precision();
        values[1][i] = quality.recall();
        values[2][i] = quality.ndcg();
      }
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("k", k);
      one.put("precision", EvaluateService.shown(Estimate.of(values[0])));
      one.put("recall", EvaluateService.shown(Estimate.of(values[1])));
      one.put("ndcg", EvaluateService.shown(Estimate.of(values[2])));
      all.add(one);
    }
    return all;
  }
}
