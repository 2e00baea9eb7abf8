package org.chatrec.ranking.profile;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a person says of one of their interests. Interests are found anew with every event, so what
 * is said is said of the items that the interest had: it is about whichever interest has most of
 * them.
 *
 * @param itemIds the items
 * @param removed whether nothing that was done with them until then shall make an interest
 * @param pinned whether the interest stays, as a main one
 * @param weight how much it shall count, from 0 to 1; null for what behaviour says
 * @param saidMillis when it was said
 */
public record StatedInterest(
    List<String> itemIds,
    boolean removed,
    boolean pinned,
    @Nullable Double weight,
    long saidMillis) {

  /** Copies the list. */
  public StatedInterest {
    itemIds = List.copyOf(itemIds);
    if (weight != null && !(weight >= 0 && weight <= 1)) {
      throw new IllegalArgumentException("[weight] must be from 0 to 1, was [" + weight + "]");
    }
  }

  /**
   * The preferences that may make interests: without those for items of removed interests with
   * which nothing was done since.
   */
  public static List<ItemPreference> remaining(
      List<ItemPreference> preferences, Collection<StatedInterest> stated) {
    return preferences.stream()
        .filter(item -> stated.stream().noneMatch(said -> said.removes(item)))
        .toList();
  }

  /** The items that stay in a profile although others are stronger. */
  public static Set<String> pinned(Collection<StatedInterest> stated) {
    return stated.stream()
        .filter(StatedInterest::pinned)
        .flatMap(said -> said.itemIds().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private boolean removes(ItemPreference item) {
    return removed && item.lastEventMillis() <= saidMillis && itemIds.contains(item.itemId());
  }

  /** How many of these items it is about. */
  long shared(Collection<String> items) {
    return itemIds.stream().filter(items::contains).count();
  }
}
