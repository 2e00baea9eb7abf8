package org.chatrec.conversation.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** The same answers as the regular expressions that say what is meant, character by character. */
class CharactersTests {

  @Property
  void controlsAndHalvesBecomeOneBlank(@ForAll @StringLength(max = 40) String text) {
    assertThat(Characters.plain(text)).isEqualTo(text.replaceAll("[\\p{Cntrl}\\p{Cs}]+", " "));
  }

  @Property
  void partsAreThoseBetweenSeparators(@ForAll("joined") String text) {
    assertThat(Characters.split(text, c -> c == '&' || c == '/', Integer.MAX_VALUE))
        .isEqualTo(
            Arrays.stream(text.split("[&/]"))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList());
  }

  @net.jqwik.api.Provide
  net.jqwik.api.Arbitrary<String> joined() {
    return net.jqwik.api.Arbitraries.strings().withChars("ab &/\t").ofMaxLength(30);
  }

  @Property
  void numbersAreDecimal(@ForAll("numerals") String text) {
    assertThat(Characters.isNumber(text)).isEqualTo(text.matches("-?\\d+(\\.\\d+)?"));
  }

  @net.jqwik.api.Provide
  net.jqwik.api.Arbitrary<String> numerals() {
    return net.jqwik.api.Arbitraries.strings().withChars("-.0123x").ofMaxLength(8);
  }

  @Property
  void wordsHaveTheirNormalForm(@ForAll @StringLength(max = 40) String text) {
    String plain = text.replaceAll("[\u2018\u2019\u02BC\u0060\u00B4]", "'");
    String unfolded =
        Normalizer.normalize(plain, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}+", "")
            .toLowerCase(Locale.ROOT);
    assertThat(Words.normal(text)).isEqualTo(Normalizer.normalize(unfolded, Normalizer.Form.NFC));
  }

  @Property
  void aBeginningHoldsNoHalfOfACharacter(
      @ForAll @StringLength(max = 40) String text, @ForAll @IntRange(min = 1, max = 40) int most) {
    String whole = Characters.plain(text);
    String begin = Characters.begin(whole, most);
    assertThat(whole).startsWith(begin);
    assertThat(begin.length()).isBetween(Math.min(whole.length(), most - 1), most);
    assertThat(Characters.plain(begin)).isEqualTo(begin);
  }

  /** Work is counted, not time: a run of blanks is looked at once, from wherever. */
  @Test
  void eachCharacterIsLookedAtOnce() {
    AtomicInteger looks = new AtomicInteger();
    String text = "q" + " ".repeat(32_000) + "b";
    Characters.split(text, c -> looks.incrementAndGet() < 0, 16);
    Characters.collapse(text, c -> looks.incrementAndGet() < 0 || c == ' ');
    assertThat(looks.get()).isEqualTo(2 * text.length());
  }
}
