package org.chatrec.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.lucene.search.join.ScoreMode;
import org.junit.jupiter.api.Test;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.sort.FieldSortBuilder;
import org.opensearch.search.sort.NestedSortBuilder;
import org.opensearch.search.sort.SortBuilder;
import org.opensearch.search.sort.SortBuilders;

class ConstraintTests {

  private static final QueryBuilder SIZE = QueryBuilders.termQuery("variants.size", "42");
  private static final QueryBuilder CHEAP = QueryBuilders.rangeQuery("variants.price").lt(50);

  private static Constraint nested(String path, QueryBuilder query, String field, boolean not) {
    return new Constraint(QueryBuilders.nestedQuery(path, query, ScoreMode.None), not, 1, field);
  }

  private static FieldSortBuilder price() {
    return SortBuilders.fieldSort("variants.price")
        .missing("_last")
        .setNestedSort(new NestedSortBuilder("variants"));
  }

  /** A shirt that is dear in 40 and cheap in 42 is a cheap one for who asks for 42. */
  @Test
  void anOrderLooksAtTheObjectsThatWereAskedFor() {
    List<SortBuilder<?>> order =
        Constraint.within(
            List.of(
                nested("variants", SIZE, "variants.size", false),
                nested("variants", CHEAP, "variants.price", false)),
            List.of(price(), SortBuilders.scoreSort()));
    assertThat(order)
        .containsExactly(
            price()
                .setNestedSort(
                    new NestedSortBuilder("variants")
                        .setFilter(QueryBuilders.boolQuery().filter(SIZE).filter(CHEAP))),
            SortBuilders.scoreSort());
  }

  @Test
  void otherConditionsLeaveTheOrderAsItIs() {
    List<SortBuilder<?>> order = List.of(price(), SortBuilders.fieldSort("year"));
    List<Constraint> others =
        List.of(
            Constraint.hard(QueryBuilders.termQuery("kind", "shirt")),
            nested("offers", QueryBuilders.termQuery("offers.shop", "a"), "offers.shop", false),
            nested("variants", SIZE, "variants.size", true));
    assertThat(Constraint.within(others, order)).isEqualTo(order);
    assertThat(Constraint.within(List.of(), order)).isEqualTo(order);
  }

  private static BoolQueryBuilder all(Constraint... constraints) {
    BoolQueryBuilder all = QueryBuilders.boolQuery();
    Constraint.addAll(List.of(constraints), all);
    return all;
  }

  private static QueryBuilder one(QueryBuilder query) {
    return QueryBuilders.nestedQuery("variants", query, ScoreMode.None);
  }

  @Test
  void whatIsUnwantedOfAVariantHoldsForTheOneThatIsWanted() {
    Constraint small = nested("variants", SIZE, "variants.size", false);
    Constraint notCheap = nested("variants", CHEAP, "variants.price", true).ofObjects();
    QueryBuilder both = QueryBuilders.boolQuery().filter(SIZE).mustNot(CHEAP);
    assertThat(all(small, notCheap)).isEqualTo(QueryBuilders.boolQuery().filter(one(both)));
    assertThat(Constraint.within(List.of(notCheap, small), List.of(price())))
        .containsExactly(price().setNestedSort(new NestedSortBuilder("variants").setFilter(both)));
  }

  /** Alone, it leaves items with another variant, and those without any. */
  @Test
  void whatIsUnwantedOfAVariantLeavesItemsWithOthers() {
    Constraint notCheap = nested("variants", CHEAP, "variants.price", true).ofObjects();
    QueryBuilder left =
        QueryBuilders.boolQuery()
            .should(one(QueryBuilders.boolQuery().mustNot(CHEAP)))
            .should(QueryBuilders.boolQuery().mustNot(one(QueryBuilders.matchAllQuery())))
            .minimumShouldMatch(1);
    assertThat(all(notCheap)).isEqualTo(QueryBuilders.boolQuery().filter(left));
    BoolQueryBuilder alone = QueryBuilders.boolQuery();
    notCheap.addTo(alone);
    assertThat(alone).isEqualTo(QueryBuilders.boolQuery().filter(left));
  }
}
