package org.chatrec.people.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PseudonymsTest {

  private static Pseudonyms by(String key) {
    return Pseudonyms.of("chatrec.privacy.user_id_key", key.toCharArray());
  }

  /** The first test case of RFC 4231 has a key of bytes; this one was computed by openssl. */
  @Test
  void theHashIsThatOfEverybodyElse() {
    assertThat(by("0123456789abcdef").of("u42"))
        .isEqualTo("aZHIT8xcEJp5DXavmDB0pIPXCVaZCQaPXj2NVyXc0U4");
  }

  @Test
  void withoutAKeyIdsStayAsTheyAre() {
    for (String id : List.of("u42", "ü/ñ", " ", "用户")) {
      assertThat(Pseudonyms.NONE.of(id)).isEqualTo(id);
      assertThat(by("").of(id)).isEqualTo(id);
    }
  }

  @Test
  void anotherKeyOrIdGivesAnotherHashAndTheSameTheSame() {
    String hash = by("a key of some length").of("u42");
    assertThat(hash).hasSize(43).doesNotContain("u42");
    assertThat(by("a key of some length").of("u42")).isEqualTo(hash);
    assertThat(by("a key of some lengtH").of("u42")).isNotEqualTo(hash);
    assertThat(by("ключ длинный весьма").of("u42")).isNotEqualTo(hash);
    assertThat(by("a key of some length").of("u43")).isNotEqualTo(hash);
  }

  @Test
  void aKeyThatCanBeTriedOutIsRefused() {
    assertThatThrownBy(() -> by("short"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[chatrec.privacy.user_id_key]")
        .hasMessageContaining("16");
  }
}
