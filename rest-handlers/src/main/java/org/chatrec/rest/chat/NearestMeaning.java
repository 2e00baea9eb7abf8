package org.chatrec.rest.chat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.chatrec.ranking.vector.Vectors;
import org.chatrec.retrieval.Deadline;
import org.chatrec.retrieval.QueryEmbedder;

/**
 * Which of some texts means what a message says, by a catalogue's own model. Cosines of one model
 * lie around another height than those of the next, so that a text is near where it lies far enough
 * above what is usual between the message and texts that have nothing to do with it. Vectors of
 * texts are kept.
 */
final class NearestMeaning {

  private static final int MAX_BYTES = 32 << 20;
  private static final int BYTES_BESIDE_A_VECTOR = 400;

  private final QueryEmbedder embedder;
  private final Cache<Key, List<float[]>> cache =
      Caffeine.newBuilder()
          .maximumWeight(MAX_BYTES)
          .weigher((Key key, List<float[]> vectors) -> bytes(vectors))
          .build();

  NearestMeaning(QueryEmbedder embedder) {
    this.embedder = embedder;
  }

  /**
   * A model, and until when it is waited for.
   *
   * @param name of the model
   */
  record Model(String name, Deadline deadline) {}

  private record Key(String model, List<String> texts) {}

  private static int bytes(List<float[]> vectors) {
    return vectors.stream()
        .mapToInt(vector -> Float.BYTES * vector.length + BYTES_BESIDE_A_VECTOR)
        .sum();
  }

  /**
   * The text's position.
   *
   * @param unrelated texts that show what is usual
   * @param deviations how far above it, in standard deviations, a text has to lie
   * @return empty where none is near, where the model cannot read the message, to which all that it
   *     cannot read means the same, and where there is no model or no time: the next message tries
   *     again
   */
  OptionalInt of(
      Model model, String message, List<String> texts, List<String> unrelated, double deviations) {
    if (!embedder.reads(model.name(), message, model.deadline())) {
      return OptionalInt.empty();
    }
    List<float[]> known = vectors(model, texts);
    List<float[]> usual = vectors(model, unrelated);
    List<float[]> asked = embedder.embed(model.name(), List.of(message), model.deadline());
    if (known.isEmpty() || usual.isEmpty() || asked.isEmpty()) {
      return OptionalInt.empty();
    }
    double[] cosines = cosines(known, asked.getFirst());
    int best = 0;
    for (int i = 1; i < cosines.length; i++) {
      best = cosines[i] > cosines[best] ? i : best;
    }
    return isFarAbove(cosines[best], cosines(usual, asked.getFirst()), deviations)
        ? OptionalInt.of(best)
        : OptionalInt.empty();
  }

  private List<float[]> vectors(Model model, List<String> texts) {
    Key key = new Key(model.name(), texts);
    List<float[]> kept = cache.getIfPresent(key);
    if (kept != null) {
      return kept;
    }
    List<float[]> vectors = embedder.embed(model.name(), texts, model.deadline());
    if (!vectors.isEmpty()) {
      cache.put(key, vectors);
    }
    return vectors;
  }

  private static double[] cosines(List<float[]> vectors, float[] asked) {
    return vectors.stream().mapToDouble(vector -> Vectors.cosine(vector, asked)).toArray();
  }

  private static boolean isFarAbove(double cosine, double[] usual, double deviations) {
    double mean = Arrays.stream(usual).average().orElse(0);
    double variance = Arrays.stream(usual).map(c -> (c - mean) * (c - mean)).average().orElse(0);
    return cosine - mean >= deviations * Math.sqrt(variance);
  }
}
