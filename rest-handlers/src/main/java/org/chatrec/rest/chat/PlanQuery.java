package org.chatrec.rest.chat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.chatrec.catalog.Catalog;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Preference;
import org.chatrec.conversation.plan.SortOrder;
import org.chatrec.retrieval.Constraint;
import org.chatrec.search.WordsQuery;
import org.opensearch.common.unit.Fuzziness;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.Operator;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.index.query.RangeQueryBuilder;
import org.opensearch.search.sort.FieldSortBuilder;
import org.opensearch.search.sort.NestedSortBuilder;
import org.opensearch.search.sort.SortBuilder;
import org.opensearch.search.sort.SortBuilders;

/** Builds the query DSL from a validated plan: the only way from a message to the index. */
final class PlanQuery {

  private static final Pattern WHITESPACE = Pattern.compile("\\s+");

  /** How a plan writes dates; the field may have another format of its own. */
  private static final String DAYS = "yyyy-MM-dd";

  private final Catalog catalog;
  private final CatalogCard card;

  PlanQuery(Catalog catalog, CatalogCard card) {
    this.catalog = catalog;
    this.card = card;
  }

  /**
   * A filter.
   *
   * @param softness how early it may be given up, see {@link Constraint}
   */
  Constraint constraint(Filter filter, int softness) {
    if (isDenied(filter)) {
      return constraint(new Filter(filter.field(), Op.NOT, true), softness);
    }
    QueryBuilder query =
        switch (filter.op()) {
          case NOT, EQ, IN -> any(filter);
          default -> range(filter);
        };
    boolean not = filter.op() == Op.NOT;
    Constraint constraint = new Constraint(placed(filter, query), not, softness, filter.field());
    return not && isOfVariants(filter.field()) ? constraint.ofObjects() : constraint;
  }

  /** Whether it is in nested objects that are variants of an item, not parts of it. */
  private boolean isOfVariants(String field) {
    String path = catalog.paths().nested(field);
    return path != null
        && card.fields().stream()
            .filter(other -> path.equals(catalog.paths().nested(other.name())))
            .anyMatch(other -> FieldRole.of(other).isOfVariants());
  }

  /** Whoever wants no waterproof bags wants those, too, of which nothing is said. */
  private boolean isDenied(Filter filter) {
    return filter.op() == Op.EQ
        && Boolean.FALSE.equals(filter.value())
        && isOf(filter, FieldKind.BOOLEAN);
  }

  /** A nested object's fields are reached through it. */
  private QueryBuilder placed(Filter filter, QueryBuilder query) {
    return catalog.paths().within(filter.field(), query);
  }

  /** Both ends of a range, which are kept or given up together: half of it was never asked for. */
  Constraint range(List<Filter> bounds, int softness) {
    BoolQueryBuilder both = QueryBuilders.boolQuery();
    bounds.forEach(bound -> both.filter(range(bound)));
    Filter first = bounds.getFirst();
    return new Constraint(placed(first, both), false, softness, first.field());
  }

  private QueryBuilder any(Filter filter) {
    Collection<Object> values = filter.values();
    if (isOf(filter, FieldKind.DATE)) {
      BoolQueryBuilder times = QueryBuilders.boolQuery().minimumShouldMatch(1);
      values.forEach(value -> times.should(time(filter.field(), String.valueOf(value))));
      return times;
    }
    if (card.field(filter.field()).isEmpty() && filter.field().equals(catalog.titleField())) {
      return inTitle(String.valueOf(filter.value()));
    }
    if (card.field(filter.field()).isEmpty() && card.textFields().contains(filter.field())) {
      return new SaidQuery(catalog).of(String.valueOf(filter.value()));
    }
    if (!isOf(filter, FieldKind.TEXT)) {
      return QueryBuilders.termsQuery(filter.field(), values);
    }
    BoolQueryBuilder phrases = QueryBuilders.boolQuery().minimumShouldMatch(1);
    values.forEach(value -> phrases.should(QueryBuilders.matchPhraseQuery(filter.field(), value)));
    return phrases;
  }

