package org.chatrec.search;

import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.test.OpenSearchTestCase;

public class QueryTextTests extends OpenSearchTestCase {

  private static void reads(String expected, QueryBuilder query) {
    assertEquals(expected, QueryText.of(query));
  }

  public void testFullTextQueries() {
    reads("red car", QueryBuilders.matchQuery("title", "red car"));
    reads("red car", QueryBuilders.multiMatchQuery("red car", "title", "overview"));
    reads("title:red", QueryBuilders.queryStringQuery("title:red"));
    reads("red +car", QueryBuilders.simpleQueryStringQuery("red +car"));
    reads("\"red car\"", QueryBuilders.matchPhraseQuery("title", "red car"));
    reads("1984", QueryBuilders.matchQuery("title", 1984));
  }

  public void testNothingToRead() {
    assertEquals("", QueryText.of((QueryBuilder) null));
    reads("", QueryBuilders.matchAllQuery());
    reads("", QueryBuilders.termQuery("genre", "drama"));
  }

  public void testReadsWhatScoresAndNotWhatFilters() {
    reads(
        "red car",
        QueryBuilders.boolQuery()
            .must(QueryBuilders.functionScoreQuery(QueryBuilders.matchQuery("title", "red")))
            .should(QueryBuilders.disMaxQuery().add(QueryBuilders.matchQuery("overview", "car")))
            .filter(QueryBuilders.matchQuery("title", "blue"))
            .mustNot(QueryBuilders.matchQuery("title", "green")));
  }

  public void testOneTextLookedForInSeveralWaysCountsOnce() {
    reads(
        "red car",
        QueryBuilders.boolQuery()
            .should(QueryBuilders.matchPhraseQuery("title", "red car"))
            .should(QueryBuilders.matchQuery("title", "red car"))
            .should(QueryBuilders.matchQuery("overview", "red car")));
  }
}
