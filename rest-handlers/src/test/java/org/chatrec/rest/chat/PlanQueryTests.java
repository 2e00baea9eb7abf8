package org.chatrec.rest.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensearch.index.query.QueryBuilders.boolQuery;
import static org.opensearch.index.query.QueryBuilders.matchPhraseQuery;
import static org.opensearch.index.query.QueryBuilders.nestedQuery;
import static org.opensearch.index.query.QueryBuilders.rangeQuery;
import static org.opensearch.index.query.QueryBuilders.termsQuery;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.lucene.search.join.ScoreMode;
import org.chatrec.catalog.Catalogs;
import org.chatrec.catalog.support.Wire;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Preference;
import org.chatrec.conversation.plan.Sort;
import org.chatrec.conversation.plan.SortOrder;
import org.chatrec.retrieval.Constraint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.xcontent.DeprecationHandler;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.index.query.AbstractQueryBuilder;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.search.SearchModule;
import org.opensearch.search.sort.SortBuilders;

class PlanQueryTests {

  private static final NamedXContentRegistry QUERIES =
      new NamedXContentRegistry(new SearchModule(Settings.EMPTY, List.of()).getNamedXContents());

  private static final PlanQuery DSL =
      new PlanQuery(
          Catalogs.movies(),
          new CatalogCard(
              "movies",
              "en",
              "title",
              List.of(
                  CardField.keyword("genres", List.of()),
                  new CardField("director", FieldKind.TEXT, List.of(), null, null),
                  new CardField("dubbed", FieldKind.BOOLEAN, List.of(), null, null),
                  CardField.number("year", FieldKind.INTEGER, 1900, 2020))));

  private static Plan plan(Filter... filters) {
    return Plan.of(Intent.SEARCH, 5).withFilters(Arrays.asList(filters));
  }

  private static BoolQueryBuilder filters(Filter... filters) {
    BoolQueryBuilder query = boolQuery();
    List.of(filters).forEach(filter -> DSL.constraint(filter, 1).addTo(query));
    return query;
  }

  private static QueryBuilder parse(String json) throws Exception {
    try (XContentParser parser =
        JsonXContent.jsonXContent.createParser(
            QUERIES, DeprecationHandler.THROW_UNSUPPORTED_OPERATION, json)) {
      return AbstractQueryBuilder.parseInnerQueryBuilder(parser);
    }
  }

  @Test
  void whatIsNotSoIncludesWhatNothingIsSaidOf() {
    assertThat(filters(new Filter("dubbed", Op.EQ, false)))
        .isEqualTo(boolQuery().mustNot(termsQuery("dubbed", true)));
    assertThat(filters(new Filter("dubbed", Op.EQ, true)))
        .isEqualTo(boolQuery().filter(termsQuery("dubbed", true)));
  }

  @Test
  void leavesOutWhatTextsSayButForWhatTheyDeny() {
    CatalogCard card =
        new CatalogCard("movies", "en", "title", List.of(), List.of("overview"), true);
    BoolQueryBuilder said =
        (BoolQueryBuilder)
            ((BoolQueryBuilder) new SaidQuery(Catalogs.movies()).of("ghosts")).filter().getFirst();
    assertThat(said.mustNot())
        .contains(
            matchPhraseQuery("overview", "no ghost").slop(2),
            matchPhraseQuery("overview", "without ghosts").slop(2),
            matchPhraseQuery("overview", "ghost free"));
    Constraint constraint =
        new PlanQuery(Catalogs.movies(), card)
            .constraint(new Filter("overview", Op.NOT, "ghosts"), 0);
    assertThat(constraint.ruledOut()).isTrue();
    assertThat(constraint.query()).isEqualTo(new SaidQuery(Catalogs.movies()).of("ghosts"));
  }

