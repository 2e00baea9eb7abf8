package org.chatrec.retrieval.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.chatrec.search.ChatrecExtBuilder;
import org.chatrec.search.HybridCandidates;
import org.chatrec.search.InterestRescorerBuilder;
import org.chatrec.search.RankedQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.rescore.RescorerBuilder;

/**
 * A search with a ranking. The best hits of the first pass are ranked, as many whatever page is
 * asked for, and the others follow in their order; so that pages continue one another, by {@code
 * from} and {@code size} as well as by {@code search_after}.
 */
final class RankedSource {

  private RankedSource() {}

  /**
   * What is searched for, and how it is ranked.
   *
   * @param near neighbours that are candidates beside what the query matches
   * @param most of them on a shard
   * @param window candidates by words that are ranked on each shard
   */
  record Ranking(List<QueryBuilder> near, int most, int window, InterestRescorerBuilder rescorer) {}

  /** The search with the ranking; the one given is not changed. */
  static SearchSourceBuilder of(SearchSourceBuilder asked, Ranking ranking) {
    SearchSourceBuilder source = asked.shallowCopy();
    QueryBuilder words = source.query() == null ? QueryBuilders.matchAllQuery() : source.query();
    List<RescorerBuilder<?>> rescorers = new ArrayList<>(rescorers(source));
    QueryBuilder candidates = words;
    int window = ranking.window();
    if (!ranking.near().isEmpty()) {
      window = Math.min(PersonalizeFactory.MOST_WINDOW, window + ranking.most());
      candidates = HybridCandidates.query(words, ranking.near());
      rescorers.add(HybridCandidates.wordScores(words, window));
    }
    rescorers.add(ranking.rescorer().windowSize(window));
    return Rankable.isSorted(source)
        ? sorted(source, candidates, window, rescorers)
        : rescored(source, candidates, window, rescorers);
  }

  private static SearchSourceBuilder rescored(
      SearchSourceBuilder source,
      QueryBuilder candidates,
      int window,
      List<RescorerBuilder<?>> rescorers) {
    source.query(candidates).clearRescorers();
    rescorers.forEach(source::addRescorer);
    ChatrecExtBuilder.rankFirst(source, window);
    return source;
  }

  private static SearchSourceBuilder sorted(
      SearchSourceBuilder source,
      QueryBuilder candidates,
      int window,
      List<RescorerBuilder<?>> rescorers) {
    return source.query(new RankedQueryBuilder(candidates, window, rescorers));
  }

  /** Those that a search brings. */
  @SuppressWarnings("rawtypes") // as the server declares them
  static List<RescorerBuilder<?>> rescorers(SearchSourceBuilder source) {
    List<RescorerBuilder<?>> rescorers = new ArrayList<>();
    if (source.rescores() != null) {
      for (RescorerBuilder rescorer : source.rescores()) {
        rescorers.add(rescorer);
      }
    }
    return rescorers;
  }
}
