package org.chatrec.people.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.Catalogs;
import org.chatrec.catalog.FieldRoles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterestTermsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2023-06-19",
        "2023-06-19T10:00:00Z",
        "19.06.2023",
        "36",
        "36.5",
        "EU 44",
        "10 cm",
        "10cm",
        "1,5 l",
        "3-6",
        "XL",
        "xxl",
        "m",
        "3XL",
        "One Size",
        "large",
        "1/2",
        "$5",
        "90s",
        "",
        " ",
        "44 EU",
        "12345678-9"
      })
  void measuresDescribeNothing(String value) {
    assertThat(InterestTerms.isDescriptive(value)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Horror",
        "Salomon",
        "red",
        "iPhone 15",
        "World War 2",
        "跑鞋",
        "Levi's 501",
        "très chic",
        "science fiction",
        "20th century",
        "3D printers"
      })
  void namesDo(String value) {
    assertThat(InterestTerms.isDescriptive(value)).isTrue();
  }

  @Test
  void itemsThatShareNothingAreNamedByTheFirst() {
    Map<String, Object> wrap =
        Map.of("title", "Brown Paper gift wrap", "genres", List.of("stationery"));
    Map<String, Object> mug = Map.of("title", "Hand Thrown mug", "genres", List.of("tableware"));
    Map<String, Object> untitled = Map.of("genres", List.of("toys"));
    assertThat(InterestTerms.of(Catalogs.movies(), List.of(wrap, mug), List.of()))
        .containsExactly("Brown Paper gift wrap");
    assertThat(InterestTerms.of(Catalogs.movies(), List.of(untitled, mug), List.of()))
        .containsExactly("Hand Thrown mug");
    Map<String, Object> shorts = Map.of("title", "Up");
    assertThat(InterestTerms.of(Catalogs.movies(), List.of(shorts), List.of()))
        .containsExactly("Up");
  }

  @Test
  void whatMostItemsShareComesFirstAndTitlesSpeakWhereValuesDoNot() {
    Map<String, Object> boots =
        Map.of("title", "Salomon Quest boots", "genres", List.of("boots", "36", "37"));
    Map<String, Object> shoes = Map.of("title", "Salomon trail shoes", "genres", List.of("boots"));
    assertThat(InterestTerms.of(Catalogs.movies(), List.of(boots, shoes), List.of()))
        .containsExactly("boots");
    Map<String, Object> bare = Map.of("title", "Salomon Quest 4D", "year", 2020);
    assertThat(InterestTerms.of(Catalogs.movies(), List.of(bare, shoes), List.of()))
        .containsExactly("salomon");
    assertThat(InterestTerms.of(Catalogs.movies(), List.of(bare), List.of()))
        .containsExactly("quest", "salomon");
    assertThat(InterestTerms.of(Catalogs.movies(), List.of(), List.of())).isEmpty();
  }

  @Test
  void whatAllInterestsOfAPersonHaveTellsNoneApart() {
    Map<String, Object> up = Map.of("title", "Up", "genres", List.of("US", "Animation"));
    Map<String, Object> soul = Map.of("title", "Soul", "genres", List.of("US", "Animation"));
    Map<String, Object> heat = Map.of("title", "Heat", "genres", List.of("US", "Crime"));
    Map<String, Object> ran = Map.of("title", "Ran", "genres", List.of("Crime", "War"));
    assertThat(InterestTerms.of(Catalogs.movies(), List.of(up, soul), List.of(heat, heat)))
        .containsExactly("Animation");
    assertThat(InterestTerms.of(Catalogs.movies(), List.of(up, soul), List.of(heat, ran)))
        .as("more often than elsewhere")
        .containsExactly("Animation", "US");
    assertThat(InterestTerms.of(Catalogs.movies(), List.of(heat, heat), List.of(heat, heat)))
        .as("nothing else is there")
        .containsExactly("Crime", "US");
  }

  @Test
  void forWhomAThingIsIsNoInterestAndOfEquallyCommonValuesTheFirstFieldsTellMost() {
    Map<String, Object> one = Map.of("title", "A towel", "genres", "towels", "director", "Ann");
    Map<String, Object> other = Map.of("title", "B towel", "genres", "towels", "director", "Ann");
    assertThat(InterestTerms.of(Catalogs.movies(), List.of(one, other), List.of()))
        .containsExactly("towels", "Ann");
    Catalog forWhom =
        Catalogs.described(new FieldRoles(Map.of("director", Map.of("role", "gender"))));
    assertThat(InterestTerms.of(forWhom, List.of(one, other), List.of())).containsExactly("towels");
  }

  @Test
  void valuesAreTakenWhereDocumentsHaveThem() {
    Catalog aliased =
        Catalogs.movies()
            .mapped(
                Map.of(
                    "genres", Map.of("type", "alias", "path", "info.genres"),
                    "title", Map.of("type", "alias", "path", "names.en")));
    Map<String, Object> nested = Map.of("info", Map.of("genres", List.of("boots")));
    Map<String, Object> dotted = Map.of("info.genres", "boots", "names.en", "Salomon Quest");
    assertThat(InterestTerms.of(aliased, List.of(nested, dotted), List.of()))
        .containsExactly("boots");
    assertThat(
            InterestTerms.of(
                aliased, List.of(Map.of("names", Map.of("en", "Salomon Quest"))), List.of()))
        .containsExactly("quest", "salomon");
    assertThat(aliased.title(dotted, "i1")).isEqualTo("Salomon Quest");
    assertThat(aliased.title(nested, "i1")).isEqualTo("i1");
  }
}
