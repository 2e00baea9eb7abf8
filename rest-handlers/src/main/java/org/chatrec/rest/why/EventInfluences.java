package org.chatrec.rest.why;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.ItemReader;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.people.profile.PersonPast;
import org.chatrec.people.profile.ProfileRecomputer;
import org.chatrec.ranking.profile.UserEvent;
import org.chatrec.ranking.vector.Vectors;
import org.chatrec.retrieval.Standing;
import org.chatrec.retrieval.Standings;

/**
 * Finds out which events moved an item, by leaving them out one at a time: the person is made anew
 * without the event, and the list is computed for that person. Events that can be expected to
 * matter come first: strong ones, of items that are like the one in question.
 */
final class EventInfluences {

  /** Of the time that is left, what events are worth. */
  private static final double SHARE = 0.8;

  /** Items that are compared with the one in question. */
  private static final int COMPARED = 200;

  private final ItemReader items;
  private final ProfileRecomputer people;
  private final Standings standings;

  /**
   * @param items reads as the caller
   */
  EventInfluences(ItemReader items, ProfileRecomputer people, Standings standings) {
    this.items = items;
    this.people = people;
    this.standings = standings;
  }

  /**
   * What was found.
   *
   * @param moved the events that moved the item, those that did most first
   * @param still how many did nothing
   * @param unread how many were not looked at
   */
  record Found(List<EventInfluence> moved, int still, int unread) {
    static final Found NONE = new Found(List.of(), 0, 0);
  }

  /**
   * Looks at events.
   *
   * @param most events to look at
   */
  Found of(
      AskedList list,
      World world,
      PersonPast past,
      Standing now,
      String itemId,
      int most,
      Deadline deadline) {
    Deadline own = deadline.part(SHARE);
    List<UserEvent> events = likelyFirst(world.catalog(), past.remembered(), itemId);
    List<EventInfluence> looked = new ArrayList<>();
    for (UserEvent event : events.subList(0, Math.min(most, events.size()))) {
      if (own.expired()) {
        break;
      }
      looked.add(new EventInfluence(event, now, without(list, world, past, event, itemId)));
    }
    List<EventInfluence> moved =
        looked.stream()
            .filter(EventInfluence::moves)
            .sorted(Comparator.comparingDouble((EventInfluence e) -> -Math.abs(e.score())))
            .toList();
    return new Found(moved, looked.size() - moved.size(), events.size() - looked.size());
  }

  private Standing without(
      AskedList list, World world, PersonPast past, UserEvent event, String itemId) {
    Catalog catalog = world.catalog();
    World other =
        world.with(
            people.of(catalog, world.profile().userId(), past.without(event)),
            past.seenWithout(event));
    return standings.of(list.in(other), itemId);
  }

  private List<UserEvent> likelyFirst(Catalog catalog, List<UserEvent> events, String itemId) {
    Set<String> ids = new LinkedHashSet<>();
    ids.add(itemId);
    events.stream().map(UserEvent::itemId).limit(COMPARED).forEach(ids::add);
    Map<String, float[]> vectors = items.vectors(catalog.index(), ids, catalog.vectorField());
    Map<String, Double> likeness = new HashMap<>();
    float[] own = vectors.get(itemId);
    vectors.forEach(
        (id, vector) ->
            likeness.put(
                id, own == null || own.length != vector.length ? 0 : Vectors.cosine(own, vector)));
    return events.stream()
        .sorted(
            Comparator.comparingDouble(
                (UserEvent event) ->
                    -strength(event)
                        * (event.itemId() != null && event.itemId().equals(itemId)
                            ? 2
                            : 1 + likeness.getOrDefault(event.itemId(), -1.0))))
        .toList();
  }

  /** What takes another event back says nothing by itself, and may matter as much. */
  private static double strength(UserEvent event) {
    return event.type().takesBack() ? 1 : Math.abs(event.preference());
  }
}
