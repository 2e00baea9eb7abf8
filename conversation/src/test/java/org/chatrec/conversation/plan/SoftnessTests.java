package org.chatrec.conversation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SoftnessTests {

  @Test
  void boundsGoBeforeValuesTheLastFirstAndExclusionsStay() {
    Filter genre = new Filter("genres", Op.EQ, "Horror");
    Filter not = new Filter("genres", Op.NOT, "Comedy");
    Filter year = new Filter("year", Op.GTE, 1990L);
    Filter runtime = new Filter("runtime", Op.LTE, 120L);
    Filter cast = new Filter("cast", Op.IN, List.of("A", "B"));
    Plan plan = Plan.of(Intent.SEARCH, 5).withFilters(List.of(year, genre, not, runtime, cast));
    assertThat(Softness.order(plan, none -> false)).containsExactly(runtime, year, cast, genre);
  }

  @Test
  void whatKindOfThingItIsGoesLast() {
    Filter colour = new Filter("color", Op.EQ, "red");
    Filter kind = new Filter("category", Op.EQ, "kettles");
    Filter price = new Filter("price", Op.LTE, 30.0);
    Plan plan = Plan.of(Intent.SEARCH, 5).withFilters(List.of(colour, price, kind));
    assertThat(Softness.order(plan, kind::equals)).containsExactly(price, colour, kind);
  }

  @Test
  void whoRulesOutAMakerIsShownNothingOfAnotherKind() {
    Filter kind = new Filter("category", Op.EQ, "kettles");
    Filter maker = new Filter("brand", Op.NOT, "Acme");
    Filter price = new Filter("price", Op.LTE, 30.0);
    Plan plan = Plan.of(Intent.SEARCH, 5).withFilters(List.of(kind, maker, price));
    assertThat(Softness.order(plan, kind::equals)).containsExactly(price);
  }
}
