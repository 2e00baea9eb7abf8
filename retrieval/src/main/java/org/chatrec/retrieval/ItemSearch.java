package org.chatrec.retrieval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.lucene.search.TotalHits;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.rules.RuleEffects;
import org.chatrec.search.Blend;
import org.chatrec.search.HybridCandidates;
import org.chatrec.search.SideSearch;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.common.action.ActionFuture;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.search.SearchHits;
import org.opensearch.search.aggregations.AggregationBuilders;
import org.opensearch.search.aggregations.bucket.filter.Filters;
import org.opensearch.search.aggregations.bucket.filter.FiltersAggregator.KeyedFilter;
import org.opensearch.search.aggregations.bucket.missing.Missing;
import org.opensearch.search.aggregations.bucket.terms.Terms;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.sort.SortBuilder;
import org.opensearch.transport.client.Client;

/**
 * Runs a search over a catalogue's index and reads its hits. The search is the caller's own: what
 * the caller may not read is not found.
 */
public final class ItemSearch {

  private static final String COUNTS = "counts";
  private static final String WITHOUT = "without ";

  private final Client client;

  public ItemSearch(Client client) {
    this.client = client;
  }

  /**
   * What to search for.
   *
   * @param query candidates and the first-pass score
   * @param words what the first-pass score is of, where the query also finds neighbours (see {@link
   *     HybridCandidates}); null if it is the query's own
   * @param size hits wanted
   * @param window candidates to rescore per shard
   * @param blend what the score is the sum of
   * @param sort an order other than by score
   * @param passages what to look for in the texts of hits
   */
  public record Spec(
      QueryBuilder query,
      @Nullable QueryBuilder words,
      int size,
      int window,
      Blend blend,
      List<SortBuilder<?>> sort,
      Passages passages) {

    /** The same, as many as these and in the order of their scores. */
    public Spec ranked(int hits) {
      return new Spec(query, words, hits, window, blend, List.of(), passages);
    }

    /** The same, as many as these. */
    Spec first(int hits) {
      return new Spec(query, words, hits, window, blend, sort, passages);
    }

    /** The same among other candidates. */
    Spec over(QueryBuilder candidates) {
      return new Spec(candidates, words, size, window, blend, sort, passages);
    }

    /** Ranked by score, with no need of passages. */
    public static Spec of(QueryBuilder query, int size, int window, Blend blend) {
      return new Spec(query, null, size, window, blend, List.of(), Passages.NONE);
    }
  }

  /** Ranked hits and how many there are in all. */
  public record Result(List<RankedItem> items, long total, SearchSourceBuilder source) {}

  /** Searches and waits. */
  public Result search(Catalog catalog, Spec spec, TimeValue timeout) {
    return spec.sort().isEmpty() ? ranked(catalog, spec, timeout) : sorted(catalog, spec, timeout);
  }

  /**
   * The same search with what rules of the business promote.
   *
   * @param allowed what promoted items have to fulfil, too
   */
  Spec promoted(
      Catalog catalog, Spec spec, RuleEffects effects, BoolQueryBuilder allowed, TimeValue time) {
    QueryBuilder conditions = allowed.hasClauses() ? allowed : null;
    SearchSourceBuilder wanted = Promotions.search(effects, spec.query(), conditions);
    if (wanted == null) {
      return spec;
    }
    SearchResponse found =
        client
            .search(SideSearch.of(new SearchRequest(catalog.index()), wanted.timeout(time)))
            .actionGet(time);
    QueryBuilder candidates =
        effects.pins().isEmpty()
            ? spec.query()
            : HybridCandidates.query(spec.query(), List.of(Promotions.pinned(effects, conditions)));
    return new Spec(
        candidates,
        spec.words(),
        spec.size(),
        spec.window(),
        Promotions.blend(spec.blend(), effects, found),
        spec.sort(),
        spec.passages());
  }

  private Result ranked(Catalog catalog, Spec spec, TimeValue timeout) {
    SearchSourceBuilder source = RankedHits.source(catalog, spec);
    SearchHits found = run(catalog, source, timeout).getHits();
    List<RankedItem> items = RankedHits.items(catalog, List.of(), found);
    if (isCut(found, items.size(), spec)) {
      SearchSourceBuilder more = RankedHits.source(catalog, spec).size(2 * spec.size());
      items = RankedHits.items(catalog, List.of(), run(catalog, more, timeout).getHits());
    }
    List<RankedItem> page = items.subList(0, Math.min(items.size(), spec.size()));
    return new Result(List.copyOf(page), total(found), source);
  }

  /**
   * Whether a full page holds items twice: while an index is moved, they are in two of an alias. As
   * many more hits make it full again.
   */
  private static boolean isCut(SearchHits found, int items, Spec spec) {
    int hits = found.getHits().length;
    return items < hits && hits >= spec.size();
  }

