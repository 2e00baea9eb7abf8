package org.chatrec.retrieval;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an item stands in the answer to a request.
 *
 * @param page the answer
 * @param rank the item's place: on the page, else among all candidates by score; 1 is the first, 0
 *     where the item is none of the candidates, or has more than {@link Standings#RANKED} before it
 * @param item the item with its score; null where there is none that the caller may read
 * @param obstacles what kept it out of the page, the first obstacle first; none where it is shown
 */
public record Standing(Found page, int rank, @Nullable RankedItem item, List<Obstacle> obstacles) {

  /** Copies the list. */
  public Standing {
    obstacles = List.copyOf(obstacles);
  }

  /** Whether the item is on the page. */
  public boolean shown() {
    return item != null && obstacles.isEmpty();
  }

  /** The item's score, where there is one. */
  public Optional<Double> score() {
    return Optional.ofNullable(item).map(RankedItem::score);
  }
}
