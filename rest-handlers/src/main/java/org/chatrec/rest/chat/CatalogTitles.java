package org.chatrec.rest.chat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.planner.TitleLookup;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.rest.support.TimeLeft;
import org.chatrec.retrieval.ItemSearch;
import org.chatrec.retrieval.RankedItem;
import org.chatrec.search.Blend;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.index.query.Operator;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;

/**
 * Finds items by title in one catalogue, as the caller: all words must be in the title, an exact
 * title comes first.
 */
final class CatalogTitles implements TitleLookup {

  private static final Duration MOST = Duration.ofSeconds(2);

  /** Of the time that is left, what one title is worth waiting for. */
  private static final double SHARE = 0.25;

  private final ItemSearch search;
  private final Catalog catalog;
  private final Deadline deadline;

  /**
   * @param deadline of whoever asks for titles
   */
  CatalogTitles(ItemSearch search, Catalog catalog, Deadline deadline) {
    this.search = search;
    this.catalog = catalog;
    this.deadline = deadline;
  }

  @Override
  public List<ShownItem> byTitle(String text, int limit) {
    if (text.isBlank()) {
      return List.of();
    }
    return found(
        QueryBuilders.boolQuery()
            .must(QueryBuilders.matchQuery(catalog.titleField(), text).operator(Operator.AND))
            .should(QueryBuilders.matchPhraseQuery(catalog.titleField(), text)),
        limit);
  }

  @Override
  public Mention mention(String words) {
    if (catalog.longTextFields().isEmpty()) {
      return Mention.NONE;
    }
    SaidQuery query = new SaidQuery(catalog);
    if (!found(query.of(words), 1).isEmpty()) {
      return Mention.HAD;
    }
    return found(query.mentioned(words), 1).isEmpty() ? Mention.NONE : Mention.LACKED;
  }

  private List<ShownItem> found(QueryBuilder query, int limit) {
    ItemSearch.Spec spec = ItemSearch.Spec.of(query, limit, limit, Blend.FIRST_PASS);
    TimeValue timeout = TimeLeft.of(deadline.part(SHARE).atMost(MOST));
    return search.search(catalog, spec, timeout).items().stream()
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
    return new ShownItem(item.id(), item.title(catalog), fields);
  }
}
