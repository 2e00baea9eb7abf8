package org.chatrec.people.sessions;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.catalog.support.StateIndex;
import org.chatrec.conversation.state.DialogueState;
import org.chatrec.conversation.state.StateCodec;
import org.jspecify.annotations.Nullable;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.action.DocWriteResponse;
import org.opensearch.action.delete.DeleteAction;
import org.opensearch.action.delete.DeleteRequest;
import org.opensearch.action.get.GetAction;
import org.opensearch.action.get.GetRequest;
import org.opensearch.action.get.GetResponse;
import org.opensearch.action.index.IndexAction;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.engine.VersionConflictEngineException;

/**
 * The conversations' index: a session lives in no node's memory, so any node can take the next
 * turn.
 */
public final class SessionStore {

  private static final Logger LOG = LogManager.getLogger(SessionStore.class);

  /** Each round at least one of the turns that meet gets through. */
  private static final int MAX_ROUNDS = 32;

  /** Explanations are long, and nobody asks for old ones. */
  private static final int EXPLAINED_TURNS = 10;

  private final StateClient state;
  private final StateCodec codec = new StateCodec();

  public SessionStore(StateClient state) {
    this.state = state;
  }

  /**
   * A conversation as it was read.
   *
   * @param explained by turn number, how the hits of the latest turns were explained
   * @param stored null for a new one
   */
  public record Session(
      String id,
      String catalog,
      @Nullable String userId,
      DialogueState state,
      Map<String, Map<String, Object>> explained,
      long updated,
      @Nullable GetResponse stored) {

    /** This conversation, if it is of that catalogue and of nobody else than that user. */
    public Session of(String wantedCatalog, @Nullable String wantedUser) {
      if (!catalog.equals(wantedCatalog)) {
        throw new IllegalArgumentException(
            "[session_id] belongs to catalogue [" + catalog + "], not to [" + wantedCatalog + "]");
      }
      if (userId != null && wantedUser != null && !userId.equals(wantedUser)) {
        throw new IllegalArgumentException(
            "[session_id] belongs to another user; leave it out to begin a conversation");
      }
      return this;
    }
  }

  /** Begins a conversation; its id is what allows going on with it. */
  public Session begin(String catalog, @Nullable String userId) {
    String id = UUID.randomUUID().toString();
    return new Session(id, catalog, userId, DialogueState.empty(), Map.of(), 0, null);
  }

  /** Goes on with a conversation of the same catalogue and the same user. */
  Session resume(String id, String catalog, @Nullable String userId) {
    return read(id).of(catalog, userId);
  }

  /**
   * A conversation by its id, which is all that reading it takes.
   *
   * @throws ResourceNotFoundException where there is none
   */
  public Session read(String id) {
    return stored(
        id,
        state.exists(StateIndex.SESSIONS)
            ? state.call(GetAction.INSTANCE, new GetRequest(StateIndex.SESSIONS.name(), id))
            : null);
  }

  /** The same where the document was read already; null is none. */
  public Session stored(String id, @Nullable GetResponse found) {
    if (found == null || !found.isExists()) {
      throw new ResourceNotFoundException(
          "[session_id] names no session that is known; leave it out to begin a conversation");
    }
    Map<String, Object> source = found.getSourceAsMap();
    Map<?, ?> stored = (Map<?, ?>) source.get("state");
    return new Session(
        id,
        (String) source.get("catalog"),
        (String) source.get("user_id"),
        codec.read((String) stored.get("json")),
        explained(stored.get("explained")),
        source.get("updated") instanceof Number updated ? updated.longValue() : 0,
        found);
  }

  @SuppressWarnings("unchecked") // written below
  private static Map<String, Map<String, Object>> explained(@Nullable Object stored) {
    return stored instanceof Map<?, ?> map ? (Map<String, Map<String, Object>>) map : Map.of();
  }

  /** Forgets a conversation; false where there was none. */
  public boolean delete(String id) {
    return state.exists(StateIndex.SESSIONS)
        && state
                .call(DeleteAction.INSTANCE, new DeleteRequest(StateIndex.SESSIONS.name(), id))
                .getResult()
            == DocWriteResponse.Result.DELETED;
  }

  /** Forgets a conversation without waiting for it. */
  public void forget(String id) {
    state.call(
        DeleteAction.INSTANCE,
        new DeleteRequest(StateIndex.SESSIONS.name(), id),
        ActionListener.wrap(gone -> {}, e -> LOG.warn("a session could not be erased", e)));
  }

  /** Adds a turn on top of what is there by now; returns the state that was written. */
  public DialogueState append(
      Session session,
      Function<DialogueState, DialogueState> turn,
      Map<String, Object> explained,
      long now) {
    state.ensure(StateIndex.SESSIONS);
    return write(
            session,
            base -> {
              DialogueState after = turn.apply(base.state());
              return changed(base, after, explained, after.turns().getLast().number(), now);
            })
        .state();
  }

  /** Writes how the hits of a turn were explained; a conversation that is gone stays gone. */
  public void explained(String id, int turn, Map<String, Object> explained) {
    try {
      write(read(id), base -> changed(base, base.state(), explained, turn, base.updated()));
    } catch (ResourceNotFoundException e) {
      // deleted meanwhile: there is nobody to explain to
    }
  }

  private static Session changed(
      Session base, DialogueState after, Map<String, Object> explained, int turn, long now) {
    Map<String, Map<String, Object>> all = new LinkedHashMap<>(base.explained());
    all.put(String.valueOf(turn), explained);
    all.keySet().removeIf(number -> Integer.parseInt(number) <= turn - EXPLAINED_TURNS);
    return new Session(base.id(), base.catalog(), base.userId(), after, all, now, base.stored());
  }

  /** Changes what is there by now, until nobody else has changed it meanwhile. */
  private Session write(Session session, UnaryOperator<Session> change) {
    Session base = session;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Session after = change.apply(base);
      try {
        state.call(IndexAction.INSTANCE, request(after));
        return after;
      } catch (VersionConflictEngineException e) { // another turn of the session came first
        base = read(session.id());
      }
    }
    throw new OpenSearchStatusException(
        "too many messages of one session at once; send them one after the other",
        RestStatus.CONFLICT);
  }

  private IndexRequest request(Session session) {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("catalog", session.catalog());
    if (session.userId() != null) {
      source.put("user_id", session.userId());
    }
    source.put("updated", session.updated());
    source.put(
        "state", Map.of("json", codec.write(session.state()), "explained", session.explained()));
    IndexRequest request =
        new IndexRequest(StateIndex.SESSIONS.name()).id(session.id()).source(source);
    GetResponse stored = session.stored();
    return stored == null
        ? request.create(true)
        : request.setIfSeqNo(stored.getSeqNo()).setIfPrimaryTerm(stored.getPrimaryTerm());
  }
}