  @Test
  void wordsCanBeExcludedByTitle() {
    String query = filters(new Filter("title", Op.NOT, "big fish")).toString();
    assertThat(query).contains("must_not", "\"big\"", "\"fish\"", "title");
    assertThat(query).doesNotContain("overview", "\"big fish\"");
  }

  @Test
  void everyOperationHasItsQuery() {
    assertThat(filters(new Filter("genres", Op.EQ, "Drama")))
        .isEqualTo(boolQuery().filter(termsQuery("genres", List.of("Drama"))));
    assertThat(filters(new Filter("genres", Op.IN, List.of("Drama", "War"))))
        .isEqualTo(boolQuery().filter(termsQuery("genres", List.of("Drama", "War"))));
    assertThat(filters(new Filter("genres", Op.NOT, List.of("Horror", "War"))))
        .isEqualTo(boolQuery().mustNot(termsQuery("genres", List.of("Horror", "War"))));
    assertThat(filters(new Filter("year", Op.GT, 1990)))
        .isEqualTo(boolQuery().filter(rangeQuery("year").gt(1990L)));
    assertThat(filters(new Filter("year", Op.GTE, 1990)))
        .isEqualTo(boolQuery().filter(rangeQuery("year").gte(1990L)));
    assertThat(filters(new Filter("year", Op.LT, 1990)))
        .isEqualTo(boolQuery().filter(rangeQuery("year").lt(1990L)));
    assertThat(filters(new Filter("year", Op.LTE, 1990)))
        .isEqualTo(boolQuery().filter(rangeQuery("year").lte(1990L)));
  }

  @Test
  void textIsMatchedByPhrases() {
    BoolQueryBuilder either =
        boolQuery()
            .minimumShouldMatch(1)
            .should(matchPhraseQuery("director", "Ridley Scott"))
            .should(matchPhraseQuery("director", "Mann"));
    List<String> names = List.of("Ridley Scott", "Mann");
    assertThat(filters(new Filter("director", Op.IN, names))).isEqualTo(boolQuery().filter(either));
    assertThat(filters(new Filter("director", Op.NOT, names)))
        .isEqualTo(boolQuery().mustNot(either));
  }

  @Test
  void allFiltersHoldTogether() {
    assertThat(
            filters(
                new Filter("year", Op.GTE, 1980),
                new Filter("year", Op.LT, 1990),
                new Filter("genres", Op.NOT, "War")))
        .isEqualTo(
            boolQuery()
                .filter(rangeQuery("year").gte(1980L))
                .filter(rangeQuery("year").lt(1990L))
                .mustNot(termsQuery("genres", List.of("War"))));
    assertThat(filters().hasClauses()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"}}]}}, {\"match_all\":{}",
        "{\"script\":{\"source\":\"System.exit(1)\"}}",
        "* OR _exists_:secret",
        "a\\\"b",
        "中文\n\u0000",
        "[1 TO 5]"
      })
  void hostileValuesStayValues(String value) throws Exception {
    assertValueStays(value);
  }

  @Property
  void anyValueStaysAValue(@ForAll String value) throws Exception {
    // half a surrogate pair cannot be written at all; requests that have one are refused
    assertValueStays(value.replaceAll("\\p{Cs}", "?"));
  }

  private static void assertValueStays(String value) throws Exception {
    for (String field : List.of("genres", "director")) {
      for (Op op : List.of(Op.EQ, Op.IN, Op.NOT)) {
        BoolQueryBuilder query = filters(new Filter(field, op, value));
        assertThat(parse(query.toString())).isEqualTo(query);
        QueryBuilder only =
            field.equals("genres")
                ? termsQuery(field, List.of(value))
                : boolQuery().minimumShouldMatch(1).should(matchPhraseQuery(field, value));
        assertThat(op == Op.NOT ? query.mustNot() : query.filter()).containsExactly(only);
      }
    }
    QueryBuilder words = DSL.words(plan().withQuery(value));
    assertThat(parse(words.toString())).isEqualTo(words);
  }

