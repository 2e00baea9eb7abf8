package org.chatrec.people.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.util.concurrent.ThreadContext;

class CallerNameTests {

  private final ThreadContext context = new ThreadContext(Settings.EMPTY);
  private final CallerName caller = new CallerName(context);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "ann|role1,role2|all_access|tenant;ann",
        "ann;ann",
        "a\\|b|roles;a|b",
        "a\\b|roles;a\\b",
        "cn=ann,ou=people||;cn=ann,ou=people",
        "中文 ü||;中文 ü"
      })
  void isWhatTheSecurityPluginSays(String info, String name) {
    context.putTransient(CallerName.USER_INFO, info);
    assertThat(caller.get()).contains(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {"|roles|", "~~", "~ |x~", "|"})
  void aNameOfNothingIsNone(String info) {
    context.putTransient(CallerName.USER_INFO, info);
    assertThat(caller.get()).isEmpty();
  }

  @Test
  void nobodyIsAuthenticatedWithoutASecurityPlugin() {
    assertThat(caller.get()).isEmpty();
  }

  /** Headers come from clients. */
  @Test
  void aHeaderOfThatNameSaysNothing() {
    context.putHeader(CallerName.USER_INFO, "ann|roles|");
    assertThat(caller.get()).isEmpty();
  }

  @Test
  void anythingElseThanTextSaysNothing() {
    context.putTransient(CallerName.USER_INFO, 42);
    assertThat(caller.get()).isEmpty();
  }
}
