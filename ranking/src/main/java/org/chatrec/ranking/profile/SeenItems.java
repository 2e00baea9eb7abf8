package org.chatrec.ranking.profile;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which items a person knows, however long ago.
 *
 * @param seen all that any event but an impression is about
 * @param had those of them that were bought, or that an opinion was stated of
 * @param whole whether these are all; false where some could not be read
 */
public record SeenItems(Set<String> seen, Set<String> had, boolean whole) {

  /** None. */
  public static final SeenItems NONE = new SeenItems(Set.of(), Set.of(), true);

  /** Copies the sets. */
  public SeenItems {
    seen = Set.copyOf(seen);
    had = Set.copyOf(had);
  }

  /** What a history remembers, which is all unless it {@link UserHistory#forgets}. */
  public static SeenItems of(UserHistory history) {
    Set<String> seen =
        history.items().stream().map(ItemPreference::itemId).collect(Collectors.toSet());
    Set<String> had =
        history.events().stream()
            .filter(event -> event.type().had())
            .map(RememberedEvent::itemId)
            .collect(Collectors.toSet());
    history.earlier().items().stream()
        .filter(item -> item.opinion() != null)
        .forEach(item -> had.add(item.itemId()));
    return new SeenItems(seen, had, true);
  }

  /** These and those. */
  public SeenItems and(SeenItems others) {
    return new SeenItems(union(seen, others.seen), union(had, others.had), whole && others.whole);
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new HashSet<>(some);
    all.addAll(others);
    return all;
  }

  /** The same, which are not all. */
  public SeenItems inPart() {
    return new SeenItems(seen, had, false);
  }

  /** Whether nothing is known. */
  public boolean isEmpty() {
    return seen.isEmpty();
  }
}
