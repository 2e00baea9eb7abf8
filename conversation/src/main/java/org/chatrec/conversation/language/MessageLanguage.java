package org.chatrec.conversation.language;

import org.chatrec.conversation.text.Language;
import org.chatrec.conversation.text.Words;

/** Which language a message is answered in. Its tables are loaded once. */
public final class MessageLanguage {
  private static final LanguagePacks PACKS = new LanguagePacks();

  private MessageLanguage() {}

  /**
   * Chinese if the text has Han characters and no kana or hangul; German if it certainly is; else
   * English.
   */
  public static Language of(String text) {
    if (text.codePoints().anyMatch(Words::isHan)) {
      return text.codePoints().noneMatch(MessageLanguage::isOtherEastAsian)
          ? Language.CHINESE
          : Language.ENGLISH;
    }
    return PACKS.isSurely("de", text) ? Language.GERMAN : Language.ENGLISH;
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
