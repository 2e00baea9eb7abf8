package org.chatrec.rest.chat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogCards;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.catalog.support.StateIndex;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.language.MessageLanguage;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.llm.Degraded;
import org.chatrec.conversation.llm.DegradedReason;
import org.chatrec.conversation.llm.Stage;
import org.chatrec.conversation.text.Language;
import org.chatrec.people.preferences.Preferences;
import org.chatrec.people.profile.Naming;
import org.chatrec.people.profile.People;
import org.chatrec.people.profile.Person;
import org.chatrec.people.profile.PersonRequest;
import org.chatrec.people.profile.UserProfile;
import org.chatrec.people.sessions.SessionStore;
import org.chatrec.ranking.profile.SeenItems;
import org.chatrec.rest.support.TimeLeft;
import org.jspecify.annotations.Nullable;
import org.opensearch.ExceptionsHelper;
import org.opensearch.OpenSearchTimeoutException;
import org.opensearch.action.get.GetResponse;
import org.opensearch.action.support.PlainActionFuture;

/**
 * Reads what a turn begins with: the catalogue and the conversation, found by ids that the request
 * names, and beside them the person, as the caller. A caller who may not rank for that person is
 * answered as one who named nobody.
 */
final class TurnReader {

  /** Of the time that is left, what the person is worth waiting for. */
  private static final double PERSON_SHARE = 0.5;

  private final StateClient state;
  private final SessionStore sessions;
  private final Naming naming;
  private final CatalogCards cards;

  TurnReader(StateClient state, SessionStore sessions, Naming naming, CatalogCards cards) {
    this.state = state;
    this.sessions = sessions;
    this.naming = naming;
    this.cards = cards;
  }

  /**
   * What a turn begins with.
   *
   * @param userId who it is for; null for nobody, and for who has opted out: of them nothing is
   *     kept, so their conversations are nobody's
   * @param profile of nobody where the turn is not to be personal
   * @param said what that person states; nothing where the turn is not to be personal
   * @param seen the items that the person knows
   * @param audience whom the answer is shown to; or null
   * @param degraded why the turn is for nobody although it named somebody
   */
  record Basis(
      Catalog catalog,
      CatalogCard card,
      SessionStore.Session session,
      @Nullable String userId,
      UserProfile profile,
      Preferences said,
      SeenItems seen,
      @Nullable String audience,
      List<Degraded> degraded) {

    /** The language that a message is answered in. */
    Language language(String message) {
      return MessageLanguage.of(message, session.state().messages(), card.language());
    }

    /** All that was said, this message last. */
    List<String> messages(String message) {
      return Stream.concat(session.state().messages().stream(), Stream.of(message)).toList();
    }

    /** Whether the turn can be kept with the conversation. */
    boolean remembers() {
      return degraded.stream().noneMatch(part -> part.stage() == Stage.MEMORY);
    }
  }

  /** Whom a turn is for. */
  private record Whom(
      @Nullable String userId,
      UserProfile profile,
      Preferences said,
      SeenItems seen,
      List<Degraded> degraded) {

    Whom without(Stage stage) {
      List<Degraded> all = new ArrayList<>(degraded);
      all.add(new Degraded(stage, DegradedReason.UNAVAILABLE));
      return new Whom(userId, profile, said, seen, all);
    }
  }

  /** Reads it all. */
  Basis read(ChatRequest request, People people, Deadline deadline) {
    Naming.Named named = naming.of(request.params().userId());
    PlainActionFuture<Person> reading = begin(request, named, people);
    CatalogCards.Counting counting = cards.begin(request.catalog());
    StateClient.Found found = state.find(documents(request), TimeLeft.of(deadline));
    GetResponse declared = found.require(StateIndex.CATALOGS);
    if (declared == null) {
      throw CatalogStore.missing(request.catalog());
    }
    Catalog catalog = request.authorised(CatalogStore.parse(declared));
    Whom whom = whom(request, named, reading, deadline);
    CatalogCard card =
        cards.get(catalog, counting, deadline.remaining()).orElse(CatalogCards.unread(catalog));
    if (found.isAway(StateIndex.SESSIONS)) {
      // goes on without what was said before, and leaves that as it is
      SessionStore.Session blank =
          sessions.blank(request.params().sessionId(), request.catalog(), stored(whom.userId()));
      return basis(request, catalog, card, blank, whom.without(Stage.MEMORY));
    }
    SessionStore.Session session = session(request, named, whom, found.get(StateIndex.SESSIONS));
    return basis(request, catalog, card, session, whom);
  }

