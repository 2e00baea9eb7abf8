package org.chatrec.search;

import static org.opensearch.index.query.QueryBuilders.boolQuery;
import static org.opensearch.index.query.QueryBuilders.constantScoreQuery;
import static org.opensearch.index.query.QueryBuilders.idsQuery;
import static org.opensearch.index.query.QueryBuilders.matchAllQuery;
import static org.opensearch.index.query.QueryBuilders.matchQuery;
import static org.opensearch.index.query.QueryBuilders.termQuery;

import java.util.List;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.test.OpenSearchTestCase;

/** Whether the score of a query says anything. */
public class QueryScoresTests extends OpenSearchTestCase {

  private static final QueryBuilder WORDS = matchQuery("title", "chair");

  public void testWhatEverythingMatchesAlikeSaysNothing() {
    assertFalse(QueryScores.tell(null));
    for (QueryBuilder query :
        List.<QueryBuilder>of(
            matchAllQuery().boost(3),
            constantScoreQuery(WORDS),
            boolQuery(),
            boolQuery().filter(WORDS),
            boolQuery().filter(termQuery("stock", true)).must(matchAllQuery()),
            boolQuery().mustNot(idsQuery().addIds("i1")).must(boolQuery().must(matchAllQuery())),
            boolQuery().should(matchAllQuery()))) {
      assertFalse(query.toString(), QueryScores.tell(query));
    }
  }

  public void testWordsSaySomethingWhereverTheyScore() {
    for (QueryBuilder query :
        List.<QueryBuilder>of(
            WORDS,
            boolQuery().filter(termQuery("stock", true)).must(WORDS),
            boolQuery().must(matchAllQuery()).should(WORDS),
            boolQuery().must(boolQuery().should(WORDS)),
            boolQuery().must(matchAllQuery()).should(constantScoreQuery(WORDS)))) {
      assertTrue(query.toString(), QueryScores.tell(query));
    }
  }
}
