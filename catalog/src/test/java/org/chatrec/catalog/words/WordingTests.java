package org.chatrec.catalog.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTests {

  private static Wording english(String text) {
    return Wording.of(text, Language.of("en"), Synonyms.NONE);
  }

  private static Set<String> forms(String word) {
    return english(word).terms().getFirst().forms();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a film about robots | robots",
        "I am looking for a movie where two thieves fall out | two thieves fall out",
        "Can you recommend me some good books about Rome? | Rome?",
        "Show me movies in which nobody speaks | nobody speaks",
        "I'd like to see something about the sea | the sea",
        "please find me headphones | headphones",
        "something with submarines | submarines",
        "I'd like anything featuring chess | chess",
        "we're in the mood for a long walk | a long walk",
        "推荐一些关于机器人的电影 | 机器人的电影",
        "我想看一部关于 战争 | 战争",
        // names that begin like a wish, and wishes with nothing in them
        "film noir | film noir",
        "The Book of Eli | The Book of Eli",
        "Looking for Richard | Richard",
        "In the Mood for Love | In the Mood for Love",
        "something with | something with",
        "a film about | a film about",
        "show me | show me",
        "I, Robot | I, Robot",
        "推荐 | 推荐"
      })
  void whatCarriesAQuestionIsTakenOff(String text, String question) {
    assertThat(english(text).question()).isEqualTo(question);
    assertThat(english(text).text()).isEqualTo(text);
  }

  @Property
  void nothingIsAddedAndSomethingIsLeft(@ForAll @StringLength(max = 60) String text) {
    String question = Carriers.off(text);
    assertThat(text).contains(question);
    if (!Tokens.of(text).isEmpty()) {
      assertThat(Tokens.of(question)).isNotEmpty();
    }
  }

  @Property
  void everyWordIsATermOrAStopWord(@ForAll @StringLength(max = 60) String text) {
    Wording wording = Wording.of(text, Language.of("de"), Synonyms.NONE);
    assertThat(wording.stopWords()).isEmpty();
    List<String> words =
        Tokens.of(wording.question()).stream().map(Tokens.Token::text).distinct().toList();
    assertThat(wording.terms()).hasSameSizeAs(words);
    for (int i = 0; i < words.size(); i++) {
      assertThat(wording.terms().get(i).forms()).containsExactly(words.get(i));
    }
  }

  @Test
  void stopWordsAreApartUnlessThereIsNothingElse() {
    Wording wording = english("gone with the wind");
    assertThat(wording.stopWords()).containsExactly("with", "the");
    assertThat(wording.terms()).hasSize(2);
    assertThat(english("to be or not to be").stopWords()).isEmpty();
    assertThat(english("to be or not to be").terms()).hasSize(4);
  }

  @Test
  void wordsThatFollowOneAnotherArePairs() {
    assertThat(english("a heist gone wrong in the old west").pairs())
        .containsExactly("heist gone", "gone wrong", "old west");
  }

  @Test
  void pluralsAndSingularsAreOneWord() {
    assertThat(forms("robots")).startsWith("robots").contains("robot");
    assertThat(forms("robot")).startsWith("robot").contains("robots");
    assertThat(forms("boxes")).contains("box", "boxes");
    assertThat(forms("berry")).contains("berry", "berries");
    assertThat(forms("cities")).contains("city");
    assertThat(forms("wh1000xm5")).containsExactly("wh1000xm5");
    assertThat(forms("it's")).containsExactly("it's");
  }

  @Test
  void aRunOfCharactersIsForTheFieldsOwnAnalyzer() {
    Wording wording = Wording.of("实时战略游戏 linux", Language.of("zh"), Synonyms.NONE);
    assertThat(wording.terms().stream().map(Wording.Term::forms))
        .containsExactly(Set.of("实时战略游戏"), Set.of("linux"));
  }

  @Test
  void theLongestTermWithASynonymCounts() {
    Synonyms synonyms = new Synonyms(List.of("tv, television", "tv stand => media console"));
    Wording wording = Wording.of("oak TV stands", Language.of("en"), synonyms);
    assertThat(wording.terms()).hasSize(2);
    assertThat(wording.terms().get(1).phrases()).containsExactly("tv stands", "media console");
    assertThat(Wording.of("tv", Language.of("en"), synonyms).terms().getFirst().forms())
        .contains("tv", "television");
  }

  @Test
  void aTextIsCutBetweenTheWordsOfAnIndex() {
    String text = "Red dust, 太空冒险 and 𠀋𠀌";
    assertThat(CatalogWords.count(text)).isEqualTo(9);
    for (int most = 0; most < 12; most++) {
      String begin = CatalogWords.begin(text, most);
      assertThat(text).startsWith(begin);
      assertThat(CatalogWords.count(begin)).isEqualTo(Math.min(most, 9));
    }
    assertThat(CatalogWords.begin(text, 4)).isEqualTo("Red dust, 太空");
    assertThat(CatalogWords.begin(text, 9)).isEqualTo(text);
    assertThat(CatalogWords.count(" ,. ")).isZero();
  }

  @Test
  void aNameAsksForNothing() {
    assertThat(english("a film about love").question()).isEqualTo("love");
    Wording name = Wording.ofName("A Film About Love", Language.of("en"), Synonyms.NONE);
    assertThat(name.question()).isEqualTo("A Film About Love");
    assertThat(name.terms().stream().flatMap(term -> term.forms().stream()))
        .contains("film", "love");
  }
}
