package org.chatrec.rest.chat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.state.Turn;
import org.chatrec.people.profile.Naming;
import org.chatrec.people.sessions.SessionStore;
import org.opensearch.ResourceNotFoundException;

/**
 * Shows and forgets conversations. A session's id is 122 random bits and told only to whoever began
 * it. Where callers are authenticated, a session is of whoever began it, and nobody else's.
 */
public final class SessionService {

  private final SessionStore sessions;
  private final CatalogStore catalogs;
  private final Naming naming;
  private final LongSupplier clock;

  public SessionService(
      SessionStore sessions, CatalogStore catalogs, Naming naming, LongSupplier clock) {
    this.sessions = sessions;
    this.catalogs = catalogs;
    this.naming = naming;
    this.clock = clock;
  }

  /** The session, if it is the caller's and of the catalogue that the caller was authorised for. */
  private SessionStore.Session own(SessionRequest request) {
    Catalog unused = request.authorised(catalogs.get(request.catalog()));
    SessionStore.Session session = sessions.read(request.session()).ownedBy(naming.owner());
    if (!session.catalog().equals(request.catalog())) {
      throw SessionStore.unknown();
    }
    return session;
  }

  /** The answer of {@code GET /sessions/{s}}. */
  Map<String, Object> session(SessionRequest request) {
    SessionStore.Session session = own(request);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("session_id", session.id());
    answer.put("catalog", session.catalog());
    answer.put("updated", Instant.ofEpochMilli(session.updated()).toString());
    answer.put("turns", session.state().turns().stream().map(SessionService::summary).toList());
    return answer;
  }

  private static Map<String, Object> summary(Turn turn) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("turn", turn.number());
    summary.put("at", Instant.ofEpochMilli(turn.atMillis()).toString());
    summary.put("message", turn.message());
    summary.put("intent", turn.plan().intent().label());
    summary.put("plan", PlanQuery.toMap(turn.plan()));
    summary.put("hits", hits(turn));
    return summary;
  }

  private static List<Map<String, Object>> hits(Turn turn) {
    List<Map<String, Object>> hits = new ArrayList<>();
    for (ShownItem item : turn.shown()) {
      hits.add(Map.of("id", item.id(), "title", item.title()));
    }
    return hits;
  }

  /** A turn with its explanations; {@code waiting} says whether better ones may still come. */
  record TurnView(Map<String, Object> content, boolean waiting) {}

  /** The answer of {@code GET /sessions/{s}/turns/{n}} as of now. */
  TurnView turn(SessionRequest request) {
    SessionStore.Session session = own(request);
    int number = request.turn();
    Turn turn =
        session.state().turns().stream()
            .filter(t -> t.number() == number)
            .findFirst()
            .orElseThrow(() -> unknown(session, number));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("session_id", session.id());
    answer.putAll(summary(turn));
    Map<String, Object> stored = session.explained().get(String.valueOf(number));
    if (stored == null) {
      answer.put("status", "done");
      answer.put("explainer", "none");
      return new TurnView(answer, false);
    }
    StoredExplanation explanation = StoredExplanation.of(stored);
    boolean waiting = explanation.isPending(clock.getAsLong());
    answer.putAll((waiting ? explanation : explanation.overdue()).toMap());
    answer.remove("due");
    return new TurnView(answer, waiting);
  }

  private static ResourceNotFoundException unknown(SessionStore.Session session, int number) {
    List<Integer> kept = session.state().turns().stream().map(Turn::number).toList();
    return new ResourceNotFoundException(
        "[turn] " + number + " is not among the turns that are kept: " + kept);
  }

  /** The answer of {@code DELETE /sessions/{s}}. */
  Map<String, Object> delete(SessionRequest request) {
    String id = own(request).id();
    if (!sessions.delete(id)) {
      throw SessionStore.unknown();
    }
    return Map.of("session_id", id, "deleted", true);
  }
}
