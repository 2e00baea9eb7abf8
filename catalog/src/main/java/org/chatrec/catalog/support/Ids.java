package org.chatrec.catalog.support;

import java.nio.charset.StandardCharsets;

/** What an id may be: as the host's own, at most 512 bytes of UTF-8, and not blank. */
public final class Ids {

  /** Longest id, in bytes. */
  public static final int MAX_BYTES = 512;

  private Ids() {}

  /** The id, or an error that names the field. */
  public static String require(String field, String id) {
    if (!isText(id)) {
      throw new IllegalArgumentException("[" + field + "] must not be empty");
    }
    int bytes = id.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "[" + field + "] must have at most " + MAX_BYTES + " bytes, has " + bytes);
    }
    return id;
  }

  /**
   * Not blank, and Unicode: escapes in JSON can write half a character, which nothing can store.
   */
  public static boolean isText(String text) {
    return !isBlank(text)
        && text.codePoints()
            .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  /** Whether a text shows nothing, whatever it is made of. */
  public static boolean isBlank(String text) {
    return text.codePoints().allMatch(Ids::isBlank);
  }

  /** What shows nothing: white space of any kind, and characters of no width. */
  private static boolean isBlank(int character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || Character.isISOControl(character)
        || Character.getType(character) == Character.FORMAT;
  }
}
