package org.chatrec.rest.chat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldValue;
import org.chatrec.conversation.catalog.ValueSimilarity;
import org.chatrec.ranking.vector.Vectors;
import org.chatrec.retrieval.QueryEmbedder;

/**
 * Values of the catalogue by meaning, with the catalogue's own model: only the frequent ones of
 * fields with few values, for names of people are near each other without meaning the same.
 */
final class EmbeddedValues implements ValueSimilarity {

  private static final int MAX_VALUES = 200;
  private static final int MAX_BYTES = 16 << 20;

  /**
   * How far a value lies above what is usual between a text and words that have nothing to do with
   * it, in standard deviations: cosines of one model lie around another height than those of the
   * next. Of fifteen words that mean a genre ("mafia", "scary", "love story") all lie above with
   * bge-small, thirteen with MiniLM and twelve with e5; of twelve that mean none ("laptop", "pump",
   * "passport") none does, the highest is 2.2. MiniLM takes "hilarious" for Horror all the same.
   */
  private static final double NEAR = 3.5;

  /** Everyday words of fields of their own. */
  private static final List<String> UNRELATED =
      List.of(
          "garden",
          "laptop",
          "river",
          "banana",
          "lawyer",
          "copper",
          "dentist",
          "bridge",
          "sugar",
          "invoice",
          "mountain",
          "engine",
          "wool",
          "prayer",
          "tennis",
          "shirt",
          "virus",
          "piano",
          "bread",
          "tuesday");

  private final QueryEmbedder embedder;
  private final String model;
  private final Cache<Key, List<float[]>> cache;

  private EmbeddedValues(QueryEmbedder embedder, String model, Cache<Key, List<float[]>> cache) {
    this.embedder = embedder;
    this.model = model;
    this.cache = cache;
  }

  /** Values without their counts, which change with every item. */
  private record Key(String model, List<String> texts) {}

  private static int bytes(List<float[]> vectors) {
    return vectors.stream().mapToInt(vector -> Float.BYTES * vector.length + 100).sum();
  }

  /** Makes them for each model, with one cache for all. */
  static final class Factory {
    private final QueryEmbedder embedder;
    private final Cache<Key, List<float[]>> cache =
        Caffeine.newBuilder()
            .maximumWeight(MAX_BYTES)
            .weigher((Key key, List<float[]> vectors) -> bytes(vectors))
            .build();

    Factory(QueryEmbedder embedder) {
      this.embedder = embedder;
    }

    ValueSimilarity of(String model) {
      return new EmbeddedValues(embedder, model, cache);
    }
  }

  @Override
  public Optional<String> nearest(CardField field, String text) {
    if (field.values().isEmpty() || field.values().size() > MAX_VALUES) {
      return Optional.empty();
    }
    List<float[]> values = vectors(field.values().stream().map(FieldValue::value).toList());
    List<float[]> unrelated = vectors(UNRELATED);
    List<float[]> asked = embedder.embed(model, List.of(text));
    // no model, or no time: the next message tries again
    return values.isEmpty() || unrelated.isEmpty() || asked.isEmpty()
        ? Optional.empty()
        : nearest(field, values, unrelated, asked.getFirst());
  }

  private List<float[]> vectors(List<String> texts) {
    Key key = new Key(model, texts);
    List<float[]> known = cache.getIfPresent(key);
    if (known != null) {
      return known;
    }
    List<float[]> vectors = embedder.embed(model, texts);
    if (!vectors.isEmpty()) {
      cache.put(key, vectors);
    }
    return vectors;
  }

  private static Optional<String> nearest(
      CardField field, List<float[]> values, List<float[]> unrelated, float[] asked) {
    int best = 0;
    double highest = -1;
    for (int i = 0; i < values.size(); i++) {
      double cosine = Vectors.cosine(values.get(i), asked);
      if (cosine > highest) {
        highest = cosine;
        best = i;
      }
    }
    return isNear(highest, unrelated, asked)
        ? Optional.of(field.values().get(best).value())
        : Optional.empty();
  }

  private static boolean isNear(double cosine, List<float[]> unrelated, float[] asked) {
    double[] usual = unrelated.stream().mapToDouble(word -> Vectors.cosine(word, asked)).toArray();
    double mean = Arrays.stream(usual).average().orElse(0);
    double variance = Arrays.stream(usual).map(c -> (c - mean) * (c - mean)).average().orElse(0);
    return cosine - mean >= NEAR * Math.sqrt(variance);
  }
}
