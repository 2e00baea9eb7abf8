package org.chatrec.embedding;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Text to token ids, without special tokens, padding or truncation: those are this package's own
 * doing, so that a long text can be cut into windows. What a tokenizer.json says about padding and
 * truncation is overridden.
 */
final class SubwordTokenizer implements Closeable {

  private static final Map<String, String> PLAIN =
      Map.of("padding", "false", "truncation", "false", "addSpecialTokens", "false");

  private final HuggingFaceTokenizer tokenizer;
  private final long[] opening;
  private final long[] closing;

  SubwordTokenizer(Path tokenizerJson) throws IOException {
    tokenizer = HuggingFaceTokenizer.newInstance(tokenizerJson, PLAIN);
    // where the model's template puts its special tokens shows on any text with one
    Encoding framed = tokenizer.encode("a", true, false);
    long[] ids = framed.getIds();
    long[] special = framed.getSpecialTokenMask();
    opening = Arrays.copyOf(ids, run(special, 0, 1));
    closing =
        Arrays.copyOfRange(ids, ids.length - run(special, special.length - 1, -1), ids.length);
  }

  /** Special tokens before a text, followed by the prefix's tokens. */
  long[] opening(String prefix) {
    // trailing blanks would become a token of their own in some vocabularies; the text begins a new
    // word anyway
    long[] more = prefix.isBlank() ? new long[0] : encode(prefix.stripTrailing());
    long[] all = Arrays.copyOf(opening, opening.length + more.length);
    System.arraycopy(more, 0, all, opening.length, more.length);
    return all;
  }

  /** Special tokens after a text. */
  long[] closing() {
    return closing.clone();
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