  /**
   * Reads on behind what was read of the same search. Where items come twice, which they do when
   * they have moved meanwhile, all is read again.
   */
  Result further(Catalog catalog, Spec spec, Result before, TimeValue timeout) {
    int from = before.items().size();
    if (!spec.sort().isEmpty() || from >= spec.size()) {
      return search(catalog, spec, timeout);
    }
    SearchSourceBuilder rest = RankedHits.source(catalog, spec).from(from).size(spec.size() - from);
    SearchHits hits = run(catalog, rest, timeout).getHits();
    List<RankedItem> items = RankedHits.items(catalog, before.items(), hits);
    return items.size() < from + hits.getHits().length
        ? ranked(catalog, spec, timeout)
        : new Result(items, before.total(), RankedHits.source(catalog, spec));
  }

  static List<String> ids(SearchResponse response) {
    return Arrays.stream(response.getHits().getHits()).map(SearchHit::getId).distinct().toList();
  }

  /**
   * Rescoring and sorting exclude each other, but a hit in any order has a score that its breakdown
   * explains: the sort finds the hits, a ranked search of just these explains them.
   */
  private Result sorted(Catalog catalog, Spec spec, TimeValue timeout) {
    SearchSourceBuilder source =
        new SearchSourceBuilder().query(spec.query()).size(spec.size()).fetchSource(false);
    spec.sort().forEach(source::sort);
    SearchResponse response = run(catalog, source, timeout);
    List<String> ids = ids(response);
    if (isCut(response.getHits(), ids.size(), spec)) {
      List<String> more = ids(run(catalog, source.size(2 * spec.size()), timeout));
      ids = more.subList(0, Math.min(more.size(), spec.size()));
    }
    QueryBuilder these =
        QueryBuilders.boolQuery()
            .must(spec.query())
            .filter(QueryBuilders.idsQuery().addIds(ids.toArray(String[]::new)));
    Spec explained =
        new Spec(
            these,
            spec.words(),
            Math.max(1, ids.size()),
            spec.window(),
            spec.blend(),
            List.of(),
            spec.passages());
    List<RankedItem> items = new ArrayList<>(ranked(catalog, explained, timeout).items());
    List<String> order = ids;
    items.sort(Comparator.comparingInt(item -> order.indexOf(item.id())));
    return new Result(items, total(response), source);
  }

  /** Ids of the first of these items in an order by fields. */
  public List<String> order(
      Catalog catalog,
      Collection<String> ids,
      List<SortBuilder<?>> sort,
      int size,
      TimeValue timeout) {
    SearchSourceBuilder source =
        new SearchSourceBuilder()
            .query(QueryBuilders.idsQuery().addIds(ids.toArray(String[]::new)))
            .size(size)
            .fetchSource(false);
    sort.forEach(source::sort);
    return ids(run(catalog, source, timeout));
  }

  /** How many items each of some conditions lets through, in one request. */
  public List<Long> counts(Catalog catalog, List<QueryBuilder> conditions, TimeValue timeout) {
    KeyedFilter[] keyed =
        IntStream.range(0, conditions.size())
            .mapToObj(i -> new KeyedFilter(String.valueOf(i), conditions.get(i)))
            .toArray(KeyedFilter[]::new);
    SearchSourceBuilder source =
        new SearchSourceBuilder()
            .size(0)
            .trackTotalHits(false)
            .aggregation(AggregationBuilders.filters(COUNTS, keyed));
    Filters counted = run(catalog, source, timeout).getAggregations().get(COUNTS);
    return IntStream.range(0, conditions.size())
        .mapToObj(i -> counted.getBucketByKey(String.valueOf(i)).getDocCount())
        .toList();
  }

  /** How the values of a field are spread over items, and how many have none. */
  public record Spread(Map<String, Long> values, long without) {}

  /**
   * The most frequent values of fields over the items that a query finds.
   *
   * @return by field, most frequent first
   */
  public Spreads spreads(
      Catalog catalog, QueryBuilder query, List<String> fields, int most, TimeValue timeout) {
    SearchSourceBuilder source =
        new SearchSourceBuilder().query(query).size(0).trackTotalHits(true);
    for (String field : fields) {
      source.aggregation(AggregationBuilders.terms(field).field(field).size(most));
      source.aggregation(AggregationBuilders.missing(WITHOUT + field).field(field));
    }
    SearchResponse found = run(catalog, source, timeout);
    Map<String, Spread> spreads = new LinkedHashMap<>();
    for (String field : fields) {
      Terms terms = found.getAggregations().get(field);
      Missing missing = found.getAggregations().get(WITHOUT + field);
      Map<String, Long> values = new LinkedHashMap<>();
      terms
          .getBuckets()
          .forEach(bucket -> values.put(bucket.getKeyAsString(), bucket.getDocCount()));
      spreads.put(field, new Spread(values, missing.getDocCount()));
    }
    return new Spreads(total(found), spreads);
  }

  /**
   * How values are spread.
   *
   * @param found items in all
   */
  public record Spreads(long found, Map<String, Spread> byField) {}

  SearchResponse run(Catalog catalog, SearchSourceBuilder source, TimeValue timeout) {
    return begin(catalog, source).actionGet(timeout);
  }

  ActionFuture<SearchResponse> begin(Catalog catalog, SearchSourceBuilder source) {
    return client.search(new SearchRequest(catalog.index()).source(source));
  }

  static long total(SearchResponse response) {
    return total(response.getHits());
  }

  private static long total(SearchHits hits) {
    TotalHits total = hits.getTotalHits();
    return total == null ? hits.getHits().length : total.value();
  }
}
