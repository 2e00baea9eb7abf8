package org.chatrec.people.events;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.search.TotalHits;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.support.CallerClient;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.search.SearchAction;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.pipeline.SearchPipelineService;

/** Finds items by the values of a field of theirs, a page of values with one query. */
final class NamedItems {

  /** Values of a query; an event names one, and a request has a few thousand at most. */
  private static final int PAGE = 1_000;

  /** A field by which so many more items are found than values were asked for names none. */
  private static final int ITEMS_OF_A_VALUE = 2;

  private final CallerClient caller;

  NamedItems(CallerClient caller) {
    this.caller = caller;
  }

  /**
   * The ids of the items that have each value.
   *
   * @return by value, of those that are found; null where the field's values name no single items
   */
  @Nullable Map<String, Set<String>> find(
      Catalog catalog, NamingFields.Field field, Collection<String> values) {
    Map<String, Set<String>> ids = new HashMap<>();
    List<String> wanted = values.stream().filter(value -> isValue(field, value)).toList();
    for (int from = 0; from < wanted.size(); from += PAGE) {
      List<String> page = wanted.subList(from, Math.min(wanted.size(), from + PAGE));
      int most = ITEMS_OF_A_VALUE * page.size();
      SearchResponse found = search(catalog, field, page, most);
      TotalHits total = found.getHits().getTotalHits();
      if (total == null || total.value() > most) {
        return null;
      }
      Asked asked = new Asked(page);
      for (SearchHit hit : found.getHits()) {
        asked.of(catalog, field, hit).forEach(value -> add(ids, value, hit.getId()));
      }
    }
    return ids;
  }

  /** A query for a number that is none fails as a whole. */
  private static boolean isValue(NamingFields.Field field, String value) {
    return !field.whole() || value.matches("-?\\d{1,18}");
  }

  private static void add(Map<String, Set<String>> ids, String value, String id) {
    ids.computeIfAbsent(value, each -> new TreeSet<>()).add(id);
  }

  private SearchResponse search(
      Catalog catalog, NamingFields.Field field, List<String> values, int most) {
    String path = catalog.paths().path(field.name());
    SearchSourceBuilder source =
        new SearchSourceBuilder()
            .query(
                catalog
                    .paths()
                    .within(field.name(), QueryBuilders.termsQuery(field.searched(), values)))
            .size(most)
            .trackTotalHits(true)
            .fetchSource(path, null);
    return caller.call(
        SearchAction.INSTANCE,
        new SearchRequest(catalog.index())
            .source(source)
            // an item that is not shown at present is one all the same
            .pipeline(SearchPipelineService.NOOP_PIPELINE_ID)
            // what a shard that is away holds must not be taken for nothing
            .allowPartialSearchResults(false));
  }

  /** Values that were asked for, also as a normalizer of the field would write them. */
  private record Asked(Set<String> exact, Map<String, String> lowered) {

    Asked(List<String> values) {
      this(Set.copyOf(values), new HashMap<>());
      values.forEach(value -> lowered.put(value.toLowerCase(Locale.ROOT), value));
    }

    /** Those that an item has. */
    Collection<String> of(Catalog catalog, NamingFields.Field field, SearchHit hit) {
      Map<String, Object> source = hit.getSourceAsMap();
      Object value = source == null ? null : catalog.value(source, field.name());
      List<String> had = new ArrayList<>();
      for (Object each :
          value instanceof List<?> list ? list : List.of(value == null ? "" : value)) {
        String text = String.valueOf(each);
        String asked = exact.contains(text) ? text : lowered.get(text.toLowerCase(Locale.ROOT));
        if (asked != null) {
          had.add(asked);
        }
      }
      return had;
    }
  }
}
