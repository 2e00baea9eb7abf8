package org.chatrec.embedding;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From raw strings to sequences of token ids that fit the model; a text on which the tokenizer
 * fails becomes a failure of its own.
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
   * Tokens of texts that {@link #whyUnusable} has nothing against.
   *
   * @param room tokens of a text that fit one run
   * @return one entry per text, in order
   */
  List<PreparedText> prepare(List<String> texts, LongText longText, int room) {
    List<Tokens> tokens = tokenize(texts.stream().map(this::cut).toList());
    List<PreparedText> prepared = new ArrayList<>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      boolean cut = texts.get(i).length() > maxChars;
      prepared.add(windows(tokens.get(i), longText, room, cut));
    }
    return prepared;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Tokens(long[] ids, String failure) {}

  /** All together; if that fails, one by one, to find out whose fault it was. */
  private List<Tokens> tokenize(List<String> texts) {
    try {
      return tokenizer.encodeAll(texts).stream().map(ids -> new Tokens(ids, "")).toList();
    } catch (RuntimeException someTextIsBad) {
      return texts.stream().map(this::tokenizeAlone).toList();
    }
  }

  private Tokens tokenizeAlone(String text) {
    try {
      return new Tokens(tokenizer.encode(text), "");
    } catch (RuntimeException e) {
      return new Tokens(new long[0], "the tokenizer failed on this text");
    }
  }

  private PreparedText windows(Tokens tokens, LongText longText, int room, boolean cut) {
    if (!tokens.failure.isEmpty()) {
      return PreparedText.failed(tokens.failure);
    }
    if (tokens.ids.length == 0) {
      return PreparedText.failed("text has no tokens");
    }
    int most = longText == LongText.MEAN ? maxWindows : 1;
    return PreparedText.of(tokens.ids, room, Math.min(overlap, room / 2), most, cut);
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
