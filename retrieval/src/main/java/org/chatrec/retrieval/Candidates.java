package org.chatrec.retrieval;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.chatrec.catalog.Catalog;
import org.chatrec.search.HybridCandidates;
import org.chatrec.search.Question;
import org.chatrec.search.WordsQuery;
import org.jspecify.annotations.Nullable;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;

/**
 * The candidates of a request: what has its words or lies near them in meaning, or near the items
 * that it wants more of, within its constraints.
 */
record Candidates(RetrievalRequest request, Question question) {

  /**
   * Candidates by meaning; beyond this rank, MiniLM's neighbours have little to do with the words.
   */
  static final int NEIGHBOURS = 100;

  /** The query that finds them; its score is that of the words. */
  QueryBuilder query() {
    BoolQueryBuilder query = allowed();
    if (request.among().isGiven()) {
      return query.must(QueryBuilders.matchAllQuery());
    }
    List<QueryBuilder> near = near();
    QueryBuilder words = words();
    if (words != null) {
      return query.must(near.isEmpty() ? words : HybridCandidates.query(words, near));
    }
    if (near.isEmpty()) {
      return query.must(QueryBuilders.matchAllQuery());
    }
    near.forEach(query::should);
    return query.minimumShouldMatch(1);
  }

  /** The query for the words; null where there are none. */
  @Nullable QueryBuilder words() {
    return words(request);
  }

  static @Nullable QueryBuilder words(RetrievalRequest request) {
    return request.words().isBlank()
        ? null
        : new WordsQuery(request.catalog().searchedWords()).of(request.words());
  }

  private List<QueryBuilder> near() {
    BoolQueryBuilder allowed = allowed();
    int count = Math.max(NEIGHBOURS, request.size());
    Neighbours near = new Neighbours(allowed.hasClauses() ? allowed : null, count);
    return vectors().stream()
        .map(vector -> near.of(request.catalog().vectorField(), vector))
        .toList();
  }

  /** What there is to be near to. */
  List<float[]> vectors() {
    List<float[]> vectors = new ArrayList<>(question.like());
    if (question.meaning() != null) {
      vectors.add(question.meaning());
    }
    return vectors;
  }

  /** Whether there is anything to be found: what has the words, or a vector to be near. */
  QueryBuilder findable() {
    BoolQueryBuilder query = allowed();
    QueryBuilder words = words();
    BoolQueryBuilder any = QueryBuilders.boolQuery();
    if (words != null) {
      any.should(words);
    }
    if (!vectors().isEmpty()) {
      any.should(QueryBuilders.existsQuery(request.catalog().vectorField()));
    }
    return any.hasClauses() ? query.filter(any.minimumShouldMatch(1)) : query;
  }

  /** What every item has to fulfil. */
  BoolQueryBuilder allowed() {
    BoolQueryBuilder query = QueryBuilders.boolQuery();
    Constraint.addAll(request.constraints(), query);
    Among among = request.among();
    if (among.only() != null) {
      query.filter(ids(among.only()));
    }
    without(query, request.like());
    without(query, among.rejected());
    without(query, among.shown());
    without(query, among.leaveOut().of(request.seen()));
    return query;
  }

  private static void without(BoolQueryBuilder query, Collection<String> ids) {
    if (!ids.isEmpty()) {
      query.mustNot(ids(ids));
    }
  }

  private static QueryBuilder ids(Collection<String> ids) {
    return QueryBuilders.idsQuery().addIds(ids.toArray(String[]::new));
  }

  /** The catalogue. */
  Catalog catalog() {
    return request.catalog();
  }
}
