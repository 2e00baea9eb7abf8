package org.chatrec.retrieval.pipeline;

import static org.opensearch.index.query.QueryBuilders.boolQuery;
import static org.opensearch.index.query.QueryBuilders.constantScoreQuery;
import static org.opensearch.index.query.QueryBuilders.disMaxQuery;
import static org.opensearch.index.query.QueryBuilders.functionScoreQuery;
import static org.opensearch.index.query.QueryBuilders.matchAllQuery;
import static org.opensearch.index.query.QueryBuilders.matchPhraseQuery;
import static org.opensearch.index.query.QueryBuilders.matchQuery;
import static org.opensearch.index.query.QueryBuilders.multiMatchQuery;
import static org.opensearch.index.query.QueryBuilders.rangeQuery;
import static org.opensearch.index.query.QueryBuilders.simpleQueryStringQuery;
import static org.opensearch.index.query.QueryBuilders.termQuery;

import org.chatrec.search.QuestionEmbedder;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.test.OpenSearchTestCase;

public class AskedTests extends OpenSearchTestCase {

  private static final QueryBuilder GENRE = termQuery("genre", "drama");
  private static final QueryBuilder OLD = rangeQuery("year").lt(1980);

  private static void assertAsked(QueryBuilder query, String text, QueryBuilder conditions) {
    Asked asked = Asked.by(query);
    assertEquals(text, asked.text());
    assertEquals(conditions, asked.conditions());
  }

  private static BoolQueryBuilder filter(QueryBuilder... all) {
    BoolQueryBuilder filter = boolQuery();
    for (QueryBuilder one : all) {
      filter.filter(one);
    }
    return filter;
  }

  public void testNothingIsAsked() {
    assertAsked(null, "", null);
    assertAsked(matchAllQuery(), "", null);
  }

  public void testWordsAlone() {
    assertAsked(matchQuery("title", " red  dust "), "red  dust", null);
    assertAsked(multiMatchQuery("red dust", "title", "overview"), "red dust", null);
    assertAsked(matchPhraseQuery("title", "red dust"), "red dust", null);
    assertAsked(simpleQueryStringQuery("red +dust"), "red +dust", null);
    assertAsked(functionScoreQuery(matchQuery("title", "red")), "red", null);
    assertAsked(
        disMaxQuery().add(matchQuery("title", "red")).add(matchQuery("overview", "dust")),
        "red dust",
        null);
  }

  public void testTheSameWordsInTwoFieldsAreSaidOnce() {
    assertAsked(
        boolQuery().should(matchQuery("title", "red")).should(matchQuery("overview", "red")),
        "red",
        null);
  }

  public void testWhatEveryHitMustFulfilIsACondition() {
    assertAsked(
        boolQuery().must(matchQuery("title", "red")).must(OLD).filter(GENRE),
        "red",
        filter(OLD, GENRE));
    assertAsked(
        boolQuery().must(matchQuery("title", "red")).mustNot(GENRE),
        "red",
        boolQuery().mustNot(GENRE));
    assertAsked(
        functionScoreQuery(
            boolQuery().must(boolQuery().must(matchQuery("t", "red")).filter(GENRE)).filter(OLD)),
        "red",
        filter(GENRE, OLD));
  }

  public void testAlternativesDemandNothing() {
    assertAsked(
        boolQuery().should(boolQuery().must(matchQuery("title", "red")).filter(GENRE)).should(OLD),
        "red",
        null);
  }

  public void testWhatHoldsNoWordsIsAConditionAsItIs() {
    for (QueryBuilder query :
        new QueryBuilder[] {
          GENRE,
          boolQuery().should(GENRE).should(OLD),
          constantScoreQuery(matchQuery("title", "red")),
          matchQuery("year", 1990),
          disMaxQuery().add(GENRE),
          functionScoreQuery(OLD)
        }) {
      assertAsked(query, "", filter(query));
    }
  }

  public void testAnEndlessTextIsCut() {
    assertEquals(
        QuestionEmbedder.MOST_CHARACTERS,
        Asked.by(matchQuery("t", "a".repeat(20_000))).text().length());
  }
}
