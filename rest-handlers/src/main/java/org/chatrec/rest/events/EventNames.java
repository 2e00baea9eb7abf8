package org.chatrec.rest.events;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatrec.people.events.EventForm;
import org.chatrec.people.profile.Naming;
import org.chatrec.people.profile.PersonActions;

/** Says whose events are sent, and that the caller may say so. */
final class EventNames {

  private EventNames() {}

  /** The events, each with the person it is of where anybody can tell. */
  static List<Map<String, Object>> of(Naming naming, EventsRequest request) {
    String own = naming.of(null).userId();
    List<Map<String, Object>> named = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (Map<String, Object> event : request.events()) {
      Map<String, Object> whose = event;
      Object person = request.form().person(event);
      if (own != null && person == null) {
        whose = new HashMap<>(event);
        whose.put(EventForm.PERSON, own);
        person = own;
      }
      named.add(whose);
      if (person != null) {
        names.add(String.valueOf(person));
      }
    }
    naming.require(PersonActions.WRITE_FOR_OTHERS, request, names);
    return named;
  }
}
