package org.chatrec.embedding;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Text to token ids, without special tokens, padding or truncation: those are this package's own
 * doing, so that a long text can be cut into windows. What a tokenizer.json says about padding and
 * truncation is overridden.
 */
final class SubwordTokenizer implements Closeable {

  private static final Map<String, String> PLAIN =
      Map.of("padding", "false", "truncation", "false", "addSpecialTokens", "false");

  /** The names of the padding token in BERT's, XLM-R's and the GPT family's vocabularies. */
  private static final List<String> PADDING = List.of("[PAD]", "<pad>", "<|endoftext|>");

  private final HuggingFaceTokenizer tokenizer;
  private final long[] opening;
  private final long[] closing;

  SubwordTokenizer(Path tokenizerJson) throws IOException {
    tokenizer = HuggingFaceTokenizer.newInstance(tokenizerJson, PLAIN);
    try {
      // where the model's template puts its special tokens shows on any text with one
      Encoding framed = tokenizer.encode("a", true, false);
      long[] ids = framed.getIds();
      long[] special = framed.getSpecialTokenMask();
      opening = Arrays.copyOf(ids, run(special, 0, 1));
      closing =
          Arrays.copyOfRange(ids, ids.length - run(special, special.length - 1, -1), ids.length);
      requireFrame(ids);
    } catch (IOException | RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  /** Special tokens amidst a text could not be put around windows of it. */
  private void requireFrame(long[] framed) throws IOException {
    long[] text = encode("a");
    boolean around =
        text.length > 0
            && framed.length == opening.length + text.length + closing.length
            && Arrays.equals(
                framed, opening.length, opening.length + text.length, text, 0, text.length);
    if (!around) {
      throw new IOException(
          "tokenizer.json must put its special tokens before and after a text, and know the word"
              + " \"a\"");
    }
  }

  /**
   * What stands around the second of two texts, the first of which is given.
   *
   * @param most tokens of the first text; what is beyond is left out
   * @throws IOException if the tokenizer has no template for two texts
   */
  Frame pair(String first, int most) throws IOException {
    Encoding pair = pair();
    int text = encode("a").length;
    long[] framed = pair.getIds();
    int special = framed.length - opening.length - closing.length - 2 * text;
    if (special <= 0) {
      throw new IOException("tokenizer.json has no template for two texts");
    }
    long[] ids = encode(first);
    int length = Math.min(ids.length, most);
    long[] before = Arrays.copyOf(opening, opening.length + length + special);
    System.arraycopy(ids, 0, before, opening.length, length);
    System.arraycopy(framed, opening.length + text, before, opening.length + length, special);
    int type = (int) pair.getTypeIds()[framed.length - closing.length - 1];
    return new Frame(before, closing(), type);
  }

  private Encoding pair() throws IOException {
    try {
      return tokenizer.encode("a", "a", true, false);
    } catch (RuntimeException e) {
      throw new IOException("tokenizer.json has no template for two texts", e);
    }
  }

  /** The tokens of what stands before every text. */
  Prefix prefix(String text) {
    // trailing blanks would become a token of their own in some vocabularies; together with a text
    // they belong to its first word
    return new Prefix(text, text.isBlank() ? new long[0] : encode(text.stripTrailing()));
  }

  /** Special tokens before a text, followed by the prefix's tokens. */
  long[] opening(Prefix prefix) {
    long[] all = Arrays.copyOf(opening, opening.length + prefix.ids().length);
    System.arraycopy(prefix.ids(), 0, all, opening.length, prefix.ids().length);
    return all;
  }

  /** Special tokens after a text. */
  long[] closing() {
    return closing.clone();
  }

  /** The token that fills a batch up; 0 where the vocabulary has none. */
  int padId() {
    for (String name : PADDING) {
      long[] ids = encode(name);
      if (ids.length == 1) {
        return (int) ids[0];
      }
    }
    return 0;
  }

  /**
   * The ids of a text as it reads after a prefix, the prefix's own left out. In vocabularies of
   * bytes the first word has other tokens after a blank than at the beginning.
   */
  long[] encode(Prefix prefix, String text) {
    if (prefix.ids().length == 0) {
      return encode(text);
    }
    long[] whole = encode(prefix.text() + text);
    return prefix.opens(whole)
        ? Arrays.copyOfRange(whole, prefix.ids().length, whole.length)
        : encode(text);
  }

  /**
   * Ids only. The library's own method also fetches words, types, masks, strings and places of all
   * tokens, which takes half as long again and some hundred bytes a token; its method for lists
   * uses threads of its own beside ours.
   */
  long[] encode(String text) {
    TokenizersLibrary library = TokenizersLibrary.LIB;
    long encoding = library.encode(tokenizer.getHandle(), text, false);
    try {
      return library.getTokenIds(encoding);
    } finally {
      library.deleteEncoding(encoding);
    }
  }

  @Override
  public void close() {
    tokenizer.close();
  }

  private static int run(long[] special, int start, int step) {
    int length = 0;
    for (int i = start; i >= 0 && i < special.length && special[i] == 1; i += step) {
      length++;
    }
    return length;
  }
}
