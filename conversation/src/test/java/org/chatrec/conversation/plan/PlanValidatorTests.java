package org.chatrec.conversation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.chatrec.conversation.Fixtures;
import org.chatrec.conversation.PlanText;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldDescription;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.catalog.ValueIndexes;
import org.chatrec.conversation.catalog.ValueSimilarity;
import org.chatrec.conversation.planner.RulesPlanner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Only what the catalogue has gets through. */
class PlanValidatorTests {
  private final PlanValidator validator = new PlanValidator(new ValueIndexes());

  @ParameterizedTest
  @CsvSource({
    "genres, comedies, Comedy",
    "genres, SCI-FI, Science Fiction",
    "genres, scary, Horror",
    "genres, Thrillr, Thriller",
    "genres, documentry, Documentary",
    "genres, 科幻, Science Fiction",
    "director, nolan, Christopher Nolan",
    "director, pedro almodovar, Pedro Almodóvar",
    "director, Quentin Tarrantino, Quentin Tarantino",
    "country, USA, United States",
    "language, français, French"
  })
  void snapsValues(String field, String said, String meant) {
    assertThat(filters(Fixtures.FILMS, new Filter(field, Op.EQ, said)))
        .containsExactly(new Filter(field, Op.EQ, meant));
  }

  @ParameterizedTest
  @CsvSource({
    "genres, Zorb",
    "genres, ''",
    "director, Xyz Unknown",
    "runtime, soon",
    "runtime, 90.5",
    "nope, 1"
  })
  void dropsAndReportsWhatDoesNotExist(String field, String value) {
    Validated result = validate(Fixtures.FILMS, new Filter(field, Op.EQ, value));
    assertThat(result.plan().filters()).isEmpty();
    assertThat(result.dropped())
        .hasSize(1)
        .first()
        .satisfies(d -> assertThat(d.part()).contains(field));
  }

  @Test
  void titlesMayLackWordsAndNothingElse() {
    Filter without = new Filter("title", Op.NOT, " runner ");
    Filter with = new Filter("title", Op.EQ, "runner");
    Plan plan = Plan.of(Intent.SEARCH, 5).withFilters(List.of(without, with));
    Validated valid = new PlanValidator(new ValueIndexes()).validate(plan, Fixtures.FILMS);
    assertThat(valid.plan().filters()).containsExactly(new Filter("title", Op.NOT, "runner"));
    assertThat(valid.dropped()).hasSize(1);
  }

  @Test
  void convertsNumbers() {
    assertThat(filters(Fixtures.FILMS, new Filter("runtime", Op.LTE, "120 minutes")))
        .containsExactly(new Filter("runtime", Op.LTE, 120L));
    assertThat(filters(Fixtures.SHOP, new Filter("price", Op.LT, "$1,000")))
        .containsExactly(new Filter("price", Op.LT, 1000.0));
    assertThat(filters(Fixtures.FILMS, new Filter("runtime", Op.GT, 90.5)))
        .containsExactly(new Filter("runtime", Op.GT, 90L));
    assertThat(filters(Fixtures.FILMS, new Filter("runtime", Op.LT, Double.NaN))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "runtime, LTE, two hours, runtime lte 120",
    "runtime, LT, an hour and a half, runtime lt 90",
    "runtime, EQ, under 100 minutes, runtime lt 100",
    "runtime, GTE, 一个半小时, runtime gte 90",
    "price, EQ, under 50 bucks, price lt 50.0",
    "price, LTE, fifty dollars, price lte 50.0",
    "price, LTE, two hundred, price lte 200.0",
    "price, EQ, 三百元以下, price lte 300.0",
    "price, IN, between 20 and 30 euros, price gte 20.0; price lte 30.0",
    "year, EQ, the nineties, year gte 1990; year lte 1999",
    "year, GT, the nineties, year gt 1999",
    "year, LT, the 80s, year lt 1980",
    "year, EQ, 最近五年, year gte 2021",
    "year, EQ, last year, year eq 2025",
    "rating, GTE, four stars, rating gte 4.0"
  })
  void readsAmountsInWords(String field, Op op, String said, String meant) {
    CatalogCard card = field.equals("price") ? Fixtures.SHOP : Fixtures.FILMS;
    PlanValidator spoken =
        RulesPlanner.validator(new ValueIndexes(), Fixtures.CLOCK, ValueSimilarity.NONE);
    Validated valid = spoken.validate(plan(new Filter(field, op, said)), card);
    assertThat(PlanText.of(valid.plan())).isEqualTo("search; " + meant);
    assertThat(valid.dropped()).isEmpty();
  }

  @Test
  void asksForMeaningLastAndBelievesOnlyWhatExists() {
    List<String> asked = new ArrayList<>();
    ValueSimilarity similarity =
        (field, text) -> {
          asked.add(text);
          return Optional.of(text.equals("spine-chilling") ? "Horror" : "Nonsense");
        };
    PlanValidator near = RulesPlanner.validator(new ValueIndexes(), Fixtures.CLOCK, similarity);
    Validated valid =
        near.validate(
            plan(new Filter("genres", Op.IN, List.of("sci-fi", "spine-chilling", "quux"))),
            Fixtures.FILMS);
    assertThat(valid.plan().filters())
        .containsExactly(new Filter("genres", Op.IN, List.of("Science Fiction", "Horror")));
    assertThat(asked).containsExactly("spine-chilling", "quux");
    assertThat(valid.dropped()).hasSize(1);
  }

