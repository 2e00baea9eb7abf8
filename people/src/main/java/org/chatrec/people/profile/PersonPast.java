package org.chatrec.people.profile;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatrec.ranking.profile.EventReserve;
import org.chatrec.ranking.profile.SeenItems;
import org.chatrec.ranking.profile.UserEvent;
import org.chatrec.ranking.profile.UserHistory;

/**
 * What a person did, read from the stored events in bounded memory, and what it would be had some
 * of it never happened.
 *
 * <p>For one thread.
 */
public final class PersonPast {

  /** As many as {@link SeenReader} takes. */
  private static final int MOST_ITEMS = SeenReader.MOST;

  private final EventReserve events = new EventReserve();
  private final Map<String, Contacts> items = new HashMap<>();
  private final Set<String> left = new HashSet<>();
  private boolean whole = true;

  private PersonPast() {}

  /** How often a person has had to do with an item. */
  private record Contacts(int seen, int had) {
    Contacts plus(Contacts others) {
      return new Contacts(seen + others.seen, had + others.had);
    }

    Contacts minus(Contacts others) {
      return new Contacts(seen - others.seen, had - others.had);
    }

    static Contacts of(UserEvent event) {
      return new Contacts(event.type().seen() ? 1 : 0, event.type().had() ? 1 : 0);
    }
  }

  /**
   * Reads it.
   *
   * @param without events that are taken for such as never happened
   */
  public static PersonPast read(
      StoredEvents stored, String catalog, String userId, Set<String> without) {
    PersonPast past = new PersonPast();
    long unused = stored.visit(catalog, userId, page -> past.add(page, without));
    return past;
  }

  private void add(Collection<UserEvent> page, Set<String> without) {
    page.stream().map(UserEvent::eventId).filter(without::contains).forEach(left::add);
    List<UserEvent> some =
        page.stream().filter(event -> !without.contains(event.eventId())).toList();
    events.add(some);
    some.forEach(this::count);
  }

  private void count(UserEvent event) {
    String item = event.itemId();
    if (item == null) {
      return;
    }
    if (items.size() >= MOST_ITEMS && !items.containsKey(item)) {
      whole = false;
      return;
    }
    items.merge(item, Contacts.of(event), Contacts::plus);
  }

  /** Those of the events to be left out that there are. */
  public Set<String> leftOut() {
    return Set.copyOf(left);
  }

  /** The events that interests are made of, those that count most first. */
  public List<UserEvent> remembered() {
    return events.remembered();
  }

  /** The history. */
  public UserHistory history() {
    return events.history();
  }

  /** The history without one more event. */
  public UserHistory without(UserEvent event) {
    return events.without(Set.of(event.eventId()));
  }

  /** The items that the person knows. */
  public SeenItems seen() {
    return seen(history(), items);
  }

  /** The items that the person would know had one more event never happened. */
  public SeenItems seenWithout(UserEvent event) {
    String item = event.itemId();
    Map<String, Contacts> rest = new HashMap<>(items);
    if (item != null) {
      rest.computeIfPresent(item, (id, contacts) -> contacts.minus(Contacts.of(event)));
    }
    return seen(without(event), rest);
  }

  /** As {@link PersonReader} finds them: all events are counted where the history forgets some. */
  private SeenItems seen(UserHistory history, Map<String, Contacts> contacts) {
    SeenItems remembered = SeenItems.of(history);
    if (!history.forgets()) {
      return remembered;
    }
    Set<String> seen = new HashSet<>();
    Set<String> had = new HashSet<>();
    contacts.forEach(
        (item, each) -> {
          if (each.seen() > 0) {
            seen.add(item);
          }
          if (each.had() > 0) {
            had.add(item);
          }
        });
    return remembered.and(new SeenItems(seen, had, whole));
  }
}
