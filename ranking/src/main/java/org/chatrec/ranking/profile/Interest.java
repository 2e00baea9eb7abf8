package org.chatrec.ranking.profile;

import java.util.List;

/**
 * One thing a user likes (or dislikes): a small group of similar items and the vector that stands
 * for it.
 *
 * @param vector unit length
 * @param weight what its nearness counts in a score, in (0,1]; interests differ in it a little only
 * @param itemIds the items of the group, the most important first
 * @param share its importance against the most important interest's, in [0,1]: what tells a main
 *     interest from a stray view
 * @param pinned whether the person keeps it
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Interest(
    float[] vector, double weight, List<String> itemIds, double share, boolean pinned) {

  /** One that counts in full. */
  public Interest(float[] vector, double weight, List<String> itemIds) {
    this(vector, weight, itemIds, 1, false);
  }

  /** The same vector and items, counting otherwise. */
  public Interest weighing(double other) {
    return new Interest(vector, other, itemIds, share, pinned);
  }

  /**
   * What names the interest that an item belongs to. Every item belongs to one at most, so that an
   * interest has as many names as items, and keeps each while it keeps the item.
   */
  public static String id(String itemId) {
    return RememberedEvent.key(itemId);
  }

  /** Its name: that of its most important item. */
  public String id() {
    return itemIds.isEmpty() ? "" : id(itemIds.getFirst());
  }

  /** Whether a name is one of its own. */
  public boolean isNamed(String name) {
    return itemIds.stream().anyMatch(item -> id(item).equals(name));
  }
}
