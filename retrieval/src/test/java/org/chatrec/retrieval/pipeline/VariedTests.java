package org.chatrec.retrieval.pipeline;

import java.util.Arrays;
import org.opensearch.test.OpenSearchTestCase;

public class VariedTests extends OpenSearchTestCase {

  private static final float[] EAST = {1, 0};
  private static final float[] NORTH = {0, 1};

  public void testNeighboursGiveWay() {
    float[][] vectors = {EAST, EAST, NORTH};
    double[] scores = {3, 2.9, 1};
    assertArrayEquals(new int[] {0, 2}, Varied.order(vectors, scores, 2, 0.3));
    assertArrayEquals(new int[] {0, 1}, Varied.order(vectors, scores, 2, 1));
  }

  public void testWhoHasNoVectorKeepsItsPlace() {
    float[][] vectors = {EAST, null, EAST, NORTH, null};
    double[] scores = {5, 4, 3, 2, 1};
    assertArrayEquals(new int[] {0, 1, 3, 2, 4}, Varied.order(vectors, scores, 5, 0.1));
    assertArrayEquals(
        new int[] {0, 1, 2}, Varied.order(new float[3][], new double[] {3, 2, 1}, 3, 0.5));
  }

  public void testVectorsOfAnotherLengthAreNotCompared() {
    float[][] vectors = {EAST, new float[] {1, 2, 3}, EAST, NORTH};
    double[] scores = {4, 3, 2, 1};
    assertArrayEquals(new int[] {0, 1, 3, 2}, Varied.order(vectors, scores, 4, 0.1));
  }

  public void testEveryHitIsShownOnceAndPagesAgree() {
    for (int round = 0; round < 50; round++) {
      int size = between(1, 20);
      float[][] vectors = new float[size][];
      double[] scores = new double[size];
      for (int i = 0; i < size; i++) {
        vectors[i] = rarely() ? null : new float[] {randomFloat() + 0.01f, randomFloat()};
        scores[i] = size - i;
      }
      double lambda = randomDouble();
      int[] all = Varied.order(vectors, scores, size, lambda);
      int[] sorted = all.clone();
      Arrays.sort(sorted);
      for (int i = 0; i < size; i++) {
        assertEquals(i, sorted[i]);
      }
      int some = between(0, size);
      assertArrayEquals(Arrays.copyOf(all, some), Varied.order(vectors, scores, some, lambda));
    }
  }
}
