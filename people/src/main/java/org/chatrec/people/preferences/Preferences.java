package org.chatrec.people.preferences;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.chatrec.ranking.profile.StatedInterest;

/**
 * What a user of a catalogue said of themselves.
 *
 * @param likes values of the catalogue or free words, in the order they were said
 * @param dislikes likewise
 * @param optOut whether nothing may be kept of what they do, and nothing be personal
 * @param interests what they said of single interests, in that order
 */
public record Preferences(
    List<String> likes, List<String> dislikes, boolean optOut, List<StatedInterest> interests) {

  /** Most likes, and most dislikes, of one user. */
  public static final int MAX = 100;

  /** Longest like or dislike, in characters. */
  public static final int MAX_LENGTH = 200;

  /** Nothing said. */
  public static final Preferences NONE = new Preferences(List.of(), List.of(), false);

  /** Nothing of single interests. */
  public Preferences(List<String> likes, List<String> dislikes, boolean optOut) {
    this(likes, dislikes, optOut, List.of());
  }

  /**
   * Checks lengths and that nothing is both liked and disliked. Beside the wish that nothing is
   * kept, nothing is.
   */
  public Preferences {
    if (optOut) {
      likes = List.of();
      dislikes = List.of();
      interests = List.of();
    }
    interests = List.copyOf(interests);
    likes = checked("likes", likes);
    dislikes = checked("dislikes", dislikes);
    Set<String> both = caseless(likes);
    both.retainAll(caseless(dislikes));
    if (!both.isEmpty()) {
      throw new IllegalArgumentException(
          "[likes] and [dislikes] must differ, [" + both.iterator().next() + "] is in both");
    }
  }

  /** Whether nothing was said. */
  public boolean isEmpty() {
    return likes.isEmpty() && dislikes.isEmpty() && !optOut && interests.isEmpty();
  }

  /**
   * With something said of an interest, in place of what it makes void, and of the oldest if full.
   * An interest that is removed leaves nothing of what was said of it.
   */
  public Preferences said(StatedInterest interest) {
    List<StatedInterest> all = new ArrayList<>(interests);
    all.removeIf(
        before ->
            (interest.removed() || !before.removed())
                && interest.itemIds().containsAll(before.itemIds()));
    all.add(interest);
    return new Preferences(
        likes, dislikes, optOut, all.subList(Math.max(0, all.size() - MAX), all.size()));
  }

  /**
   * With one more like or dislike; it takes the place of the opposite, and of the oldest if full.
   */
  public Preferences said(boolean like, String value) {
    List<String> more = without(like ? likes : dislikes, value);
    more.add(value);
    List<String> latest = more.subList(Math.max(0, more.size() - MAX), more.size());
    List<String> opposite = without(like ? dislikes : likes, value);
    return like
        ? new Preferences(latest, opposite, optOut, interests)
        : new Preferences(opposite, latest, optOut, interests);
  }

  /** With what somebody else said; where the two disagree, what is said here holds. */
  public Preferences with(Preferences other) {
    List<String> more = new ArrayList<>(other.likes);
    more.removeIf(value -> caseless(likes).contains(value) || caseless(dislikes).contains(value));
    List<String> less = new ArrayList<>(other.dislikes);
    less.removeIf(value -> caseless(likes).contains(value) || caseless(dislikes).contains(value));
    List<StatedInterest> stated = new ArrayList<>(other.interests);
    stated.addAll(interests);
    return new Preferences(
        latest(more, likes),
        latest(less, dislikes),
        optOut,
        stated.subList(Math.max(0, stated.size() - MAX), stated.size()));
  }

  private static List<String> latest(List<String> first, List<String> then) {
    List<String> all = new ArrayList<>(first);
    all.addAll(then);
    return all.subList(Math.max(0, all.size() - MAX), all.size());
  }

  /** As answers show it. */
  public Map<String, Object> toMap() {
    return Map.of("likes", likes, "dislikes", dislikes, "opt_out", optOut);
  }

  private static List<String> without(List<String> values, String value) {
    List<String> rest = new ArrayList<>(values);
    rest.removeIf(value::equalsIgnoreCase);
    return rest;
  }

  private static Set<String> caseless(List<String> values) {
    Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    set.addAll(values);
    return set;
  }

  private static List<String> checked(String field, List<String> values) {
    if (values.size() > MAX || values.stream().anyMatch(v -> v.length() > MAX_LENGTH)) {
      throw new IllegalArgumentException(
          "["
              + field
              + "] must be at most "
              + MAX
              + " strings of at most "
              + MAX_LENGTH
              + " characters");
    }
    List<String> distinct = new ArrayList<>();
    values.stream()
        .map(String::strip)
        .filter(v -> distinct.stream().noneMatch(v::equalsIgnoreCase))
        .forEach(distinct::add);
    return List.copyOf(distinct);
  }
}
