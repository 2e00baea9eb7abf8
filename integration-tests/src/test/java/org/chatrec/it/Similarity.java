package org.chatrec.it;

import java.util.List;

/** The formula of the {@code interest} query, computed here in doubles from its definition. */
final class Similarity {
  private Similarity() {}

  /**
   * The score of a document.
   *
   * @param document its vector; of length 0 where it has none
   * @param weights one per interest
   */
  static double interest(
      float[] document,
      List<float[]> interests,
      double[] weights,
      List<float[]> negatives,
      double missing) {
    if (document.length == 0) {
      return missing;
    }
    double like = interests.isEmpty() ? missing : 0;
    for (int i = 0; i < interests.size(); i++) {
      like = Math.max(like, weights[i] * (1 + cosine(document, interests.get(i))) / 2);
    }
    double dislike = negatives.stream().mapToDouble(n -> cosine(document, n)).max().orElse(0);
    return Math.max(0, like - Math.max(0, dislike) / 2);
  }

  /** The score of a document for one interest of full weight. */
  static double interest(float[] document, float[] interest) {
    return interest(document, List.of(interest), new double[] {1}, List.of(), 0.5);
  }

  static double cosine(float[] a, float[] b) {
    return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  }

  static double length(float[] vector) {
    return Math.sqrt(dot(vector, vector));
  }

  private static double dot(float[] a, float[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(a.length + " and " + b.length + " dimensions");
    }
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
