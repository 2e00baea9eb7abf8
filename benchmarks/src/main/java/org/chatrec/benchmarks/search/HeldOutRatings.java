package org.chatrec.benchmarks.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Which of a user's ratings are held out: the newest, or some that are drawn.
 *
 * @param random whether they are drawn
 * @param seed of what is drawn
 */
public record HeldOutRatings(boolean random, long seed) {

  /** The newest, as in life. */
  public static final HeldOutRatings NEWEST = new HeldOutRatings(false, 0);

  /** Those that are drawn. */
  public static HeldOutRatings drawn(long seed) {
    return new HeldOutRatings(true, seed);
  }

  /** A user's ratings, those that are held out last. */
  List<ObjectNode> order(String user, List<ObjectNode> ratings) {
    List<ObjectNode> ordered = new ArrayList<>(ratings);
    ordered.sort(
        Comparator.comparing(Films::time).thenComparing(event -> event.path("item_id").asText()));
    if (random) {
      Collections.shuffle(ordered, new Random(seed * 1_000_003 + user.hashCode()));
    }
    return ordered;
  }
}
