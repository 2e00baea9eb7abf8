package org.chatrec.rest.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogRequest;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.llm.Degraded;
import org.chatrec.conversation.llm.DegradedReason;
import org.chatrec.conversation.llm.Stage;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Preference;
import org.chatrec.people.preferences.PreferenceChange;
import org.chatrec.people.preferences.Preferences;
import org.chatrec.ranking.profile.EventType;
import org.chatrec.rest.events.EventActions;
import org.chatrec.rest.events.EventsRequest;
import org.chatrec.rest.preferences.PreferenceActions;
import org.chatrec.rest.preferences.PutPreferencesRequest;
import org.chatrec.rest.support.ContentResponse;
import org.chatrec.rest.support.TimeLeft;
import org.opensearch.ExceptionsHelper;
import org.opensearch.action.ActionType;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.transport.client.Client;

/**
 * Keeps opinions that are said in a chat: those on items as events, those on values as preferences,
 * so that they count from this very answer. It sends them as the caller, who needs the permission
 * for each; a chat goes on without, and says so.
 */
final class FeedbackRecorder {

  private static final Logger LOG = LogManager.getLogger(FeedbackRecorder.class);

  private final Client client;
  private final Deadline deadline;

  /**
   * @param client of the caller
   * @param deadline of the turn, which does not wait longer for an opinion to be kept
   */
  FeedbackRecorder(Client client, Deadline deadline) {
    this.client = client;
    this.deadline = deadline;
  }

  /**
   * Keeps what a plan says that the person thinks, and knows; returns what could not be kept.
   *
   * @param known ids of items that the person says they have seen
   */
  List<Degraded> record(
      Catalog catalog, String userId, Plan plan, String message, List<String> known) {
    List<Degraded> degraded = new ArrayList<>();
    List<PreferenceChange.Opinion> onValues = onValues(plan);
    if (!onValues.isEmpty()) {
      send(
              PreferenceActions.PUT,
              new PutPreferencesRequest(
                  catalog.name(), catalog.index(), userId, PreferenceChange.said(onValues)))
          .ifPresent(degraded::add);
    }
    List<Map<String, Object>> onItems = onItems(userId, plan, message);
    known.forEach(id -> onItems.add(event(userId, id, EventType.VIEW, message)));
    if (!onItems.isEmpty()) {
      send(EventActions.PUT, new EventsRequest(catalog.name(), catalog.index(), onItems))
          .ifPresent(degraded::add);
    }
    return degraded;
  }

  /** Takes a stated like or dislike back; returns what stood in the way. */
  List<Degraded> forget(Catalog catalog, String userId, Preferences said, String value) {
    PreferenceChange without =
        new PreferenceChange(
            said.likes().stream().filter(like -> !like.equals(value)).toList(),
            said.dislikes().stream().filter(dislike -> !dislike.equals(value)).toList(),
            null,
            List.of());
    return send(
            PreferenceActions.PUT,
            new PutPreferencesRequest(catalog.name(), catalog.index(), userId, without))
        .stream()
        .toList();
  }

  private static List<PreferenceChange.Opinion> onValues(Plan plan) {
    return plan.preferences().stream()
        .filter(preference -> preference.value() != null)
        .map(p -> new PreferenceChange.Opinion(p.like(), Objects.requireNonNull(p.value())))
        .toList();
  }

  private static List<Map<String, Object>> onItems(String userId, Plan plan, String message) {
    List<Map<String, Object>> said = new ArrayList<>();
    for (Preference preference : plan.preferences()) {
      String itemId = preference.itemId();
      if (itemId != null) {
        EventType type = preference.like() ? EventType.LIKE : EventType.DISLIKE;
        said.add(event(userId, itemId, type, message));
      }
    }
    return said;
  }

  private static Map<String, Object> event(
      String userId, String itemId, EventType type, String message) {
    return Map.of("user_id", userId, "item_id", itemId, "type", type.wireName(), "text", message);
  }

  private Optional<Degraded> send(ActionType<ContentResponse> action, CatalogRequest request) {
    try {
      ContentResponse answer = client.execute(action, request).actionGet(TimeLeft.of(deadline));
      return answer.content().get("rejected") instanceof List<?> rejected && !rejected.isEmpty()
          ? Optional.of(new Degraded(Stage.FEEDBACK, DegradedReason.NOT_STORED))
          : Optional.empty();
    } catch (RuntimeException e) {
      boolean denied = ExceptionsHelper.status(e) == RestStatus.FORBIDDEN;
      if (!denied) {
        LOG.warn("what a chat said of a person was not kept: {}", e.getClass().getName());
        LOG.debug("what a chat said of a person was not kept", e);
      }
      return Optional.of(
          new Degraded(
              Stage.FEEDBACK, denied ? DegradedReason.NOT_PERMITTED : DegradedReason.NOT_STORED));
    }
  }
}