  /** Titles that have all the words, in whatever form, or their synonyms. */
  QueryBuilder inTitle(String text) {
    WordsQuery words = new WordsQuery(catalog.titleWords());
    BoolQueryBuilder all = QueryBuilders.boolQuery();
    WHITESPACE.splitAsStream(text.strip()).forEach(word -> all.filter(words.of(word)));
    return all;
  }

  private boolean isOf(Filter filter, FieldKind kind) {
    return card.field(filter.field()).filter(field -> field.kind() == kind).isPresent();
  }

  /** A year or a day as a stretch of time. */
  private static QueryBuilder time(String field, String value) {
    boolean year = value.length() == 4;
    return QueryBuilders.rangeQuery(field)
        .format(DAYS)
        .gte(year ? value + "-01-01" : value)
        .lte(year ? value + "-12-31" : value);
  }

  private RangeQueryBuilder range(Filter filter) {
    RangeQueryBuilder range = QueryBuilders.rangeQuery(filter.field());
    if (isOf(filter, FieldKind.DATE)) {
      range.format(DAYS);
    }
    return switch (filter.op()) {
      case GT -> range.gt(filter.value());
      case GTE -> range.gte(filter.value());
      case LT -> range.lt(filter.value());
      case LTE -> range.lte(filter.value());
      default -> throw new IllegalArgumentException(filter.op() + " is no bound");
    };
  }

  /** The plan's words in the catalogue's text fields. */
  QueryBuilder words(Plan plan) {
    return new WordsQuery(catalog.searchedWords()).of(plan.query());
  }

  /** Items whose title has the word, but for a slip behind its first letter. */
  QueryBuilder nearlyInTitle(String word) {
    return QueryBuilders.matchQuery(catalog.titleField(), word)
        .fuzziness(Fuzziness.AUTO)
        .prefixLength(1)
        .operator(Operator.AND)
        .lenient(true);
  }

  /** The plan's order, where it has one other than by score; unknown last. */
  List<SortBuilder<?>> sort(Plan plan) {
    List<SortBuilder<?>> sort = new ArrayList<>();
    plan.sort().forEach(by -> sort.add(sort(by.field(), by.order())));
    if (!sort.isEmpty()) {
      sort.add(SortBuilders.scoreSort());
    }
    return sort;
  }

  private SortBuilder<?> sort(String field, SortOrder order) {
    FieldSortBuilder sort =
        SortBuilders.fieldSort(field)
            .order(
                order == SortOrder.ASC
                    ? org.opensearch.search.sort.SortOrder.ASC
                    : org.opensearch.search.sort.SortOrder.DESC)
            .missing("_last");
    String path = catalog.paths().nested(field);
    return path == null ? sort : sort.setNestedSort(new NestedSortBuilder(path));
  }

  /** The plan as the answer shows it. */
  static Map<String, Object> toMap(Plan plan) {
    List<Map<String, Object>> filters = new ArrayList<>();
    for (Filter filter : plan.filters()) {
      filters.add(
          Map.of("field", filter.field(), "op", filter.op().label(), "value", filter.value()));
    }
    List<Map<String, Object>> sort = new ArrayList<>();
    plan.sort().forEach(by -> sort.add(Map.of("field", by.field(), "order", by.order().label())));
    return Map.of(
        "query", plan.query(),
        "filters", filters,
        "like_items", plan.likeItems(),
        "preferences", plan.preferences().stream().map(PlanQuery::toMap).toList(),
        "sort", sort,
        "size", plan.size(),
        "scope", plan.scope().label());
  }

  private static Map<String, Object> toMap(Preference preference) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("like", preference.like());
    map.put("item_id", preference.itemId());
    map.put("field", preference.field());
    map.put("value", preference.value());
    map.values().removeIf(Objects::isNull);
    return map;
  }
}
