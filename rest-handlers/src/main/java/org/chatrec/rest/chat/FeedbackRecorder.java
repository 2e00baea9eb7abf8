package org.chatrec.rest.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Preference;
import org.chatrec.people.events.EventService;
import org.chatrec.people.preferences.PreferenceService;
import org.chatrec.ranking.profile.EventType;

/**
 * Keeps opinions that are said in a chat: those on items as events, those on values as preferences,
 * so that they count from this very answer.
 */
public final class FeedbackRecorder {

  private final EventService events;
  private final PreferenceService preferences;

  public FeedbackRecorder(EventService events, PreferenceService preferences) {
    this.events = events;
    this.preferences = preferences;
  }

  void record(Catalog catalog, String userId, Plan plan, String message) {
    preferences.said(catalog, userId, plan.preferences());
    List<Map<String, Object>> said = new ArrayList<>();
    for (Preference preference : plan.preferences()) {
      String itemId = preference.itemId();
      if (itemId != null) {
        EventType type = preference.like() ? EventType.LIKE : EventType.DISLIKE;
        said.add(
            Map.of("user_id", userId, "item_id", itemId, "type", type.wireName(), "text", message));
      }
    }
    if (!said.isEmpty()) {
      events.accept(catalog.name(), said);
    }
  }
}
