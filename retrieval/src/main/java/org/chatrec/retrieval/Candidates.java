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

  /** So many items are left out of what is found, and not while it is looked for. */
  static final int FEW = 50;

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
    Neighbours near = neighbours(Math.max(NEIGHBOURS, request.size()));
    return vectors().stream()
        .map(vector -> near.of(request.catalog().vectorField(), vector))
        .toList();
  }

  /**
   * Where candidates come from that lie near something. For a condition an index looks at all of
   * its items; a few items that are left out by their ids take some more neighbours instead, which
   * costs the same in a catalogue of any size. Whoever asks leaves them out of what is found.
   *
   * @param count how many each kind of nearness brings
   */
  Neighbours neighbours(int count) {
    int out = leftOut().stream().mapToInt(Collection::size).sum();
    if (conditions().hasClauses() || out > FEW) {
      return new Neighbours(allowed(), count);
    }
    return new Neighbours(null, count, out);
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
    BoolQueryBuilder query = conditions();
    leftOut().forEach(ids -> without(query, ids));
    return query;
  }

  private BoolQueryBuilder conditions() {
    BoolQueryBuilder query = QueryBuilders.boolQuery();
    Constraint.addAll(request.constraints(), query);
    if (request.among().only() != null) {
      query.filter(ids(request.among().only()));
    }
    return query;
  }

  private List<Collection<String>> leftOut() {
    Among among = request.among();
    return List.of(
        request.like(), among.rejected(), among.shown(), among.leaveOut().of(request.seen()));
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
