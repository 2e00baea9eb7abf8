package org.chatrec.conversation.text;

import java.util.Arrays;
import java.util.Optional;

/** The languages that answers are written in. */
public enum Language {
  ENGLISH("en"),
  CHINESE("zh"),
  GERMAN("de");

  private final String code;

  Language(String code) {
    this.code = code;
  }

  /** ISO 639-1. */
  public String code() {
    return code;
  }

  /** The one with this code of ISO 639-1; empty where answers are not written in it. */
  public static Optional<Language> of(String code) {
    return Arrays.stream(values()).filter(language -> language.code.equals(code)).findFirst();
  }
}
