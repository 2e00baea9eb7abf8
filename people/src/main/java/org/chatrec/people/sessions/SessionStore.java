package org.chatrec.people.sessions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
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
import org.opensearch.action.admin.indices.refresh.RefreshAction;
import org.opensearch.action.admin.indices.refresh.RefreshRequest;
import org.opensearch.action.delete.DeleteAction;
import org.opensearch.action.delete.DeleteRequest;
import org.opensearch.action.get.GetAction;
import org.opensearch.action.get.GetRequest;
import org.opensearch.action.get.GetResponse;
import org.opensearch.action.index.IndexAction;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.action.search.SearchAction;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.engine.VersionConflictEngineException;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;

/**
 * The conversations' index: a session lives in no node's memory, so any node can take the next
 * turn.
 */
public final class SessionStore {

  private static final Logger LOG = LogManager.getLogger(SessionStore.class);

  static final String CATALOG = "catalog";
  private static final String UPDATED = "updated";
  private static final String USER_ID = "user_id";

  /** More conversations than that nobody has within the time that they are kept. */
  private static final int MOST = 10_000;

  /** Each round at least one of the turns that meet gets through. */
  private static final int MAX_ROUNDS = 32;

  /** Explanations are long, and nobody asks for old ones. */
  private static final int EXPLAINED_TURNS = 10;

  private final StateClient state;
  private final SessionAge age;
  private final StateCodec codec = new StateCodec();

  /**
   * @param age which sessions are too old to be known any more
   */
  public SessionStore(StateClient state, SessionAge age) {
    this.state = state;
    this.age = age;
  }

  /**
   * A conversation as it was read.
   *
   * @param userId whom it is of; null for nobody in particular
   * @param owner who began it, by the name they were authenticated with; null where nobody was
   * @param explained by turn number, how the hits of the latest turns were explained
   * @param stored null for a new one
   */
  public record Session(
      String id,
      String catalog,
      @Nullable String userId,
      @Nullable String owner,
      DialogueState state,
      Map<String, Map<String, Object>> explained,
      long updated,
      @Nullable GetResponse stored) {

    /** This conversation, for whoever began it; for others there is none. */
    public Session ownedBy(@Nullable String caller) {
      if (owner != null && !owner.equals(caller)) {
        throw unknown();
      }
      return this;
    }

    /** The same of a person who has joined one that was nobody's: it is theirs from now on. */
    public Session joinedBy(@Nullable String person) {
      return userId != null || person == null
          ? this
          : new Session(id, catalog, person, owner, state, explained, updated, stored);
    }

    /** The same of another person. */
    Session givenTo(String person) {
      return new Session(id, catalog, person, owner, state, explained, updated, stored);
    }

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
  public Session begin(String catalog, @Nullable String userId, @Nullable String owner) {
    String id = UUID.randomUUID().toString();
    return new Session(id, catalog, userId, owner, DialogueState.empty(), Map.of(), 0, null);
  }

  /** A conversation of that id of which nothing is known at present; not to be written. */
  public Session blank(@Nullable String id, String catalog, @Nullable String userId) {
    String name = id == null ? UUID.randomUUID().toString() : id;
    return new Session(name, catalog, userId, null, DialogueState.empty(), Map.of(), 0, null);
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

  /** What is said of a session that is not there, and of one that is none of the caller's. */
  public static ResourceNotFoundException unknown() {
    return new ResourceNotFoundException(
        "[session_id] names no session that is known; leave it out to begin a conversation");
  }

  /** The same where the document was read already; null is none. */
  public Session stored(String id, @Nullable GetResponse found) {
    if (found == null || !found.isExists()) {
      throw unknown();
    }
    Map<String, Object> source = found.getSourceAsMap();
    long updated = source.get(UPDATED) instanceof Number millis ? millis.longValue() : 0;
    if (age.isOver(updated)) {
      throw unknown();
    }
    Map<?, ?> stored = (Map<?, ?>) source.get("state");
    return new Session(
        id,
        (String) source.get(CATALOG),
        (String) source.get("user_id"),
        (String) stored.get("owner"),
        codec.read((String) stored.get("json")),
        explained(stored.get("explained")),
        updated,
        found);
  }

  @SuppressWarnings("unchecked") // written below
  private static Map<String, Map<String, Object>> explained(@Nullable Object stored) {
    return stored instanceof Map<?, ?> map ? (Map<String, Map<String, Object>>) map : Map.of();
  }

  /** The ids of a person's conversations behind an id, in their order; at most ten thousand. */
  public List<String> idsOf(String catalog, String userId, String after) {
    List<String> ids = new ArrayList<>();
    for (SearchHit hit : ofUser(catalog, userId, MOST)) {
      if (hit.getId().compareTo(after) > 0) {
        ids.add(hit.getId());
      }
    }
    ids.sort(Comparator.naturalOrder());
    return ids;
  }

  private SearchHit[] ofUser(String catalog, String userId, int size) {
    if (!state.exists(StateIndex.SESSIONS)) {
      return new SearchHit[0];
    }
    state.call(RefreshAction.INSTANCE, new RefreshRequest(StateIndex.SESSIONS.name()));
    SearchSourceBuilder source =
        new SearchSourceBuilder()
            .query(
                QueryBuilders.boolQuery()
                    .filter(QueryBuilders.termQuery(CATALOG, catalog))
                    .filter(QueryBuilders.termQuery(USER_ID, userId)))
            .fetchSource(false)
            .trackTotalHits(false)
            .size(size);
    return state
        .call(
            SearchAction.INSTANCE,
            // what a shard that is away holds must not be taken for nothing
            new SearchRequest(StateIndex.SESSIONS.name())
                .source(source)
                .allowPartialSearchResults(false))
        .getHits()
        .getHits();
  }

  /** Conversations in plain values, as they are stored. */
  public List<Map<String, Object>> export(List<String> ids) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (String id : ids) {
      GetResponse found =
          state.call(GetAction.INSTANCE, new GetRequest(StateIndex.SESSIONS.name(), id));
      if (found.isExists()) {
        Map<String, Object> source = found.getSourceAsMap();
        Map<?, ?> stored = (Map<?, ?>) source.get("state");
        Map<String, Object> session = new LinkedHashMap<>();
        session.put("session_id", id);
        session.put(UPDATED, source.get(UPDATED));
        session.put(
            "state",
            XContentHelper.convertToMap(
                XContentType.JSON.xContent(), (String) stored.get("json"), true));
        session.put("explained", explained(stored.get("explained")));
        all.add(session);
      }
    }
    return all;
  }

  /** Makes one person's conversations another's; returns how many these were. */
  public long give(String catalog, String from, String to) {
    long given = 0;
    SearchHit[] hits = ofUser(catalog, from, MOST);
    for (SearchHit hit : hits) {
      try {
        Session after = write(read(hit.getId()), session -> session.givenTo(to));
        given += after == null ? 0 : 1;
      } catch (ResourceNotFoundException e) {
        // deleted meanwhile, or over: there is nothing to give
      }
    }
    return given;
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
        ActionListener.wrap(
            gone -> {},
            e -> {
              LOG.warn("a session could not be erased: {}", e.getClass().getName());
              LOG.debug("a session could not be erased", e);
            }));
  }

