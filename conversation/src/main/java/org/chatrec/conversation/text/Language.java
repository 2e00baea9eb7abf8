package org.chatrec.conversation.text;

/** The languages that answers are written in. */
public enum Language {
  ENGLISH,
  CHINESE,
  GERMAN
}
