package org.chatrec.retrieval.variants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chatrec.catalog.words.CatalogWords;
import org.chatrec.catalog.words.Synonyms;
import org.chatrec.catalog.words.WordsOptions;
import org.junit.jupiter.api.Test;

class FamiliesTests {

  private static final CatalogWords WORDS =
      new CatalogWords(
          List.of(CatalogWords.Field.of("title")), "en", WordsOptions.DEFAULT, Synonyms.NONE);

  private static Member titled(String title, float... vector) {
    return Member.of(WORDS, null, title, Set.of("blue", "red", "War"), vector, false);
  }

  private static Member declared(String family) {
    return Member.of(WORDS, family, "a title", Set.of(), new float[0], false);
  }

  private static Families families(String asked, Member... items) {
    return new Families(List.of(items), asked.isEmpty() ? Set.of() : Member.words(WORDS, asked));
  }

  @Test
  void theBestOfEachFamilyComesFirstAndNothingIsLost() {
    Families families =
        families("", declared("a"), declared("a"), declared("b"), declared("a"), declared("b"));
    assertThat(families.order()).containsExactly(0, 2, 1, 3, 4);
    assertThat(families.leaders()).isEqualTo(2);
    assertThat(families.allLead()).isFalse();
  }

  @Test
  void numbersSizesAndOwnValuesMakeNoOtherItem() {
    float[] near = {1, 0.5f};
    assertThat(
            families(
                    "",
                    titled("Oxford shirt, colour 3", 1, 0),
                    titled("Oxford Shirts, colour 11", near),
                    titled("Oxford shirt blue XL", 1, 0.1f),
                    titled("Oxford shirt (red), 42", near))
                .order())
        .containsExactly(0, 2, 1, 3);
  }

  @Test
  void partsOfASeriesThatTellDifferentStoriesAreNoVariants() {
    assertThat(families("", titled("Toy Story 2", 1, 0), titled("Toy Story 3", 1, 1)).allLead())
        .isTrue();
    // without vectors nothing but the whole title tells
    assertThat(families("", titled("Toy Story 2"), titled("Toy Story 3")).allLead()).isTrue();
    assertThat(families("", titled("Toy Story 2"), titled("toy story 2")).allLead()).isFalse();
  }

  @Test
  void aTitleOfNumbersAndOwnValuesAloneSaysNothing() {
    assertThat(families("", titled("1917", 1, 0), titled("2012", 1, 0)).allLead()).isTrue();
    assertThat(families("", titled("War", 1, 0), titled("War 2", 1, 0)).allLead()).isTrue();
    assertThat(families("", titled("", 1, 0), titled("", 1, 0)).allLead()).isTrue();
  }

  @Test
  void aFamilyThatIsNamedStaysAsItIsRanked() {
    Member[] shirts = {
      titled("Oxford shirt 1", 1, 0), titled("Oxford shirt 2", 1, 0), titled("Linen shirt", 0, 1),
    };
    assertThat(families("oxford shirts", shirts).allLead()).isTrue();
    assertThat(families("the oxford", shirts).allLead()).isTrue();
    assertThat(families("shirt", shirts).order()).containsExactly(0, 2, 1);
    assertThat(families("trousers", shirts).order()).containsExactly(0, 2, 1);
  }

  @Test
  void whereTitlesAreAllColoursMakeNoOtherItem() {
    List<Member> shirts =
        Stream.of("Oxford shirt, navy", "Linen shirt", "Oxford Shirt (olive)", "Oxford shirt weiß")
            .map(title -> Member.of(WORDS, null, title, Set.of(), new float[] {1, 0}, true))
            .toList();
    assertThat(new Families(shirts, Set.of()).order()).containsExactly(0, 1, 2, 3);
    assertThat(new Families(shirts, Set.of()).leaders()).isEqualTo(2);
    // where there are other texts, these tell
    assertThat(
            families("", titled("Three Colours: White", 1, 0), titled("Three Colours: Teal", 0, 1))
                .allLead())
        .isTrue();
  }

  @Test
  void aWordOfALongTitleIsNoName() {
    Member[] machines = {
      titled("Quiet Morning bean-to-cup coffee machine, blue", 1, 0),
      titled("Quiet Morning bean-to-cup coffee machine, red", 1, 0),
      titled("Barista Duo espresso machine", 0, 1),
    };
    assertThat(families("quiet", machines).order()).containsExactly(0, 2, 1);
    assertThat(families("quiet morning coffee", machines).allLead()).isTrue();
  }

  @Test
  void whereThereIsOneFamilyItFillsThePage() {
    Member[] things =
        IntStream.range(0, 500)
            .mapToObj(n -> titled("thing number " + n, 1, 0))
            .toArray(Member[]::new);
    assertThat(families("", things).order()).hasSize(500).isSorted();
    assertThat(families("").order()).isEmpty();
    assertThat(Stream.of(things).map(Member::stem).distinct()).hasSize(1);
  }
}
