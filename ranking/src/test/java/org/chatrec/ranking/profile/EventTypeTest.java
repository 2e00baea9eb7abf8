package org.chatrec.ranking.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EventTypeTest {

  @ParameterizedTest
  @EnumSource
  void isFoundByItsWireName(EventType type) {
    assertThat(EventType.of(type.wireName())).isEqualTo(type);
  }

  @Test
  void wireNamesAreThoseOfTheContract() {
    assertThat(EventType.values())
        .extracting(EventType::wireName)
        .containsExactlyInAnyOrder(
            "impression",
            "view",
            "click",
            "add_to_cart",
            "remove_from_cart",
            "purchase",
            "return",
            "like",
            "dislike",
            "dismiss",
            "undo",
            "rating",
            "search");
  }

  @Test
  void refusesAnUnknownNameListingTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventType.of("CLICK"))
        .withMessageContaining("[type]")
        .withMessageContaining("add_to_cart")
        .withMessageContaining("[CLICK]");
  }

  @ParameterizedTest
  @CsvSource({"0.5,-1", "1,-1", "2,-0.5", "3,0", "4.5,0.75", "5,1"})
  void mapsStarsToPreferences(double stars, double preference) {
    assertThat(EventType.RATING.preference(stars)).isEqualTo(preference);
  }

  @Test
  void refusesARatingWithoutStarsOrOutOfRange() {
    for (Double bad : new Double[] {null, 0.4, 5.1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> EventType.RATING.preference(bad))
          .withMessageContaining("[value]");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RATING")
  void othersIgnoreTheValueAndStayInRange(EventType type) {
    assertThat(type.preference(null)).isBetween(-1.0, 1.0).isEqualTo(type.preference(77.0));
  }
}
