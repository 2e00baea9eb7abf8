package org.chatrec.retrieval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.chatrec.ranking.profile.Interest;
import org.chatrec.search.Knn;
import org.jspecify.annotations.Nullable;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;

/**
 * Candidates that lie near something, found through the vector fields' own index structures and
 * within the conditions of the search: never by comparing every item.
 *
 * @param conditions what every candidate must fulfil, or null
 * @param count how many each kind of nearness brings, on each shard
 * @param spare how many more each vector brings, in the place of candidates that the search leaves
 *     out by its own conditions
 */
public record Neighbours(@Nullable QueryBuilder conditions, int count, int spare) {

  /** Each interest is a search of its own; the strongest hold nearly all the weight. */
  public static final int MOST_INTERESTS = 8;

  /** Nothing is left out afterwards. */
  public Neighbours(@Nullable QueryBuilder conditions, int count) {
    this(conditions, count, 0);
  }

  /** Near one vector: of what was asked for, of an item to be like, or of a person's taste. */
  public QueryBuilder of(String field, float[] vector) {
    return near(field, vector, count);
  }

  /** Near each of the vectors, all together as many as near one. */
  public List<QueryBuilder> ofEach(String field, List<float[]> vectors) {
    List<QueryBuilder> near = new ArrayList<>();
    int share = vectors.isEmpty() ? 0 : Math.ceilDiv(count, vectors.size());
    vectors.forEach(vector -> near.add(near(field, vector, share)));
    return near;
  }

  private QueryBuilder near(String field, float[] vector, int share) {
    return Knn.candidates(field, vector, share + spare, conditions);
  }

  /** Near the strongest interests, all together as many as near one vector. */
  public List<QueryBuilder> ofInterests(String field, List<Interest> interests) {
    return ofEach(
        field,
        interests.stream()
            .sorted(Comparator.comparingDouble(Interest::weight).reversed())
            .limit(MOST_INTERESTS)
            .map(Interest::vector)
            .toList());
  }

  /** Most candidates on a shard of this many kinds of nearness. */
  public int most(int kinds) {
    return kinds * (count + spare) + MOST_INTERESTS * (1 + spare);
  }

  /** A person's vectors are not to be read off the scores of another index than the catalogue's. */
  public static QueryBuilder onlyIn(@Nullable String index, QueryBuilder near) {
    return index == null
        ? near
        : QueryBuilders.boolQuery().must(near).filter(QueryBuilders.termQuery("_index", index));
  }
}