  private static Plan plan(Filter filter) {
    return Plan.of(Intent.SEARCH, 5).withFilters(List.of(filter));
  }

  @Test
  void convertsYearsOfDates() {
    assertThat(filters(Fixtures.SHOP, new Filter("release_date", Op.EQ, 1994)))
        .containsExactly(
            new Filter("release_date", Op.GTE, "1994-01-01"),
            new Filter("release_date", Op.LTE, "1994-12-31"));
    assertThat(filters(Fixtures.SHOP, new Filter("release_date", Op.GT, 1994)))
        .containsExactly(new Filter("release_date", Op.GT, "1994-12-31"));
    assertThat(filters(Fixtures.SHOP, new Filter("release_date", Op.LT, "2020-02-30"))).isEmpty();
  }

  @Test
  void orderedOperatorsNeedOrderedFields() {
    assertThat(validate(Fixtures.FILMS, new Filter("genres", Op.GT, "Comedy")).dropped())
        .hasSize(1);
  }

  @Test
  void latestWordsWin() {
    assertThat(text(f("year", Op.GTE, 1990), f("year", Op.LT, 1980)))
        .isEqualTo("search; year lt 1980");
    assertThat(text(f("year", Op.GTE, 1990), f("year", Op.GTE, 2000)))
        .isEqualTo("search; year gte 2000");
    assertThat(text(f("year", Op.GT, 1990), f("year", Op.LT, 1990)))
        .isEqualTo("search; year lt 1990");
    assertThat(text(f("year", Op.GTE, 1990), f("year", Op.EQ, 1985)))
        .isEqualTo("search; year eq 1985");
    assertThat(text(f("year", Op.EQ, 1985), f("year", Op.EQ, 1986)))
        .isEqualTo("search; year eq 1986");
    assertThat(text(f("genres", Op.EQ, "Horror"), f("genres", Op.NOT, "Horror")))
        .isEqualTo("search; genres not Horror");
    assertThat(text(f("genres", Op.NOT, "Horror"), f("genres", Op.EQ, "Horror")))
        .isEqualTo("search; genres eq Horror");
    assertThat(text(f("genres", Op.IN, List.of("Horror", "Drama")), f("genres", Op.NOT, "Horror")))
        .isEqualTo("search; genres eq Drama; genres not Horror");
    assertThat(text(f("genres", Op.EQ, "Horror"), f("genres", Op.EQ, "Comedy")))
        .isEqualTo("search; genres eq Comedy; genres eq Horror");
  }

  @Test
  void boundsEverything() {
    List<Filter> many = IntStream.range(0, 500).mapToObj(i -> f("runtime", Op.NOT, i)).toList();
    Plan plan =
        new Plan(
            Intent.SEARCH,
            "x\u0000\n".repeat(5000),
            many,
            IntStream.range(0, 99).mapToObj(String::valueOf).toList(),
            List.of(new Sort("title", SortOrder.ASC), new Sort("year", SortOrder.ASC)),
            -7,
            List.of(0, 1, 1, 999),
            List.of());
    Plan valid = validator.validate(plan, Fixtures.FILMS).plan();

    assertThat(valid.filters()).hasSizeLessThanOrEqualTo(24);
    assertThat(valid.query()).hasSizeLessThanOrEqualTo(500).doesNotContain("\u0000", "\n");
    assertThat(valid.likeItems()).hasSizeLessThanOrEqualTo(5);
    assertThat(valid.sort()).containsExactly(new Sort("year", SortOrder.ASC));
    assertThat(valid.size()).isEqualTo(1);
    assertThat(valid.references()).containsExactly(1);
  }

  private static Filter f(String field, Op op, Object value) {
    return new Filter(field, op, value);
  }

  private String text(Filter... filters) {
    return PlanText.of(validate(Fixtures.FILMS, filters).plan());
  }

  private List<Filter> filters(CatalogCard card, Filter... filters) {
    return validate(card, filters).plan().filters();
  }

  private Validated validate(CatalogCard card, Filter... filters) {
    return validator.validate(Plan.of(Intent.SEARCH, 5).withFilters(List.of(filters)), card);
  }

  /** As words "9.00" comes after "12.50", so there is neither a cheapest nor an order. */
  @ParameterizedTest
  @EnumSource(names = {"PRICE", "DURATION", "RATING", "POPULARITY"})
  void numbersThatAreStoredAsWordsHaveNoOrder(FieldRole role) {
    CardField words =
        CardField.keyword("cost", List.of()).as(new FieldDescription(role, null, Map.of()));
    CatalogCard card =
        new CatalogCard(
            "shop", "en", "title", List.of(words, CardField.keyword("name", List.of())));
    Plan plan =
        new Plan(
            Intent.SEARCH,
            "",
            List.of(),
            List.of(),
            List.of(new Sort("cost", SortOrder.ASC), new Sort("name", SortOrder.ASC)),
            5,
            List.of(),
            List.of());
    Validated valid = validator.validate(plan, card);
    assertThat(valid.plan().sort()).containsExactly(new Sort("name", SortOrder.ASC));
    assertThat(valid.dropped()).hasSize(1);
  }
}
