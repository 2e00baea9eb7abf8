package org.chatrec.conversation.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Within a limit, the distance is that of the whole table. */
class EditDistanceTests {

  @Property(tries = 5_000)
  void isThatOfTheWholeTable(
      @ForAll("words") String a, @ForAll("words") String b, @ForAll @IntRange(max = 4) int limit) {
    assertThat(EditDistance.within(a, b, limit)).isEqualTo(whole(a, b) <= limit);
  }

  @Test
  void figuresAreNotMisspelt() {
    assertThat(EditDistance.within("maker 17", "maker 117", 1)).isFalse();
    assertThat(EditDistance.within("galaxy s21", "galaxy s12", 2)).isFalse();
    assertThat(EditDistance.within("toy story 4", "toy story 3", 2)).isFalse();
    assertThat(EditDistance.within("makr 117", "maker 117", 1)).isTrue();
    assertThat(EditDistance.within("iphone15", "iphone 15", 1)).isTrue();
  }

  @Property
  void whatDiffersInDigitsIsAnotherThing(
      @ForAll("words") String a,
      @ForAll @IntRange(max = 99) int x,
      @ForAll @IntRange(max = 99) int y) {
    assertThat(EditDistance.within(a + x, a + y, 4)).isEqualTo(x == y);
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.strings().withChars("abc").ofMaxLength(9);
  }

  /** Optimal string alignment as the definition has it. */
  private static int whole(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + cost, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
