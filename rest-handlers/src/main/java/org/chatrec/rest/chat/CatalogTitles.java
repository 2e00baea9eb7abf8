package org.chatrec.rest.chat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.chatrec.conversation.planner.TitleLookup;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.retrieval.ItemSearch;
import org.chatrec.retrieval.RankedItem;
import org.chatrec.search.Blend;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.index.query.Operator;
import org.opensearch.index.query.QueryBuilders;

/**
 * Finds items by title in one catalogue, as the caller: all words must be in the title, an exact
 * title comes first.
 */
final class CatalogTitles implements TitleLookup {

  private static final TimeValue TIMEOUT = TimeValue.timeValueSeconds(2);

  private final ItemSearch search;
  private final Catalog catalog;

  CatalogTitles(ItemSearch search, Catalog catalog) {
    this.search = search;
    this.catalog = catalog;
  }

  @Override
  public List<ShownItem> byTitle(String text, int limit) {
    if (text.isBlank()) {
      return List.of();
    }
    ItemSearch.Spec spec =
        ItemSearch.Spec.of(
            QueryBuilders.boolQuery()
                .must(QueryBuilders.matchQuery(catalog.titleField(), text).operator(Operator.AND))
                .should(QueryBuilders.matchPhraseQuery(catalog.titleField(), text)),
            limit,
            limit,
            Blend.FIRST_PASS);
    return search.search(catalog, spec, TIMEOUT).items().stream()
        .map(item -> shown(catalog, item))
        .toList();
  }

  /** An item as conversations remember it: its title and what plans can filter on. */
  static ShownItem shown(Catalog catalog, RankedItem item) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (String field : catalog.filterFields()) {
      Object value = catalog.value(item.source(), field);
      if (value != null) {
        fields.put(field, value);
      }
    }
    return new ShownItem(item.id(), item.title(catalog.titleField()), fields);
  }
}
