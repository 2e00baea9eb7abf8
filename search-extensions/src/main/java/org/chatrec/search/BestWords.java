package org.chatrec.search;

import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.rescore.RescorerBuilder;
import org.opensearch.transport.client.Client;

/**
 * The best score that the words of a search could have, against which the scores of all hits are
 * measured: found once, before shards are asked and as the caller, by a search for a few hits,
 * which skips nearly all that it matches and which shards remember until they are refreshed. Where
 * it fails or takes too long the search goes on without.
 */
final class BestWords {

  /** Hits by words that may come among the first twenty of a question. */
  private static final int LEADING = 50;

  private static final Logger LOGGER = LogManager.getLogger(BestWords.class);

  private final Client client;

  /**
   * @param client searches as the caller
   */
  BestWords(Client client) {
    this.client = client;
  }

  /**
   * Answers with the best scores; with null where they cannot be had.
   *
   * @param request the search that is to be ranked
   * @param words its query, or the part of it whose scores count as those of the words
   * @param terms what these words are, each by itself; none where that is not known
   * @param before the rescorers that these scores go through first
   */
  void find(
      SearchRequest request,
      @Nullable QueryBuilder words,
      List<QueryBuilder> terms,
      List<RescorerBuilder<?>> before,
      ActionListener<WordScores> listener) {
    if (!QueryScores.tell(words)) {
      listener.onResponse(null);
      return;
    }
    SideSearch.run(
        client,
        best(request, named(words, terms), before),
        "best score",
        new ActionListener<>() {
          @Override
          public void onResponse(SearchResponse found) {
            listener.onResponse(WordScores.of(found.getHits(), terms.size()));
          }

          @Override
          public void onFailure(Exception e) {
            LOGGER.debug("the best score of the words could not be found", e);
            listener.onResponse(null);
          }
        });
  }

  /** With terms that a hit names if it has them, and that change no score. */
  private static QueryBuilder named(QueryBuilder words, List<QueryBuilder> terms) {
    if (terms.isEmpty()) {
      return words;
    }
    BoolQueryBuilder named = QueryBuilders.boolQuery().must(words);
    for (QueryBuilder term : terms) {
      String name = WordScores.nameOf(named.should().size());
      named.should(QueryBuilders.constantScoreQuery(term).boost(0).queryName(name));
    }
    return named;
  }

  private static SearchRequest best(
      SearchRequest request, QueryBuilder words, List<RescorerBuilder<?>> before) {
    SearchSourceBuilder source =
        new SearchSourceBuilder().query(words).size(LEADING).fetchSource(false);
    before.forEach(source::addRescorer);
    return SideSearch.of(request, source).requestCache(true);
  }
}
