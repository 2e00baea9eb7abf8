package org.chatrec.rest.chat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.chatrec.conversation.state.DialogueState;
import org.chatrec.conversation.state.StateCodec;
import org.chatrec.rest.support.StateClient;
import org.chatrec.rest.support.StateIndex;
import org.jspecify.annotations.Nullable;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.action.get.GetAction;
import org.opensearch.action.get.GetRequest;
import org.opensearch.action.get.GetResponse;
import org.opensearch.action.index.IndexAction;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.engine.VersionConflictEngineException;

/**
 * The conversations' index: a session lives in no node's memory, so any node can take the next
 * turn.
 */
public final class SessionStore {

  private static final int MAX_ROUNDS = 20;

  private final StateClient state;
  private final StateCodec codec = new StateCodec();

  public SessionStore(StateClient state) {
    this.state = state;
  }

  /** A conversation as it was read; {@code stored} is null for a new one. */
  record Session(
      String id,
      String catalog,
      @Nullable String userId,
      DialogueState state,
      @Nullable GetResponse stored) {}

  /** Begins a conversation; its id is what allows going on with it. */
  Session begin(String catalog, @Nullable String userId) {
    String id = UUID.randomUUID().toString();
    return new Session(id, catalog, userId, DialogueState.empty(), null);
  }

  /** Goes on with a conversation of the same catalogue and the same user. */
  Session resume(String id, String catalog, @Nullable String userId) {
    Session session = read(id);
    if (!session.catalog().equals(catalog)) {
      throw new IllegalArgumentException(
          "[session_id] belongs to catalogue ["
              + session.catalog()
              + "], not to ["
              + catalog
              + "]");
    }
    if (session.userId() != null && userId != null && !session.userId().equals(userId)) {
      throw new IllegalArgumentException(
          "[session_id] belongs to another user; leave it out to begin a conversation");
    }
    return session;
  }

  private Session read(String id) {
    GetResponse found =
        state.exists(StateIndex.SESSIONS)
            ? state.call(GetAction.INSTANCE, new GetRequest(StateIndex.SESSIONS.name(), id))
            : null;
    if (found == null || !found.isExists()) {
      throw new ResourceNotFoundException(
          "[session_id] names no session that is known; leave it out to begin a conversation");
    }
    Map<String, Object> source = found.getSourceAsMap();
    Object json = ((Map<?, ?>) source.get("state")).get("json");
    return new Session(
        id,
        (String) source.get("catalog"),
        (String) source.get("user_id"),
        codec.read((String) json),
        found);
  }

  /** Adds a turn on top of what is there by now; returns the state that was written. */
  DialogueState append(Session session, Function<DialogueState, DialogueState> turn, long now) {
    state.ensure(StateIndex.SESSIONS);
    Session base = session;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      DialogueState after = turn.apply(base.state());
      try {
        state.call(IndexAction.INSTANCE, write(base, after, now));
        return after;
      } catch (VersionConflictEngineException e) { // another turn of the session came first
        base = read(session.id());
      }
    }
    throw new OpenSearchStatusException(
        "too many messages of one session at once; send them one after the other",
        RestStatus.CONFLICT);
  }

  private IndexRequest write(Session base, DialogueState after, long now) {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("catalog", base.catalog());
    if (base.userId() != null) {
      source.put("user_id", base.userId());
    }
    source.put("updated", now);
    source.put("state", Map.of("json", codec.write(after)));
    IndexRequest request =
        new IndexRequest(StateIndex.SESSIONS.name()).id(base.id()).source(source);
    GetResponse stored = base.stored();
    return stored == null
        ? request.create(true)
        : request.setIfSeqNo(stored.getSeqNo()).setIfPrimaryTerm(stored.getPrimaryTerm());
  }
}
