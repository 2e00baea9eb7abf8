package org.chatrec.retrieval;

import java.util.Set;
import org.chatrec.ranking.profile.SeenItems;

/** Which of the items that a person knows are left out of an answer. */
public enum LeaveOut {
  /** None of them. */
  NOTHING,
  /** What the person bought, or stated an opinion of. */
  HAD,
  /** All that the person has had to do with. */
  SEEN;

  /** Those items. */
  public Set<String> of(SeenItems items) {
    return switch (this) {
      case NOTHING -> Set.of();
      case HAD -> items.had();
      case SEEN -> items.seen();
    };
  }
}
