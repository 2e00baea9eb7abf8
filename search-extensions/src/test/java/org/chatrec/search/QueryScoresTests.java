package org.chatrec.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensearch.index.query.QueryBuilders.boolQuery;
import static org.opensearch.index.query.QueryBuilders.constantScoreQuery;
import static org.opensearch.index.query.QueryBuilders.idsQuery;
import static org.opensearch.index.query.QueryBuilders.matchAllQuery;
import static org.opensearch.index.query.QueryBuilders.matchQuery;
import static org.opensearch.index.query.QueryBuilders.termQuery;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.opensearch.index.query.QueryBuilder;

class QueryScoresTests {

  private static final QueryBuilder WORDS = matchQuery("title", "chair");

  @Test
  void whatEverythingMatchesAlikeSaysNothing() {
    assertThat(QueryScores.tell(null)).isFalse();
    for (QueryBuilder query :
        List.<QueryBuilder>of(
            matchAllQuery().boost(3),
            constantScoreQuery(WORDS),
            boolQuery(),
            boolQuery().filter(WORDS),
            boolQuery().filter(termQuery("stock", true)).must(matchAllQuery()),
            boolQuery().mustNot(idsQuery().addIds("i1")).must(boolQuery().must(matchAllQuery())),
            boolQuery().should(matchAllQuery()))) {
      assertThat(QueryScores.tell(query)).as(query.toString()).isFalse();
    }
  }

  @Test
  void wordsSaySomethingWhereverTheyScore() {
    for (QueryBuilder query :
        List.<QueryBuilder>of(
            WORDS,
            boolQuery().filter(termQuery("stock", true)).must(WORDS),
            boolQuery().must(matchAllQuery()).should(WORDS),
            boolQuery().must(boolQuery().should(WORDS)),
            boolQuery().must(matchAllQuery()).should(constantScoreQuery(WORDS)))) {
      assertThat(QueryScores.tell(query)).as(query.toString()).isTrue();
    }
  }
}
