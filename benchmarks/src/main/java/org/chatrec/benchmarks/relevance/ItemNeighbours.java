package org.chatrec.benchmarks.relevance;

import java.util.BitSet;

/**
 * Item-based neighbours (Sarwar et al. 2001): an item is worth the sum of its cosines to what the
 * person likes, by who else likes both.
 */
final class ItemNeighbours {

  private final Ratings ratings;
  private final BitSet[] fans;

  ItemNeighbours(Ratings ratings) {
    this.ratings = ratings;
    this.fans = new BitSet[ratings.items().size()];
    for (int item = 0; item < fans.length; item++) {
      fans[item] = new BitSet();
    }
    for (int user = 0; user < ratings.rows().size(); user++) {
      Ratings.Row row = ratings.rows().get(user);
      for (int n = 0; n < row.columns().length; n++) {
        fans[row.columns()[n]].set(user, row.likes(n));
      }
    }
  }

  /** What each item is worth to a person, by column. */
  double[] scores(Ratings.Row person) {
    double[] scores = new double[fans.length];
    for (int n = 0; n < person.columns().length; n++) {
      if (person.likes(n)) {
        add(scores, fans[person.columns()[n]]);
      }
    }
    return scores;
  }

  private void add(double[] scores, BitSet liked) {
    double size = liked.cardinality();
    for (int item = 0; item < fans.length; item++) {
      BitSet both = (BitSet) fans[item].clone();
      both.and(liked);
      int common = both.cardinality();
      if (common > 0) {
        scores[item] += common / Math.sqrt(size * fans[item].cardinality());
      }
    }
  }
}
