package org.chatrec.people.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.chatrec.ranking.profile.InterestProfile;
import org.chatrec.ranking.profile.ItemPreference;
import org.chatrec.ranking.profile.PresentInterest;
import org.chatrec.ranking.profile.RecentItem;
import org.chatrec.ranking.profile.UserHistory;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one user of one catalogue.
 *
 * @param catalog the catalogue's name
 * @param userId the user
 * @param history the events, folded
 * @param interests the interests found in the history
 * @param taste the collaborative vector as of the last time it was computed, or null
 * @param standing whether the interests are those of the history
 * @param space the field whose vectors the interests are made of; null where that was not noted
 * @param recent what the user was after last
 * @param present what the user is after at the moment of a request; nothing in what is stored
 * @param texts by item, what stood for its text when the user last did something with it: ids are
 *     given to other things
 */
public record UserProfile(
    String catalog,
    String userId,
    UserHistory history,
    InterestProfile interests,
    @Nullable Taste taste,
    Standing standing,
    @Nullable String space,
    List<RecentItem> recent,
    PresentInterest present,
    Map<String, String> texts) {

  /** With nothing of late. */
  public UserProfile(
      String catalog,
      String userId,
      UserHistory history,
      InterestProfile interests,
      @Nullable Taste taste,
      Standing standing,
      @Nullable String space) {
    this(
        catalog,
        userId,
        history,
        interests,
        taste,
        standing,
        space,
        List.of(),
        PresentInterest.NONE,
        Map.of());
  }

  /** How what was found in the history stands to it. */
  public enum Standing {
    /** It was found in this very history. */
    CURRENT,
    /** The items were not or could not be read when the history grew: it is to be found anew. */
    DUE,
    /**
     * The document is of a format before events were kept in it, or it was lost: it is to be made
     * anew of the stored events.
     */
    OUTDATED
  }

  /** With interests of which nobody noted what vectors they are made of. */
  public UserProfile(
      String catalog,
      String userId,
      UserHistory history,
      InterestProfile interests,
      @Nullable Taste taste,
      Standing standing) {
    this(catalog, userId, history, interests, taste, standing, null);
  }

  /** With interests that were found in this history. */
  public UserProfile(
      String catalog,
      String userId,
      UserHistory history,
      InterestProfile interests,
      @Nullable Taste taste) {
    this(catalog, userId, history, interests, taste, Standing.CURRENT, null);
  }

  /** Without a collaborative vector. */
  public UserProfile(
      String catalog, String userId, UserHistory history, InterestProfile interests) {
    this(catalog, userId, history, interests, null);
  }

  /** Nobody known. */
  public static UserProfile unknown(String catalog, String userId) {
    return new UserProfile(
        catalog, userId, UserHistory.EMPTY, new InterestProfile(List.of(), List.of()));
  }

  /** The same user with other interests. */
  public UserProfile withInterests(InterestProfile changed) {
    return new UserProfile(
        catalog, userId, history, changed, taste, standing, space, recent, present, texts);
  }

  /** Whether any event of the user about an item is known. */
  public boolean known() {
    return history.eventCount() > 0;
  }

  /** The same with another history, of which nothing was found. */
  UserProfile with(UserHistory other) {
    return new UserProfile(
        catalog, userId, other, interests, taste, standing, space, recent, present, texts);
  }

  UserProfile outdated() {
    return new UserProfile(
        catalog,
        userId,
        history,
        interests,
        taste,
        Standing.OUTDATED,
        space,
        recent,
        present,
        texts);
  }

  UserProfile withTaste(@Nullable Taste changed) {
    return new UserProfile(
        catalog, userId, history, interests, changed, standing, space, recent, present, texts);
  }

  /**
   * The same interests and taste, which are not of this history. What stood for the text of an item
   * with which something was done since is noted when the interests are found.
   */
  UserProfile due(UserHistory grown) {
    Map<String, String> left = texts.isEmpty() ? texts : textsOfUntouched(grown);
    return new UserProfile(
        catalog, userId, grown, interests, taste, Standing.DUE, space, recent, present, left);
  }

  private Map<String, String> textsOfUntouched(UserHistory grown) {
    Set<ItemPreference> before = Set.copyOf(history.items());
    Set<String> untouched =
        grown.items().stream()
            .filter(before::contains)
            .map(ItemPreference::itemId)
            .collect(Collectors.toSet());
    Map<String, String> left = new HashMap<>(texts);
    left.keySet().retainAll(untouched);
    return left;
  }

  /** The same, with interests that were made of the vectors in a field. */
  UserProfile of(String vectorField) {
    return new UserProfile(
        catalog, userId, history, interests, taste, standing, vectorField, recent, present, texts);
  }

  /** The same, having been after these items last. */
  UserProfile after(List<RecentItem> items) {
    return new UserProfile(
        catalog,
        userId,
        history,
        interests,
        taste,
        standing,
        space,
        List.copyOf(items),
        present,
        texts);
  }

  /** The same, of items that had these texts. */
  UserProfile knowing(Map<String, String> hashes) {
    return new UserProfile(
        catalog, userId, history, interests, taste, standing, space, recent, present, hashes);
  }

  /**
   * Whether an item is still what the user did something with.
   *
   * @param hash what stands for its text now, or null where that is not known
   */
  public boolean knows(String itemId, @Nullable String hash) {
    String then = texts.get(itemId);
    return then == null || hash == null || then.equals(TextHash.shortened(hash));
  }

  /** The same user at the moment of a request. */
  public UserProfile at(long nowMillis, @Nullable String sessionId) {
    PresentInterest now = PresentInterest.of(recent, sessionId, nowMillis);
    return new UserProfile(
        catalog, userId, history, interests, taste, standing, space, recent, now, texts);
  }

  /** Whether the interests can be compared with the vectors in a field. */
  boolean isOf(String vectorField) {
    return space == null || space.equals(vectorField);
  }

  /** The collaborative vector, if it is of that generation and there is one. */
  public float @Nullable [] tasteOf(long generation) {
    return taste == null || taste.generation() != generation || taste.isEmpty()
        ? null
        : taste.vector();
  }
}
