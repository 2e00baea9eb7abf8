package org.chatrec.conversation.text;

/** The languages that answers are written in. */
public enum Language {
  ENGLISH,
  CHINESE;

  /** Chinese if the text has Han characters and no kana or hangul; else English. */
  public static Language of(String text) {
    boolean han = text.codePoints().anyMatch(Words::isHan);
    return han && text.codePoints().noneMatch(Language::isOtherEastAsian) ? CHINESE : ENGLISH;
  }

  private static boolean isOtherEastAsian(int c) {
    return switch (Character.UnicodeScript.of(c)) {
      case HIRAGANA, KATAKANA, HANGUL -> true;
      default -> false;
    };
  }
}
