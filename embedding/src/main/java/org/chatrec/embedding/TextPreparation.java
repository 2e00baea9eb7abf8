package org.chatrec.embedding;

import org.jspecify.annotations.Nullable;

/**
 * From a raw string to sequences of token ids that fit the model; what cannot be used becomes a
 * failure.
 */
final class TextPreparation {

  /**
   * No language's subwords are this long on average; bounds the work that one text of megabytes can
   * cause.
   */
  private static final int CHARS_PER_TOKEN = 16;

  private final SubwordTokenizer tokenizer;
  private final int maxWindows;
  private final int overlap;
  private final int maxChars;

  TextPreparation(SubwordTokenizer tokenizer, EmbeddingOptions options, int maxTokens) {
    this.tokenizer = tokenizer;
    this.maxWindows = options.maxWindows();
    this.overlap = options.windowOverlap();
    this.maxChars = (int) Math.min(1 << 26, (long) maxWindows * maxTokens * CHARS_PER_TOKEN);
  }

  /**
   * Tokens and windows of a text that {@link #whyUnusable} has nothing against.
   *
   * @param prefix what stands before the text, and is no part of the windows
   * @param room tokens of a text that fit one run
   */
  PreparedText prepare(Prefix prefix, String text, LongText longText, int room) {
    long[] ids;
    try {
      ids = tokenizer.encode(prefix, cut(text));
    } catch (RuntimeException e) {
      return PreparedText.failed("the tokenizer failed on this text");
    }
    if (ids.length == 0) {
      return PreparedText.failed("text has no tokens");
    }
    int most = longText == LongText.MEAN ? maxWindows : 1;
    boolean cut = text.length() > maxChars;
    return PreparedText.of(ids, room, Math.min(overlap, room / 2), most, cut);
  }

  /** Empty when nothing is wrong. */
  static String whyUnusable(@Nullable String text) {
    if (text == null) {
      return "text is null";
    }
    if (text.isBlank()) {
      return "empty text";
    }
    int at = unpairedSurrogate(text);
    return at < 0 ? "" : "text is not valid UTF-16: unpaired surrogate at character " + at;
  }

  private static int unpairedSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return i;
      }
    }
    return -1;
  }

  private String cut(String text) {
    if (text.length() <= maxChars) {
      return text;
    }
    return text.substring(
        0, maxChars - (Character.isHighSurrogate(text.charAt(maxChars - 1)) ? 1 : 0));
  }
}
