package org.chatrec.rest.events;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatrec.people.profile.Naming;
import org.chatrec.people.profile.PersonActions;

/** Says whose events are sent, and that the caller may say so. */
final class EventNames {

  private static final String USER_ID = "user_id";

  private EventNames() {}

  /** The events, each with the person it is of where anybody can tell. */
  static List<Map<String, Object>> of(Naming naming, EventsRequest request) {
    String own = naming.of(null).userId();
    List<Map<String, Object>> named = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (Map<String, Object> event : request.events()) {
      Map<String, Object> whose = event;
      if (own != null && event.get(USER_ID) == null) {
        whose = new HashMap<>(event);
        whose.put(USER_ID, own);
      }
      named.add(whose);
      if (whose.get(USER_ID) != null) {
        names.add(String.valueOf(whose.get(USER_ID)));
      }
    }
    naming.require(PersonActions.WRITE_FOR_OTHERS, request, names);
    return named;
  }
}
