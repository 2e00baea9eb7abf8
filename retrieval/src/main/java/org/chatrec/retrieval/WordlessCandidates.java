package org.chatrec.retrieval;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.chatrec.catalog.Catalog;
import org.chatrec.people.profile.Taste;
import org.chatrec.people.profile.UserProfile;
import org.jspecify.annotations.Nullable;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;

/**
 * Candidates of a search that names no words and no items: near the person's interests, near their
 * collaborative vector, and the most popular items, which are found first, in the order of the
 * popularity field. What is found is within the conditions, and is not more in a larger catalogue.
 */
public final class WordlessCandidates {

  private final ItemSearch search;

  public WordlessCandidates(ItemSearch search) {
    this.search = search;
  }

  /**
   * Where candidates come from.
   *
   * @param interests near the interests
   * @param taste near the collaborative vector, of people who have one
   * @param popular the most popular
   */
  public record From(boolean interests, boolean taste, boolean popular) {}

  /**
   * What was found.
   *
   * @param query for the candidates
   * @param window that takes in all of them, on each shard
   * @param allowed how many items fulfil the conditions, as far as they were counted; 0 where the
   *     popular ones were not wanted
   */
  public record Found(QueryBuilder query, int window, long allowed) {}

  /**
   * Begins to look for them; asking for them waits.
   *
   * @param near where they come from, as many of each kind as of the popular ones
   */
  public Supplier<Found> begin(
      Catalog catalog,
      UserProfile person,
      BoolQueryBuilder conditions,
      From from,
      Neighbours near,
      TimeValue timeout) {
    Supplier<PopularItems.Found> popular =
        from.popular()
            ? new PopularItems(search).begin(catalog, conditions, near.count(), timeout)
            : null;
    List<QueryBuilder> any = new ArrayList<>();
    if (from.interests()) {
      any.addAll(near.ofInterests(catalog.vectorField(), person.interests().interests()));
      any.addAll(near.ofEach(catalog.vectorField(), person.present().vectors()));
    }
    Taste taste = person.taste();
    if (from.taste() && PersonalSignals.hasTaste(person) && catalog.collaborativeField() != null) {
      any.add(near.of(catalog.collaborativeField(), Objects.requireNonNull(taste).vector()));
    }
    return () -> found(any, popular == null ? null : popular.get(), conditions, near);
  }

  private static Found found(
      List<QueryBuilder> any,
      PopularItems.@Nullable Found popular,
      BoolQueryBuilder conditions,
      Neighbours near) {
    BoolQueryBuilder query = QueryBuilders.boolQuery().minimumShouldMatch(1);
    any.forEach(query::should);
    if (popular != null) {
      query.should(popular.query());
    }
    conditions.mustNot().forEach(query::mustNot);
    return new Found(query, near.most(4), popular == null ? 0 : popular.allowed());
  }
}
