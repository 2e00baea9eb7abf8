package org.chatrec.people.profile;

import java.util.Locale;

/** Where it is taken from who a request is for. */
public enum UserFrom {
  /** The request says so, and its sender is trusted with it. */
  REQUEST,
  /** The authenticated caller is the person; naming somebody else takes a permission. */
  PRINCIPAL;

  /**
   * Reads the setting.
   *
   * @throws IllegalArgumentException naming what is accepted
   */
  public static UserFrom of(String setting, String text) {
    for (UserFrom from : values()) {
      if (from.name().toLowerCase(Locale.ROOT).equals(text)) {
        return from;
      }
    }
    throw new IllegalArgumentException(
        "[" + setting + "] must be one of [request, principal], was [" + text + "]");
  }
}
