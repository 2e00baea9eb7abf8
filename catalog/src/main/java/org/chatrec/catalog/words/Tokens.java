package org.chatrec.catalog.words;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;

/**
 * A text cut into words as an index without an analyzer of its own cuts it (Unicode's rules, by
 * Lucene's standard tokenizer), but for scripts without blanks: what stands together there is one
 * run, for the field's own analyzer to cut.
 */
final class Tokens {

  private static final String IDEOGRAPHIC =
      StandardTokenizer.TOKEN_TYPES[StandardTokenizer.IDEOGRAPHIC];
  private static final String HIRAGANA = StandardTokenizer.TOKEN_TYPES[StandardTokenizer.HIRAGANA];

  private Tokens() {}

  /**
   * A word.
   *
   * @param text in lower case
   * @param run whether it is a run of a script without blanks
   * @param from where it begins
   * @param to where it ends
   */
  record Token(String text, boolean run, int from, int to) {

    /** How many words an index without an analyzer of its own makes of it. */
    int words() {
      return run ? text.codePointCount(0, text.length()) : 1;
    }
  }

  /** The beginning of a text, of as many words of an index at most. */
  static String begin(String text, int most) {
    int left = most;
    for (Token token : of(text)) {
      if (token.words() > left) {
        return text.substring(
            0, token.run() ? text.offsetByCodePoints(token.from(), left) : token.from());
      }
      left -= token.words();
    }
    return text;
  }

  static List<Token> of(String text) {
    List<Token> tokens = new ArrayList<>();
    try (StandardTokenizer tokenizer = new StandardTokenizer()) {
      CharTermAttribute term = tokenizer.addAttribute(CharTermAttribute.class);
      OffsetAttribute offset = tokenizer.addAttribute(OffsetAttribute.class);
      TypeAttribute type = tokenizer.addAttribute(TypeAttribute.class);
      tokenizer.setReader(new StringReader(text));
      tokenizer.reset();
      while (tokenizer.incrementToken()) {
        boolean run = type.type().equals(IDEOGRAPHIC) || type.type().equals(HIRAGANA);
        add(tokens, term.toString(), run, offset.startOffset(), offset.endOffset());
      }
      tokenizer.end();
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory can be read", e);
    }
    return tokens;
  }

  private static void add(List<Token> tokens, String text, boolean run, int from, int to) {
    Token last = tokens.isEmpty() ? null : tokens.getLast();
    if (run && last != null && last.run() && last.to() == from) {
      tokens.removeLast();
      tokens.add(new Token(last.text() + text, true, last.from(), to));
    } else {
      tokens.add(new Token(text.toLowerCase(Locale.ROOT), run, from, to));
    }
  }
}
