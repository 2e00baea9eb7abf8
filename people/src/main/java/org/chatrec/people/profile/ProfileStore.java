package org.chatrec.people.profile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatrec.catalog.support.Keys;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.catalog.support.StateIndex;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.DocWriteRequest;
import org.opensearch.action.bulk.BulkAction;
import org.opensearch.action.bulk.BulkItemResponse;
import org.opensearch.action.bulk.BulkRequest;
import org.opensearch.action.delete.DeleteRequest;
import org.opensearch.action.get.GetAction;
import org.opensearch.action.get.GetRequest;
import org.opensearch.action.get.GetResponse;
import org.opensearch.action.get.MultiGetAction;
import org.opensearch.action.get.MultiGetItemResponse;
import org.opensearch.action.get.MultiGetRequest;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.seqno.SequenceNumbers;

/**
 * The profiles' index. Reads by id are real-time: what was written counts for the next search on
 * every node. Writes carry the version that they were computed from, so that two nodes that learn
 * of one user at once lose nothing.
 */
public final class ProfileStore {

  /** A node takes writes of a tenth of its heap at a time, all clients' together. */
  private static final long MAX_BULK_BYTES = 4L << 20;

  private final StateClient state;

  public ProfileStore(StateClient state) {
    this.state = state;
  }

  /**
   * A profile with the version it was read at; version numbers are unassigned for one that is not
   * stored.
   */
  public record Versioned(UserProfile profile, long seqNo, long primaryTerm) {

    /** Another profile, to be written in this one's place. */
    Versioned with(UserProfile changed) {
      return new Versioned(changed, seqNo, primaryTerm);
    }
  }

  /** The id of a user's profile. */
  public static String id(String catalog, String userId) {
    return Keys.of(catalog, userId);
  }

  /** The user's profile, or an empty one. */
  public UserProfile get(String catalog, String userId) {
    return find(catalog, userId).profile();
  }

  /** The same with its version; makes no index where there is none. */
  Versioned find(String catalog, String userId) {
    return state.exists(StateIndex.PROFILES)
        ? versioned(
            catalog,
            userId,
            state.call(
                GetAction.INSTANCE,
                new GetRequest(StateIndex.PROFILES.name(), id(catalog, userId))))
        : nobody(catalog, userId);
  }

  /** The profile as it is stored; empty where none is. */
  public Map<String, Object> source(String catalog, String userId) {
    if (!state.exists(StateIndex.PROFILES)) {
      return Map.of();
    }
    GetResponse found =
        state.call(
            GetAction.INSTANCE, new GetRequest(StateIndex.PROFILES.name(), id(catalog, userId)));
    return found.isExists() ? found.getSourceAsMap() : Map.of();
  }

  /** Reads a profile that another component fetched. */
  public static UserProfile parse(GetResponse response) {
    return ProfileCodec.fromSource(response.getSourceAsMap());
  }

  /** The profiles of several users by user id; those not stored come back empty. */
  public Map<String, Versioned> get(String catalog, Collection<String> userIds) {
    state.ensure(StateIndex.PROFILES);
    MultiGetRequest request = new MultiGetRequest();
    List<String> order = List.copyOf(userIds);
    for (String userId : order) {
      request.add(StateIndex.PROFILES.name(), id(catalog, userId));
    }
    Map<String, Versioned> profiles = new HashMap<>();
    MultiGetItemResponse[] items = state.call(MultiGetAction.INSTANCE, request).getResponses();
    for (int i = 0; i < items.length; i++) {
      profiles.put(order.get(i), versioned(catalog, order.get(i), items[i]));
    }
    return profiles;
  }

  private Versioned versioned(String catalog, String userId, MultiGetItemResponse item) {
    if (item.isFailed()) {
      throw new OpenSearchStatusException(
          "a profile could not be read",
          RestStatus.SERVICE_UNAVAILABLE,
          item.getFailure().getFailure());
    }
    return versioned(catalog, userId, item.getResponse());
  }

  private Versioned versioned(String catalog, String userId, GetResponse found) {
    return found.isExists()
        ? new Versioned(parse(found), found.getSeqNo(), found.getPrimaryTerm())
        : nobody(catalog, userId);
  }

  private Versioned nobody(String catalog, String userId) {
    UserProfile unknown = UserProfile.unknown(catalog, userId);
    return new Versioned(
        wereLost() ? unknown.outdated() : unknown,
        SequenceNumbers.UNASSIGNED_SEQ_NO,
        SequenceNumbers.UNASSIGNED_PRIMARY_TERM);
  }

  /**
   * Whether the profiles were lost since events were stored: somebody of whom none is found may be
   * somebody of whom one was.
   */
  boolean wereLost() {
    return state.isYounger(StateIndex.PROFILES, StateIndex.EVENTS);
  }

  /** Throws where the index refuses writes at present. */
  void requireWritable() {
    state.requireWritable(StateIndex.PROFILES);
  }

  /**
   * Writes profiles unless they changed since they were read; returns the users whose profile did.
   */
  public Set<String> put(List<Versioned> profiles) {
    Set<String> conflicts = new HashSet<>();
    BulkRequest bulk = new BulkRequest();
    List<String> users = new ArrayList<>();
    for (Versioned profile : profiles) {
      bulk.add(write(profile));
      users.add(profile.profile().userId());
      if (bulk.estimatedSizeInBytes() >= MAX_BULK_BYTES) {
        conflicts.addAll(put(bulk, users));
        bulk = new BulkRequest();
        users.clear();
      }
    }
    if (!users.isEmpty()) {
      conflicts.addAll(put(bulk, users));
    }
    return conflicts;
  }

  private Set<String> put(BulkRequest bulk, List<String> users) {
    Set<String> conflicts = new HashSet<>();
    List<BulkItemResponse.Failure> failures = new ArrayList<>();
    BulkItemResponse[] items = state.call(BulkAction.INSTANCE, bulk).getItems();
    for (int i = 0; i < items.length; i++) {
      if (items[i].isFailed() && items[i].status() == RestStatus.CONFLICT) {
        conflicts.add(users.get(i));
      } else if (items[i].isFailed()) {
        failures.add(items[i].getFailure());
      }
    }
    if (!failures.isEmpty()) {
      throw new OpenSearchStatusException(
          "{} profiles could not be written; the events are stored, send them again with their "
              + "event_ids",
          failures.getFirst().getStatus(),
          failures.getFirst().getCause(),
          failures.size());
    }
    return conflicts;
  }

  /** A profile of which nothing is left goes: it is as if there had never been one. */
  private static DocWriteRequest<?> write(Versioned versioned) {
    UserProfile profile = versioned.profile();
    if (!profile.known() && versioned.seqNo() != SequenceNumbers.UNASSIGNED_SEQ_NO) {
      return new DeleteRequest(StateIndex.PROFILES.name(), id(profile.catalog(), profile.userId()))
          .setIfSeqNo(versioned.seqNo())
          .setIfPrimaryTerm(versioned.primaryTerm());
    }
    IndexRequest request =
        new IndexRequest(StateIndex.PROFILES.name())
            .id(id(profile.catalog(), profile.userId()))
            // numbers and texts as they are: a third smaller than JSON, and sooner read and written
            .source(ProfileCodec.toSource(profile), XContentType.SMILE);
    return versioned.seqNo() == SequenceNumbers.UNASSIGNED_SEQ_NO
        ? request.create(true)
        : request.setIfSeqNo(versioned.seqNo()).setIfPrimaryTerm(versioned.primaryTerm());
  }
}
