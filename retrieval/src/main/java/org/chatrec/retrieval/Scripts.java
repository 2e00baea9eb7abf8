package org.chatrec.retrieval;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.chatrec.ranking.vector.Vectors;

/**
 * Which models read Chinese. A tokenizer that does not know a character puts the same token for
 * "unknown" in its place, so that to its model all words of such characters are one, and near to
 * whatever is short and odd. (The vocabulary of uncased BERT, which MiniLM has, knows some 240 Han
 * characters out of Japanese and Chinese names.)
 */
final class Scripts {

  /** Everyday words without a character in common: to a model that reads them, not the same. */
  private static final List<String> WORDS = List.of("爱情", "机器");

  private static final double SAME = 0.999;
  private static final Pattern HAN = Pattern.compile("\\p{IsHan}+");

  private final Map<String, Boolean> readsHan = new ConcurrentHashMap<>();

  /**
   * What a model can read of a text; blank where that is nothing.
   *
   * @param vectors of texts by that model; empty where they cannot be had
   */
  String readable(String model, String text, Function<List<String>, List<float[]>> vectors) {
    return HAN.matcher(text).find() && !readsHan(model, vectors)
        ? HAN.matcher(text).replaceAll(" ").replaceAll("\\s+", " ").strip()
        : text;
  }

  private boolean readsHan(String model, Function<List<String>, List<float[]>> vectors) {
    Boolean known = readsHan.get(model);
    if (known != null) {
      return known;
    }
    List<float[]> words = vectors.apply(WORDS);
    if (words.size() < WORDS.size()) {
      return true; // nobody knows, and without vectors nothing is searched by meaning
    }
    boolean reads = Vectors.cosine(words.get(0), words.get(1)) < SAME;
    readsHan.put(model, reads);
    return reads;
  }
}
