package org.chatrec.search;

import java.util.ArrayList;
import java.util.List;
import org.chatrec.ranking.query.InterestSimilarity;
import org.jspecify.annotations.Nullable;

/**
 * What a search asks for, as far as scores depend on it; resolved once, before shards are asked.
 *
 * @param meaning the vector of the words, null where there are none or none could be had
 * @param like vectors of items that it shall be like
 * @param words whether there are words that score
 * @param scores what the words score where they score most; null where it is not known
 * @param named the part of the words, in [0,1], that names one thing
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Question(
    float @Nullable [] meaning,
    List<float[]> like,
    boolean words,
    @Nullable WordScores scores,
    double named) {

  /** Nothing is asked for. */
  public static final Question NONE = new Question(null, List.of(), false, null, 0);

  /** There is a query, of which nothing is known. */
  static final Question UNSEEN = new Question(null, List.of(), true, null, 0);

  /** Copies the list. */
  public Question {
    like = List.copyOf(like);
  }

  /** The same with the vector of its words, null if there is none. */
  public Question meaning(float @Nullable [] vector) {
    return new Question(vector, like, words, scores, named);
  }

  /** The same, to be like these items. */
  public Question like(List<float[]> items) {
    return new Question(meaning, items, words, scores, named);
  }

  /** Likeness to all that has a meaning; null where nothing has. */
  @Nullable InterestSimilarity asked() {
    List<float[]> vectors = new ArrayList<>(like);
    if (meaning != null) {
      vectors.add(meaning);
    }
    return vectors.isEmpty()
        ? null
        : new InterestVectors(vectors, new float[0], List.of()).similarity();
  }
}
