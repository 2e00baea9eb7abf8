package org.chatrec.rest.chat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Optional;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldValue;
import org.chatrec.conversation.catalog.ValueSimilarity;
import org.chatrec.ranking.vector.Vectors;

/**
 * Values of the catalogue by meaning, with the catalogue's own model: only the frequent ones of
 * fields with few values, for names of people are near each other without meaning the same.
 */
final class EmbeddedValues implements ValueSimilarity {

  private static final int MAX_VALUES = 200;
  private static final int MAX_BYTES = 16 << 20;

  /**
   * Cosine of MiniLM from which a genre is meant: "combat" has .67 with War, "detective" .62 and
   * "mafia" .47 with Crime; "laptop" and "banana" have at most .38 with any, but "hilarious" .45
   * with Horror.
   */
  private static final double NEAR = 0.47;

  private final QueryEmbedder embedder;
  private final String model;
  private final Cache<Key, List<float[]>> cache;

  private EmbeddedValues(QueryEmbedder embedder, String model, Cache<Key, List<float[]>> cache) {
    this.embedder = embedder;
    this.model = model;
    this.cache = cache;
  }

  /** Without the counts, which change with each item while the meanings stay. */
  private record Key(String model, List<String> values) {}

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
    Key key = new Key(model, field.values().stream().map(FieldValue::value).toList());
    List<float[]> values = cache.getIfPresent(key);
    if (values == null) {
      values = embedder.embed(model, key.values());
      if (values.isEmpty()) { // no model, or no time: the next message tries again
        return Optional.empty();
      }
      cache.put(key, values);
    }
    List<float[]> asked = embedder.embed(model, List.of(text));
    return asked.isEmpty() ? Optional.empty() : nearest(field, values, asked.getFirst());
  }

  private static Optional<String> nearest(CardField field, List<float[]> values, float[] asked) {
    int best = 0;
    double highest = -1;
    for (int i = 0; i < values.size(); i++) {
      double cosine = Vectors.cosine(values.get(i), asked);
      if (cosine > highest) {
        highest = cosine;
        best = i;
      }
    }
    return highest < NEAR ? Optional.empty() : Optional.of(field.values().get(best).value());
  }
}