  @Test
  void sortsByFieldAndThenByScore() {
    Plan sorted =
        new Plan(
            Intent.SEARCH,
            "",
            List.of(),
            List.of(),
            List.of(new Sort("year", SortOrder.DESC), new Sort("title.raw", SortOrder.ASC)),
            5,
            List.of(),
            List.of());
    assertThat(DSL.sort(sorted))
        .isEqualTo(
            List.of(
                SortBuilders.fieldSort("year")
                    .order(org.opensearch.search.sort.SortOrder.DESC)
                    .missing("_last"),
                SortBuilders.fieldSort("title.raw")
                    .order(org.opensearch.search.sort.SortOrder.ASC)
                    .missing("_last"),
                SortBuilders.scoreSort()));
    assertThat(DSL.sort(plan())).isEmpty();
  }

  @Test
  void thePlanIsShownAsTheContractSays() throws Exception {
    Plan plan =
        new Plan(
            Intent.SEARCH,
            "war",
            List.of(new Filter("genres", Op.NOT, List.of("Horror")), new Filter("year", Op.GTE, 1)),
            List.of("i1"),
            List.of(new Sort("year", SortOrder.DESC)),
            7,
            List.of(),
            List.of(Preference.ofValue(false, "genres", "Horror"), Preference.ofItem(true, "i1")));
    assertThat(Wire.json(PlanQuery.toMap(plan)))
        .isEqualTo(
            Map.of(
                "query",
                "war",
                "filters",
                List.of(
                    Map.of("field", "genres", "op", "not", "value", List.of("Horror")),
                    Map.of("field", "year", "op", "gte", "value", 1)),
                "like_items",
                List.of("i1"),
                "preferences",
                List.of(
                    Map.of("like", false, "field", "genres", "value", "Horror"),
                    Map.of("like", true, "item_id", "i1")),
                "sort",
                List.of(Map.of("field", "year", "order", "desc")),
                "size",
                7,
                "scope",
                "all"));
  }

  /** Who does not want an actor does not want the films that others act in as well. */
  @Test
  void partsOfAnItemAreNoVariantsOfIt() {
    PlanQuery dsl =
        new PlanQuery(
            Catalogs.nested(Map.of("cast.name", "cast")),
            new CatalogCard(
                "movies", "en", "title", List.of(CardField.keyword("cast.name", List.of()))));
    Constraint disliked = dsl.constraint(new Filter("cast.name", Op.NOT, "Someone"), 0);
    assertThat(disliked.ruledOut()).isTrue();
    assertThat(disliked.objects()).isFalse();
  }

  /** A value of a variant is asked of the variants, whether it is wanted or never to be seen. */
  @Test
  void aFieldOfNestedObjectsIsReachedThroughThem() {
    PlanQuery dsl =
        new PlanQuery(
            Catalogs.nested(Map.of("variants.color", "variants")),
            new CatalogCard(
                "movies", "en", "title", List.of(CardField.keyword("variants.color", List.of()))));
    QueryBuilder red =
        nestedQuery("variants", termsQuery("variants.color", List.of("red")), ScoreMode.None);
    Constraint wanted = dsl.constraint(new Filter("variants.color", Op.EQ, "red"), 1);
    Constraint disliked = dsl.constraint(new Filter("variants.color", Op.NOT, "red"), 0);
    assertThat(wanted.query()).isEqualTo(red);
    assertThat(wanted.ruledOut()).isFalse();
    assertThat(disliked.query()).isEqualTo(red);
    assertThat(disliked.ruledOut()).isTrue();
    assertThat(disliked.objects()).isTrue();
    Plan sorted =
        new Plan(
            Intent.SEARCH,
            "",
            List.of(),
            List.of(),
            List.of(new Sort("variants.color", SortOrder.ASC)),
            5,
            List.of(),
            List.of());
    assertThat(dsl.sort(sorted).getFirst().toString()).contains("\"path\" : \"variants\"");
  }
}
