package org.chatrec.embedding;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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

  long[] encode(String text) {
    return tokenizer.encode(text, false, false).getIds();
  }

  /** Ids of each text, in order. */
  List<long[]> encodeAll(List<String> texts) {
    List<long[]> ids = new ArrayList<>(texts.size());
    for (Encoding encoding : tokenizer.batchEncode(texts, false, false)) {
      ids.add(encoding.getIds());
    }
    return ids;
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