  /** Adds a turn on top of what is there by now; returns the state that was written. */
  public DialogueState append(
      Session session,
      Function<DialogueState, DialogueState> turn,
      Map<String, Object> explained,
      long now) {
    if (!state.isWritable(StateIndex.SESSIONS)) { // waiting for it would take the turn's time
      throw new OpenSearchStatusException(
          "index [{}] takes no writes at present",
          RestStatus.SERVICE_UNAVAILABLE,
          StateIndex.SESSIONS.name());
    }
    state.ensure(StateIndex.SESSIONS);
    return write(
            session,
            read -> {
              Session base = read.joinedBy(session.userId());
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
    return new Session(
        base.id(), base.catalog(), base.userId(), base.owner(), after, all, now, base.stored());
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

  private Map<String, Object> state(Session session) {
    Map<String, Object> stored = new LinkedHashMap<>();
    stored.put("json", codec.write(session.state()));
    stored.put("explained", session.explained());
    if (session.owner() != null) {
      stored.put("owner", session.owner());
    }
    return stored;
  }

  private IndexRequest request(Session session) {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put(CATALOG, session.catalog());
    if (session.userId() != null) {
      source.put("user_id", session.userId());
    }
    source.put(UPDATED, session.updated());
    source.put("state", state(session));
    IndexRequest request =
        new IndexRequest(StateIndex.SESSIONS.name()).id(session.id()).source(source);
    GetResponse stored = session.stored();
    return stored == null
        ? request.create(true)
        : request.setIfSeqNo(stored.getSeqNo()).setIfPrimaryTerm(stored.getPrimaryTerm());
  }
}
