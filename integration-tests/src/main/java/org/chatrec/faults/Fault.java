package org.chatrec.faults;

/** What a server does instead of answering well. */
public enum Fault {
  /** It answers as it should; among the others, so that a good answer is seen to pass. */
  NONE,
  NO_ANSWER,
  ONE_BYTE_A_SECOND,
  RESET,
  UNAUTHORIZED_401,
  TOO_MANY_429,
  SERVER_ERROR_500,
  INVALID_JSON,
  FOREIGN_FIELDS,
  TEN_MEGABYTES,
  WRONG_SCHEMA,
  ENDLESS_STREAM;

  /** The word in a message that makes the server behave so. */
  public String mark() {
    return "zzfault" + ordinal();
  }

  /** The fault that a prompt asks for; none where it asks for none. */
  static Fault in(String prompt) {
    for (int i = values().length - 1; i > 0; i--) {
      if (prompt.contains(values()[i].mark())) {
        return values()[i];
      }
    }
    return NONE;
  }
}
