package org.chatrec.conversation.language;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.chatrec.conversation.text.Language;
import org.chatrec.conversation.text.Words;

/** Which language a message is answered in. Its tables are loaded once. */
public final class MessageLanguage {
  private static final LanguagePacks PACKS = new LanguagePacks();

  private MessageLanguage() {}

  /** The language of a message that nothing is known of but its text: English in doubt. */
  public static Language of(String text) {
    return told(text).orElse(Language.ENGLISH);
  }

  /**
   * The language that a message of a conversation is answered in: its own where it tells, else that
   * of the latest message that does ("in M" tells nothing), else the catalogue's.
   *
   * @param earlier what was said before, oldest first
   * @param catalogue ISO 639-1
   */
  public static Language of(String text, List<String> earlier, String catalogue) {
    return Stream.concat(Stream.of(text), earlier.reversed().stream())
        .flatMap(said -> told(said).stream())
        .findFirst()
        .or(() -> Language.of(catalogue))
        .orElse(Language.ENGLISH);
  }

  /**
   * Chinese if the text has Han characters and no kana or hangul; German or English if it certainly
   * is; else empty.
   */
  private static Optional<Language> told(String text) {
    if (text.codePoints().anyMatch(Words::isHan)) {
      return Optional.of(
          text.codePoints().noneMatch(MessageLanguage::isOtherEastAsian)
              ? Language.CHINESE
              : Language.ENGLISH);
    }
    if (PACKS.isSurely("de", text)) {
      return Optional.of(Language.GERMAN);
    }
    return PACKS.isSurelyEnglish(text) ? Optional.of(Language.ENGLISH) : Optional.empty();
  }

  /** What its words can mean. */
  public static Vocabulary vocabulary(String text) {
    return PACKS.of(text);
  }

  private static boolean isOtherEastAsian(int c) {
    return switch (Character.UnicodeScript.of(c)) {
      case HIRAGANA, KATAKANA, HANGUL -> true;
      default -> false;
    };
  }
}
