package org.chatrec.retrieval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.search.join.ScoreMode;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;

/** What has to hold for one and the same nested object of an item. */
final class NestedConditions {

  private final Map<String, QueryBuilder> wanted = new LinkedHashMap<>();
  private final List<QueryBuilder> unwanted = new ArrayList<>();

  /**
   * Adds one.
   *
   * @return false where there is one on this field already: two on one field may hold for two
   *     objects, since an item has several genres
   */
  boolean add(String field, QueryBuilder query) {
    return wanted.putIfAbsent(field, query) == null;
  }

  /**
   * Adds what may not be so.
   *
   * @return true
   */
  boolean not(QueryBuilder query) {
    return unwanted.add(query);
  }

  /** Matches objects. */
  QueryBuilder ofOne() {
    BoolQueryBuilder one = QueryBuilders.boolQuery();
    wanted.values().forEach(one::filter);
    unwanted.forEach(one::mustNot);
    return one;
  }

  /** Matches items with such an object; where none is asked for, those without any object, too. */
  QueryBuilder query(String path) {
    QueryBuilder has = nested(path, ofOne());
    if (!wanted.isEmpty()) {
      return has;
    }
    QueryBuilder any = nested(path, QueryBuilders.matchAllQuery());
    return QueryBuilders.boolQuery()
        .should(has)
        .should(QueryBuilders.boolQuery().mustNot(any))
        .minimumShouldMatch(1);
  }

  private static QueryBuilder nested(String path, QueryBuilder query) {
    return QueryBuilders.nestedQuery(path, query, ScoreMode.None);
  }
}
