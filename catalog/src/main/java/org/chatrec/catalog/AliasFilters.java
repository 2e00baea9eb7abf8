package org.chatrec.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.support.IndicesOptions;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.metadata.AliasMetadata;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.core.index.Index;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;

/**
 * The filters of the aliases that a search names. The host applies them to what a query has found;
 * neighbours are found before that, so of the nearest none may be left unless the filter is a
 * condition of theirs as well.
 */
public final class AliasFilters {

  private final Supplier<ClusterState> cluster;
  private final IndexNameExpressionResolver names;

  /**
   * @param cluster the state as this node knows it
   */
  public AliasFilters(Supplier<ClusterState> cluster, IndexNameExpressionResolver names) {
    this.cluster = cluster;
    this.names = names;
  }

  /**
   * What every document of a search fulfils because of the names that are searched; null where that
   * is nothing.
   */
  public @Nullable QueryBuilder of(String... searched) {
    ClusterState state = cluster.get();
    Set<String> expressions = names.resolveExpressions(state, searched);
    Map<String, List<QueryBuilder>> byIndex =
        Arrays.stream(names.concreteIndices(state, IndicesOptions.lenientExpandOpen(), searched))
            .collect(Collectors.toMap(Index::getName, index -> filters(state, index, expressions)));
    if (byIndex.values().stream().allMatch(List::isEmpty)) {
      return null;
    }
    BoolQueryBuilder any = QueryBuilders.boolQuery().minimumShouldMatch(1);
    byIndex.forEach((index, filters) -> any.should(in(index, filters)));
    return any;
  }

  private List<QueryBuilder> filters(ClusterState state, Index index, Set<String> expressions) {
    String[] aliases = names.filteringAliases(state, index.getName(), expressions);
    IndexMetadata there = state.metadata().index(index);
    return aliases == null || there == null
        ? List.of()
        : Arrays.stream(aliases)
            .map(alias -> there.getAliases().get(alias))
            .filter(Objects::nonNull)
            .map(AliasFilters::filter)
            .toList();
  }

  private static QueryBuilder filter(AliasMetadata alias) {
    return alias.filter() == null
        ? QueryBuilders.matchAllQuery()
        : QueryBuilders.wrapperQuery(alias.filter().string());
  }

  private static QueryBuilder in(String index, List<QueryBuilder> filters) {
    BoolQueryBuilder query = QueryBuilders.boolQuery();
    query.filter(QueryBuilders.termQuery("_index", index));
    if (!filters.isEmpty()) {
      BoolQueryBuilder any = QueryBuilders.boolQuery().minimumShouldMatch(1);
      filters.forEach(any::should);
      query.filter(any);
    }
    return query;
  }
}
