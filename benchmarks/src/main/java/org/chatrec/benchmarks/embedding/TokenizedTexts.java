package org.chatrec.benchmarks.embedding;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Texts with their token ids, special tokens included.
 *
 * @param texts in the order in which contenders get them
 * @param ids of each text
 */
public record TokenizedTexts(List<String> texts, List<long[]> ids) {

  /** Leaves out texts that the model does not take whole: contenders treat those differently. */
  public static TokenizedTexts of(List<String> texts, Path tokenizerJson, int most) {
    Map<String, String> options =
        Map.of("padding", "false", "truncation", "false", "addSpecialTokens", "true");
    List<String> kept = new ArrayList<>();
    List<long[]> ids = new ArrayList<>();
    try (HuggingFaceTokenizer tokenizer =
        HuggingFaceTokenizer.newInstance(tokenizerJson, options)) {
      for (String text : texts) {
        long[] each = tokenizer.encode(text).getIds();
        if (each.length > 2 && each.length <= most) {
          kept.add(text);
          ids.add(each);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TokenizedTexts(kept, ids);
  }

  /** The first so many. */
  public TokenizedTexts first(int count) {
    int to = Math.min(count, texts.size());
    return new TokenizedTexts(texts.subList(0, to), ids.subList(0, to));
  }

  /** Tokens of all texts, without padding. */
  public long tokens() {
    return ids.stream().mapToLong(each -> each.length).sum();
  }

  /** Runs of at most so many tokens, padding included, over the texts sorted by length. */
  List<List<long[]>> runs(int budget) {
    List<long[]> sorted = new ArrayList<>(ids);
    sorted.sort(Comparator.comparingInt((long[] each) -> each.length).reversed());
    List<List<long[]>> runs = new ArrayList<>();
    for (int from = 0; from < sorted.size(); ) {
      int to = Math.min(sorted.size(), from + Math.max(1, budget / sorted.get(from).length));
      runs.add(sorted.subList(from, to));
      from = to;
    }
    return runs;
  }

  /**
   * The runs that are possible while never more than so many texts are there at a time: those of
   * each such group, cut where they cost least altogether.
   *
   * @param most texts at a time
   * @param overhead cost of starting a run, in tokens
   */
  List<List<long[]>> runsOfGroups(int most, int overhead) {
    List<List<long[]>> runs = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += most) {
      List<long[]> group = new ArrayList<>(ids.subList(from, Math.min(ids.size(), from + most)));
      group.sort(Comparator.comparingInt((long[] each) -> each.length).reversed());
      cut(group, overhead, runs);
    }
    return runs;
  }

  /** Shortest way through the places where a run may begin. */
  private static void cut(List<long[]> sorted, int overhead, List<List<long[]>> runs) {
    int size = sorted.size();
    long[] cost = new long[size + 1];
    int[] next = new int[size + 1];
    for (int from = size - 1; from >= 0; from--) {
      cost[from] = Long.MAX_VALUE;
      for (int to = from + 1; to <= size; to++) {
        long all = overhead + (long) (to - from) * sorted.get(from).length + cost[to];
        if (all < cost[from]) {
          cost[from] = all;
          next[from] = to;
        }
      }
    }
    for (int from = 0; from < size; from = next[from]) {
      runs.add(sorted.subList(from, next[from]));
    }
  }

  /** The run's ids as one matrix, padded with zeros. */
  static long[] matrix(List<long[]> run) {
    int width = run.getFirst().length;
    long[] matrix = new long[run.size() * width];
    for (int i = 0; i < run.size(); i++) {
      System.arraycopy(run.get(i), 0, matrix, i * width, run.get(i).length);
    }
    return matrix;
  }

  /** One for each token, zero for padding. */
  static long[] mask(List<long[]> run) {
    int width = run.getFirst().length;
    long[] mask = new long[run.size() * width];
    for (int i = 0; i < run.size(); i++) {
      Arrays.fill(mask, i * width, i * width + run.get(i).length, 1);
    }
    return mask;
  }
}
