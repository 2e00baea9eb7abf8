package org.chatrec.people.events;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.chatrec.catalog.Catalog;
import org.chatrec.ranking.profile.UserEvent;
import org.jspecify.annotations.Nullable;

/** Makes events of the documents of a request; what is none is rejected alone. */
final class EventReader {

  private final EventParser parser;
  private final EventAge age;
  private final ItemNames items;

  EventReader(EventParser parser, EventAge age, ItemNames items) {
    this.parser = parser;
    this.age = age;
    this.items = items;
  }

  /**
   * An event as it was sent.
   *
   * @param item what it calls its item; null where it is of none
   */
  private record Sent(int position, CatalogEvent event, @Nullable ItemName item) {}

  /** The events that are to be stored, each once, in the order in which they were sent. */
  List<EventChunks.Numbered> read(
      Catalog catalog,
      List<Map<String, Object>> raw,
      EventForm form,
      UnaryOperator<String> stored,
      Tally tally) {
    List<Sent> parsed = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < raw.size(); i++) {
      try {
        Sent sent = parse(i, raw.get(i), form, stored);
        if (ids.add(sent.event().event().eventId())) {
          parsed.add(sent);
        } else {
          tally.count(true);
        }
      } catch (IllegalArgumentException e) {
        tally.reject(i, String.valueOf(e.getMessage()));
      }
    }
    return ofItems(catalog, parsed, tally);
  }

  private Sent parse(
      int position, Map<String, Object> document, EventForm form, UnaryOperator<String> stored) {
    CatalogEvent event = parser.parse(form.event(document));
    requireKept(event.event());
    ItemName item = event.event().itemId() == null ? null : form.item(document);
    return new Sent(position, event.of(stored.apply(event.userId())), item);
  }

  private void requireKept(UserEvent event) {
    if (event.timestampMillis() < age.since()) {
      throw new IllegalArgumentException(
          "[timestamp] is of longer ago than events are kept, which is " + age.kept());
    }
  }

  private List<EventChunks.Numbered> ofItems(Catalog catalog, List<Sent> sent, Tally tally) {
    ItemNames.Found found = found(catalog, sent);
    tally.unknown(found.unknown());
    List<EventChunks.Numbered> events = new ArrayList<>();
    for (Sent each : sent) {
      String reason = each.item() == null ? null : found.reasons().get(each.item());
      if (reason == null) {
        events.add(new EventChunks.Numbered(each.position(), about(each, found)));
      } else {
        tally.reject(each.position(), reason);
      }
    }
    return events;
  }

  private ItemNames.Found found(Catalog catalog, List<Sent> sent) {
    Set<ItemName> names = new LinkedHashSet<>();
    for (Sent each : sent) {
      if (each.item() != null) {
        names.add(each.item());
      }
    }
    return names.isEmpty() ? ItemNames.Found.NOTHING : items.find(catalog, names);
  }

  private static CatalogEvent about(Sent sent, ItemNames.Found found) {
    String id = sent.item() == null ? null : found.ids().get(sent.item());
    return id == null ? sent.event() : sent.event().about(id);
  }
}
