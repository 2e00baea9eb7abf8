package org.chatrec.catalog.words;

import java.util.List;
import java.util.Locale;
import org.chatrec.ranking.vector.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * What a model reads of a question: what is asked for, without what carries it, and once more with
 * what the catalogue's items are called, where that is known. "Boxing" alone may be a sport or a
 * day; "boxing movies" is what there is here. The question's vector lies in the middle of both.
 *
 * @param texts to embed, in this order
 */
public record Embeddable(List<String> texts) {

  /** Copies the list. */
  public Embeddable {
    texts = List.copyOf(texts);
  }

  /**
   * Of a question.
   *
   * @param words of the catalogue that is asked; null where it is not known
   */
  public static Embeddable of(String text, @Nullable CatalogWords words) {
    return of(text, words == null ? null : words.options().kind());
  }

  /**
   * Of a question.
   *
   * @param kind what the items are called; null where nobody says
   */
  public static Embeddable of(String text, @Nullable String kind) {
    String question = Carriers.off(text);
    return kind == null || kind.equals(WordsOptions.NO_KIND) || isSaid(question, kind)
        ? new Embeddable(List.of(question))
        : new Embeddable(List.of(question, question + " " + kind));
  }

  private static boolean isSaid(String question, String kind) {
    return question.toLowerCase(Locale.ROOT).endsWith(kind.toLowerCase(Locale.ROOT));
  }

  /** The question's vector: the direction in the middle of those of its texts. */
  public static float[] vector(List<float[]> vectors) {
    if (vectors.size() == 1) {
      return vectors.getFirst();
    }
    float[] sum = new float[vectors.getFirst().length];
    for (float[] vector : vectors) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += vector[i];
      }
    }
    return Vectors.normalise(sum);
  }
}
