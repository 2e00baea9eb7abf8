package org.chatrec.rest.support;

import org.chatrec.catalog.support.Body;
import org.jspecify.annotations.Nullable;

/** What people write in a request's body. It is read word by word, so its length has a bound. */
public final class UserText {

  /** Most characters. */
  static final int MAX_LENGTH = 4_000;

  private UserText() {}

  /**
   * A text that must be there.
   *
   * @throws IllegalArgumentException naming the field: the text is missing or too long
   */
  public static String required(Body body, String field) {
    return checked(field, body.string(field));
  }

  /**
   * A text, or null where the field is absent or null.
   *
   * @throws IllegalArgumentException naming the field: the text is too long
   */
  public static @Nullable String optional(Body body, String field) {
    String text = body.optionalString(field);
    return text == null ? null : checked(field, text);
  }

  private static String checked(String field, String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "[" + field + "] must have at most " + MAX_LENGTH + " characters, has " + text.length());
    }
    return text;
  }
}
