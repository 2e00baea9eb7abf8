package org.chatrec.rest.chat;

import java.util.HashMap;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogCards;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.support.Keys;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.catalog.support.StateIndex;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.people.model.FoldIn;
import org.chatrec.people.model.ModelState;
import org.chatrec.people.model.ModelStore;
import org.chatrec.people.preferences.PreferenceStore;
import org.chatrec.people.preferences.Preferences;
import org.chatrec.people.profile.ProfileStore;
import org.chatrec.people.profile.ProfileUpdater;
import org.chatrec.people.profile.UserProfile;
import org.chatrec.people.sessions.SessionStore;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.get.GetResponse;

/**
 * Reads what a turn begins with: the catalogue, the conversation, and what is known of the person.
 * All of it is found by ids that the request names, so it takes one request in real time.
 */
final class TurnReader {

  private final StateClient state;
  private final SessionStore sessions;
  private final ProfileUpdater profiles;
  private final ModelStore models;
  private final CatalogCards cards;

  TurnReader(
      StateClient state,
      SessionStore sessions,
      ProfileUpdater profiles,
      ModelStore models,
      CatalogCards cards) {
    this.state = state;
    this.sessions = sessions;
    this.profiles = profiles;
    this.models = models;
    this.cards = cards;
  }

  /**
   * What a turn begins with.
   *
   * @param userId who it is for; null for nobody, and for who has opted out: of them nothing is
   *     kept, so their conversations are nobody's
   * @param profile of nobody where the turn is not to be personal
   * @param said what that person states; nothing where the turn is not to be personal
   */
  record Basis(
      Catalog catalog,
      CatalogCard card,
      SessionStore.Session session,
      @Nullable String userId,
      UserProfile profile,
      Preferences said) {

    /** The same turn, with what is known of the person by now. */
    private Basis with(Person person) {
      return new Basis(catalog, card, session, person.userId(), person.profile(), person.said());
    }
  }

  private record Person(@Nullable String userId, UserProfile profile, Preferences said) {}

  /** Reads it all. */
  Basis read(ChatRequest.Params params) {
    Map<StateIndex, String> ids = personal(params);
    ids.put(StateIndex.CATALOGS, params.catalog());
    String sessionId = params.sessionId();
    if (sessionId != null) {
      ids.put(StateIndex.SESSIONS, sessionId);
    }
    CatalogCards.Counting counting = cards.begin(params.catalog());
    Map<StateIndex, GetResponse> found = state.find(ids);
    GetResponse declared = found.get(StateIndex.CATALOGS);
    if (declared == null) {
      throw CatalogStore.missing(params.catalog());
    }
    Catalog catalog = CatalogStore.parse(declared);
    Person person = person(params, catalog, found);
    SessionStore.Session session =
        sessionId == null
            ? sessions.begin(catalog.name(), person.userId())
            : sessions
                .stored(sessionId, found.get(StateIndex.SESSIONS))
                .of(catalog.name(), params.userId());
    return new Basis(
        catalog,
        cards.get(catalog, counting),
        session,
        person.userId(),
        person.profile(),
        person.said());
  }

  /** Reads again what is known of the person, after something was learned in this very turn. */
  Basis again(ChatRequest.Params params, Basis basis) {
    return basis.with(person(params, basis.catalog(), state.find(personal(params))));
  }

  private static Map<StateIndex, String> personal(ChatRequest.Params params) {
    Map<StateIndex, String> ids = new HashMap<>();
    String userId = params.userId();
    if (userId != null) {
      ids.put(StateIndex.PREFERENCES, Keys.of(params.catalog(), userId));
      if (params.personalize()) {
        ids.put(StateIndex.PROFILES, ProfileStore.id(params.catalog(), userId));
        ids.put(StateIndex.MODELS, ModelStore.id(params.catalog()));
      }
    }
    return ids;
  }

  private Person person(
      ChatRequest.Params params, Catalog catalog, Map<StateIndex, GetResponse> found) {
    Preferences said = PreferenceStore.parse(found.get(StateIndex.PREFERENCES));
    String userId = said.optOut() ? null : params.userId();
    return userId == null || !params.personalize()
        ? new Person(userId, UserProfile.unknown(catalog.name(), ""), Preferences.NONE)
        : new Person(userId, profile(catalog, userId, found), said);
  }

  private UserProfile profile(Catalog catalog, String userId, Map<StateIndex, GetResponse> found) {
    GetResponse stored = found.get(StateIndex.PROFILES);
    GetResponse head = found.get(StateIndex.MODELS);
    FoldIn foldIn = models.of(catalog, head == null ? ModelState.NONE : ModelStore.parse(head));
    return stored == null
        ? UserProfile.unknown(catalog.name(), userId)
        : profiles.current(catalog, ProfileStore.parse(stored), foldIn);
  }
}
