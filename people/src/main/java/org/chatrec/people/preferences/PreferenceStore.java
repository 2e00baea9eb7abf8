package org.chatrec.people.preferences;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.support.Keys;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.catalog.support.StateIndex;
import org.chatrec.ranking.profile.StatedInterest;
import org.jspecify.annotations.Nullable;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.get.GetAction;
import org.opensearch.action.get.GetRequest;
import org.opensearch.action.get.GetResponse;
import org.opensearch.action.get.MultiGetAction;
import org.opensearch.action.get.MultiGetItemResponse;
import org.opensearch.action.get.MultiGetRequest;
import org.opensearch.action.index.IndexAction;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.engine.VersionConflictEngineException;

/**
 * The preferences' index. Reads by id are real-time; writes carry the version they were made from.
 * Until somebody states a preference there is no such index, and asking costs nothing.
 */
public final class PreferenceStore implements StatedInterests {

  private static final Logger LOG = LogManager.getLogger(PreferenceStore.class);
  private static final int MAX_ROUNDS = 20;

  private final StateClient state;

  public PreferenceStore(StateClient state) {
    this.state = state;
  }

  /** What the user said, or nothing. */
  public Preferences get(String catalog, String userId) {
    if (!state.exists(StateIndex.PREFERENCES)) {
      return Preferences.NONE;
    }
    return parse(read(catalog, userId));
  }

  /** Those of the users who want nothing to be kept. */
  public Set<String> optedOut(String catalog, Collection<String> userIds) {
    Set<String> out = new HashSet<>();
    get(catalog, userIds).forEach((user, said) -> addIf(out, user, said.optOut()));
    return out;
  }

  private static void addIf(Set<String> users, String user, boolean is) {
    if (is) {
      users.add(user);
    }
  }

  @Override
  public Map<String, List<StatedInterest>> of(String catalog, Collection<String> userIds) {
    Map<String, List<StatedInterest>> stated = new HashMap<>();
    get(catalog, userIds).forEach((user, said) -> stated.put(user, said.interests()));
    return stated;
  }

  /** By user; of all, as far as anybody has stated anything yet. */
  private Map<String, Preferences> get(String catalog, Collection<String> userIds) {
    if (userIds.isEmpty() || !state.exists(StateIndex.PREFERENCES)) {
      return Map.of();
    }
    MultiGetRequest request = new MultiGetRequest();
    List<String> order = List.copyOf(userIds);
    order.forEach(user -> request.add(StateIndex.PREFERENCES.name(), Keys.of(catalog, user)));
    Map<String, Preferences> said = new HashMap<>();
    MultiGetItemResponse[] items = state.call(MultiGetAction.INSTANCE, request).getResponses();
    for (int i = 0; i < items.length; i++) {
      if (items[i].isFailed()) { // not knowing whether an event may be kept, nobody keeps it
        throw new OpenSearchStatusException(
            "a user's preferences could not be read; send the events again",
            RestStatus.SERVICE_UNAVAILABLE,
            items[i].getFailure().getFailure());
      }
      said.put(order.get(i), parse(items[i].getResponse()));
    }
    return said;
  }

  /** Does something if the user wants nothing to be kept; asks without waiting. */
  public void ifOptedOut(String catalog, String userId, Runnable then) {
    state.call(
        GetAction.INSTANCE,
        new GetRequest(StateIndex.PREFERENCES.name(), Keys.of(catalog, userId)),
        ActionListener.wrap(
            found -> {
              if (parse(found).optOut()) {
                then.run();
              }
            },
            e -> {
              LOG.warn(
                  "whether a user has opted out could not be read: {}", e.getClass().getName());
              LOG.debug("whether a user has opted out could not be read", e);
            }));
  }

  /** Changes what is stored; returns what it has become. */
  public Preferences update(String catalog, String userId, UnaryOperator<Preferences> change) {
    state.requireWritable(StateIndex.PREFERENCES);
    for (int round = 0; round < MAX_ROUNDS; round++) {
      GetResponse before = read(catalog, userId);
      Preferences after = change.apply(parse(before));
      if (before.isExists() && after.equals(parse(before))) {
        return after;
      }
      try {
        state.call(IndexAction.INSTANCE, write(catalog, userId, before, after));
        return after;
      } catch (VersionConflictEngineException e) {
        // somebody else was faster: once more, on top of theirs
      }
    }
    throw new OpenSearchStatusException(
        "the user's preferences change too fast to be updated; try again",
        RestStatus.SERVICE_UNAVAILABLE);
  }

  private GetResponse read(String catalog, String userId) {
    return state.call(
        GetAction.INSTANCE,
        new GetRequest(StateIndex.PREFERENCES.name(), Keys.of(catalog, userId)));
  }

  private static IndexRequest write(
      String catalog, String userId, GetResponse before, Preferences after) {
    IndexRequest request =
        new IndexRequest(StateIndex.PREFERENCES.name())
            .id(Keys.of(catalog, userId))
            .source(
                Map.of(
                    "catalog", catalog,
                    "user_id", userId,
                    "likes", after.likes(),
                    "dislikes", after.dislikes(),
                    "opt_out", after.optOut(),
                    "interests", StatedInterestCodec.toSource(after.interests())));
    return before.isExists()
        ? request.setIfSeqNo(before.getSeqNo()).setIfPrimaryTerm(before.getPrimaryTerm())
        : request.create(true);
  }

  /** The document of a user, to be read together with others. */
  public static String id(String catalog, String userId) {
    return Keys.of(catalog, userId);
  }

  /** Reads what another component fetched; null is nothing. */
  public static Preferences parse(@Nullable GetResponse found) {
    if (found == null || !found.isExists()) {
      return Preferences.NONE;
    }
    Map<String, Object> source = found.getSourceAsMap();
    return new Preferences(
        strings(source.get("likes")),
        strings(source.get("dislikes")),
        Boolean.TRUE.equals(source.get("opt_out")),
        StatedInterestCodec.fromSource(source.get("interests")));
  }

  private static List<String> strings(Object value) {
    return value instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }
}
