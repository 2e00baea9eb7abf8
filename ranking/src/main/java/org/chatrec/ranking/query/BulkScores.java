package org.chatrec.ranking.query;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.apache.lucene.util.hnsw.RandomVectorScorer;

/**
 * Scores of many vectors at once, by whichever form the server's Lucene has of it: since 10.4 it
 * answers the greatest score, and answered nothing before.
 */
final class BulkScores {

  private static final MethodHandle METHOD = find();

  private BulkScores() {}

  private static MethodHandle find() {
    try {
      return method(void.class);
    } catch (NoSuchMethodException before) {
      try {
        return method(float.class);
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException("this Lucene scores no vectors in bulk", e);
      }
    }
  }

  private static MethodHandle method(Class<?> result) throws NoSuchMethodException {
    MethodType type = MethodType.methodType(result, int[].class, float[].class, int.class);
    try {
      return MethodHandles.publicLookup()
          .findVirtual(RandomVectorScorer.class, "bulkScore", type)
          .asType(
              type.changeReturnType(void.class).insertParameterTypes(0, RandomVectorScorer.class));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("bulkScore is not public", e);
    }
  }

  /**
   * Scores the vectors of these ordinals.
   *
   * @param scores takes them, in the ordinals' order
   * @param count how many of the ordinals count
   */
  static void of(RandomVectorScorer scorer, int[] ordinals, float[] scores, int count)
      throws IOException {
    try {
      METHOD.invokeExact(scorer, ordinals, scores, count);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
