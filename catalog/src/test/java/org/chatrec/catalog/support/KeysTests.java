package org.chatrec.catalog.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class KeysTests {

  /** Few characters, those of the encoding among them, so that concatenations coincide often. */
  @Property(tries = 5_000)
  void equalExactlyWhereThePartsAre(
      @ForAll @Size(max = 3) List<@StringLength(max = 3) @CharRange(from = '0', to = ';') String> a,
      @ForAll @Size(max = 3)
          List<@StringLength(max = 3) @CharRange(from = '0', to = ';') String> b) {
    assertThat(key(a).equals(key(b))).isEqualTo(a.equals(b));
  }

  @Property
  void anyTextHasAnIdThatIsSafeInAnAddress(@ForAll String catalog, @ForAll String id) {
    assertThat(Keys.of(catalog, id)).matches("[A-Za-z0-9_-]{43}");
  }

  @Test
  void shiftedBoundariesDiffer() {
    assertThat(
            List.of(
                Keys.of("ab", "c"),
                Keys.of("a", "bc"),
                Keys.of("abc"),
                Keys.of("a", "b", "c"),
                Keys.of("", "abc"),
                Keys.of("abc", ""),
                Keys.of("1:a1:b"),
                Keys.of("a1:b")))
        .doesNotHaveDuplicates();
  }

  /** Stored documents are found by these ids: they may never change. */
  @Test
  void theIdOfAKnownPairIsTheOneThatIsStored() {
    assertThat(Keys.of("movies", "u42")).isEqualTo("TOQaiBuJYWsLAnnBZBpVJmU6hkGzifNf1ALn47Lz7Ao");
  }

  private static String key(List<String> parts) {
    return Keys.of(parts.toArray(String[]::new));
  }
}
