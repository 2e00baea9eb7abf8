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
    assertThat(Softness.order(plan)).containsExactly(runtime, year, cast, genre);
  }
}