  /** Reads again what is known of the person, after something was learned in this very turn. */
  Basis again(ChatRequest request, Basis basis, People people, Deadline deadline) {
    Naming.Named named = new Naming.Named(basis.userId(), false);
    Whom whom = whom(request, named, begin(request, named, people), deadline);
    return basis(request, basis.catalog(), basis.card(), basis.session(), whom);
  }

  private static Basis basis(
      ChatRequest request,
      Catalog catalog,
      CatalogCard card,
      SessionStore.Session session,
      Whom whom) {
    return new Basis(
        catalog,
        card,
        session,
        whom.userId(),
        whom.profile(),
        whom.said(),
        whom.seen(),
        request.params().audience(),
        whom.degraded());
  }

  private static Map<StateIndex, String> documents(ChatRequest request) {
    Map<StateIndex, String> ids = new HashMap<>();
    ids.put(StateIndex.CATALOGS, request.catalog());
    String sessionId = request.params().sessionId();
    if (sessionId != null) {
      ids.put(StateIndex.SESSIONS, sessionId);
    }
    return ids;
  }

  private SessionStore.Session session(
      ChatRequest request, Naming.Named named, Whom whom, @Nullable GetResponse stored) {
    String sessionId = request.params().sessionId();
    String owner = naming.owner();
    return sessionId == null
        ? sessions.begin(request.catalog(), stored(whom.userId()), owner)
        : sessions
            .stored(sessionId, stored)
            .ownedBy(owner)
            .of(request.catalog(), stored(named.userId()))
            .joinedBy(stored(whom.userId()));
  }

  private @Nullable String stored(@Nullable String userId) {
    return userId == null ? null : naming.stored(userId);
  }

  /** Null where there is nobody to read. */
  private static @Nullable PlainActionFuture<Person> begin(
      ChatRequest request, Naming.Named named, People people) {
    String userId = named.userId();
    return userId == null || named.unnamed()
        ? null
        : people.begin(
            new PersonRequest(
                request.catalog(), request.index(), userId, true, request.params().sessionId()));
  }

  private static Whom whom(
      ChatRequest request,
      Naming.Named named,
      @Nullable PlainActionFuture<Person> reading,
      Deadline deadline) {
    if (reading == null) {
      return named.unnamed() ? nobody(request, DegradedReason.NOT_AUTHENTICATED) : nobody(request);
    }
    try {
      return whom(request, named, reading.actionGet(TimeLeft.of(deadline.part(PERSON_SHARE))));
    } catch (RuntimeException e) {
      return nobody(request, obstacle(e));
    }
  }

  /** Why there is nobody; what is no reason is thrown on. */
  private static DegradedReason obstacle(RuntimeException e) {
    if (ExceptionsHelper.unwrapCause(e) instanceof OpenSearchTimeoutException) {
      return DegradedReason.BUDGET;
    }
    return switch (ExceptionsHelper.status(e)) {
      case FORBIDDEN -> DegradedReason.NOT_PERMITTED;
      case TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE, GATEWAY_TIMEOUT -> DegradedReason.UNAVAILABLE;
      default -> throw e;
    };
  }

  private static Whom whom(ChatRequest request, Naming.Named named, Person person) {
    if (person.said().optOut()) {
      return nobody(request);
    }
    if (!request.params().personalize()) {
      return new Whom(
          named.userId(), nobody(request).profile(), Preferences.NONE, SeenItems.NONE, List.of());
    }
    Whom known =
        new Whom(named.userId(), person.profile(), person.said(), person.seen(), List.of());
    Whom read = person.whole() ? known : known.without(Stage.PERSON);
    return person.seen().whole() ? read : read.without(Stage.SEEN);
  }

  private static Whom nobody(ChatRequest request, DegradedReason... why) {
    List<Degraded> degraded =
        List.of(why).stream().map(reason -> new Degraded(Stage.PERSON, reason)).toList();
    return new Whom(
        null,
        UserProfile.unknown(request.catalog(), ""),
        Preferences.NONE,
        SeenItems.NONE,
        degraded);
  }
}
