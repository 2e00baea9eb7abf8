package org.chatrec.conversation.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.chatrec.conversation.text.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessagesTests {

  /** Narrower texts of something that each language may say by the wider one. */
  private static final Pattern NARROW =
      Pattern.compile("(label|has|filter \\w+|sort \\w+|range) .+|flag STOCK.*|dropped unread");

  private static final Pattern PART = Pattern.compile("\\{(\\w*)}?");

  private static Set<String> wide(Language language) {
    Set<String> keys = new TreeSet<>(Messages.of(language).texts().keySet());
    keys.removeIf(key -> NARROW.matcher(key).matches());
    return keys;
  }

  private static Set<String> parts(String text) {
    Set<String> parts = new TreeSet<>();
    PART.matcher(text).results().forEach(part -> parts.add(part.group()));
    return parts;
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void eachLanguageSaysWhatEnglishDoes(Language language) {
    assertThat(wide(language)).hasSizeGreaterThan(60).isEqualTo(wide(Language.ENGLISH));
  }

  /** A part that nobody fills in would be a hole in a sentence. */
  @ParameterizedTest
  @EnumSource(Language.class)
  void noTextHasAPartThatEnglishDoesNotKnow(Language language) {
    Set<String> known = new TreeSet<>();
    Messages.of(Language.ENGLISH).texts().values().forEach(text -> known.addAll(parts(text)));
    Map<String, String> texts = Messages.of(language).texts();
    assertThat(texts.values()).allSatisfy(text -> assertThat(known).containsAll(parts(text)));
  }

  @Test
  void partsAreFilledInAsTheyAre() {
    Messages english = Messages.of(Language.ENGLISH);
    assertThat(english.say("quote", "text", "$1 {text} \\")).isEqualTo("“$1 {text} \\”");
    assertThat(english.say("wanted")).isEqualTo(": ");
    assertThat(english.sayOf("has", "has CAST", "value", "Ana")).isEqualTo("with Ana");
    assertThat(english.sayOf("has", "has NOTHING", "label", "load", "value", "9"))
        .isEqualTo("load 9");
    assertThatThrownBy(() -> english.say("no such key"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no such key");
  }
}
