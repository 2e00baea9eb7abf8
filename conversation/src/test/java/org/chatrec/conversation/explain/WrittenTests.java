package org.chatrec.conversation.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.chatrec.conversation.text.Token;
import org.chatrec.conversation.text.Tokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a reply quotes stands in the message. */
class WrittenTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a boat lost at the bottom of the sea | boat lost bottom sea | boat lost at the bottom of the sea
          Gifts for my Gran, who knits         | Gifts Gran knits     | Gifts for my Gran knits
          etwas Warmes für den Balkon im Winter | Warmes Balkon Winter | Warmes für den Balkon im Winter
          安静的咖啡机                          | 安静咖啡机            | 安静的咖啡机
          """)
  void smallWordsAreQuoted(String message, String query, String quoted) {
    assertThat(Written.in(message, query)).isEqualTo(quoted);
  }

  /** The search is in the catalogue's language; the reply is not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ein Film über Einsamkeit           | loneliness       | Einsamkeit
          etwas über Einsamkeit und Piraten  | loneliness kites | Einsamkeit kites
          一部关于孤独的电影                 | loneliness       | 孤独
          关于时间旅行和海盗                 | time travel      | 时间旅行
          a film about loneliness            | loneliness       | loneliness
          """)
  void whatWasTranslatedIsSaidAsItWasSaid(String message, String query, String quoted) {
    assertThat(Written.in(message, query)).isEqualTo(quoted);
  }

  /** "Blue" and "without wheels" are said elsewhere in the reply. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a case blue enough for the cello           | case cello        | case cello
          a trolley without wheels for a long garden | trolley garden    | trolley garden
          boots under 90 with a heel                 | boots heel        | boots heel
          """)
  void whatWasUnderstoodOtherwiseIsNot(String message, String query, String quoted) {
    assertThat(Written.in(message, query)).isEqualTo(quoted);
  }

  /** Each of several messages may have said some of it. */
  @Test
  void whatWasSaidBeforeIsQuotedAsItWasSaid() {
    List<String> said = List.of("für meine Tochter", "ein Film über Einsamkeit");
    assertThat(Written.in(said, "loneliness")).isEqualTo("Einsamkeit");
    assertThat(Written.in(said, "loneliness Tochter")).isEqualTo("Einsamkeit Tochter");
    assertThat(Written.in(List.of(), "kite")).isEqualTo("kite");
  }

  /** A mood's words are carried through the turns, and are nobody's. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cheer me up    | uplifting heartwarming | uplifting heartwarming      | ''
          cheer me up    | uplifting              | uplifting pirates           | pirates
          a haedphone    | headphone              | headphone                   | headphone
          boats at sea   | boats sea              | boats at sea                | boats at sea
          boats          | ''                     | yachts                      | yachts
          让人开心的电影 | heartwarming           | heartwarming 海盗           | 海盗
          """)
  void whatNobodySaidIsNotQuotedOfThem(String said, String before, String words, String left) {
    assertThat(Written.withoutUnsaid(List.of("not animation", said), before, words))
        .isEqualTo(left);
  }

  /** Of an earlier turn, or by a model. */
  @Test
  void whatTheMessageDoesNotHaveIsLeftAsItIs() {
    assertThat(Written.in("cheaper ones", "kites for the beach")).isEqualTo("kites for the beach");
    assertThat(Written.in("for the beach a kite", "kite beach")).isEqualTo("kite beach");
    assertThat(Written.in("", "kite")).isEqualTo("kite");
    assertThat(Written.in("kite", "")).isEmpty();
  }

  /** Whatever stands between them, no word of the search is lost, and none is quoted twice. */
  @Property(tries = 300)
  void noWordIsLost(@ForAll @Size(max = 30) List<@From("words") String> words, @ForAll long kept) {
    List<String> sought =
        IntStream.range(0, words.size())
            .filter(i -> (kept >> i & 1) == 1)
            .mapToObj(words::get)
            .toList();

    String quoted = Written.in(String.join(" ", words), String.join(" ", sought));

    List<String> rest = new ArrayList<>(sought);
    Tokenizer.tokens(quoted).stream()
        .map(Token::raw)
        .filter(word -> !rest.isEmpty() && word.equals(rest.getFirst()))
        .forEach(word -> rest.removeFirst());
    assertThat(rest).isEmpty();
    assertThat(Tokenizer.tokens(quoted)).hasSizeLessThanOrEqualTo(words.size());
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.of("kite", "the", "in", "beach", "without", "und", "的", "9", "-", "Für");
  }

  @Property(tries = 200)
  void anyTextCanBeQuoted(@ForAll String message, @ForAll String query) {
    assertThat(Written.in(message, query)).isNotNull();
    assertThat(Written.in(message, "?!")).isNotEmpty();
    assertThat(Written.in(message, " ")).isEqualTo(" ");
  }
}
