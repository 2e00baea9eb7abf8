package org.chatrec.people.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.chatrec.catalog.Catalog;
import org.chatrec.people.preferences.PreferenceStore;
import org.chatrec.people.preferences.Preferences;
import org.chatrec.ranking.profile.Interest;
import org.chatrec.ranking.profile.InterestProfile;
import org.chatrec.ranking.profile.StatedInterest;
import org.jspecify.annotations.Nullable;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.core.rest.RestStatus;

/**
 * Has people change what was found to interest them. What they want is stored as a statement of
 * theirs, beside their events, and profiles are made of both: no later event takes it back.
 */
public final class InterestService {

  private final ProfileUpdater profiles;
  private final PreferenceStore preferences;
  private final LongSupplier clock;

  public InterestService(ProfileUpdater profiles, PreferenceStore preferences, LongSupplier clock) {
    this.profiles = profiles;
    this.preferences = preferences;
    this.clock = clock;
  }

  /**
   * The answer of {@code PUT} and {@code DELETE /catalogs/{c}/users/{u}/interests/{i}}.
   *
   * @param id one of the interest's names, see {@link Interest#id(String)}
   * @throws ResourceNotFoundException where the user has no such interest
   */
  public Map<String, Object> change(
      Catalog catalog, String userId, String id, InterestChange change) {
    Interest interest = find(profiles.current(catalog, userId).interests(), id);
    if (interest == null) {
      throw new ResourceNotFoundException(
          "[interest] names no interest of user [{}] in catalogue [{}]", userId, catalog.name());
    }
    long now = clock.getAsLong();
    Preferences said =
        preferences.update(
            catalog.name(), userId, before -> before.said(stated(before, interest, change, now)));
    if (said.optOut()) {
      throw new OpenSearchStatusException(
          "the user has opted out: nothing is kept of interests", RestStatus.CONFLICT);
    }
    boolean waits = !profiles.restate(catalog, userId).isEmpty();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("user_id", userId);
    answer.put("interest", id);
    if (change.removed()) {
      answer.put("removed", true);
      answer.put("items", interest.itemIds());
    } else {
      Interest after = find(profiles.current(catalog, userId).interests(), id);
      answer.put("weight", after == null ? interest.share() : after.share());
      answer.put("pinned", after != null && after.pinned());
    }
    if (waits) {
      answer.put("waiting_for_items", 1);
    }
    return answer;
  }

  private static @Nullable Interest find(InterestProfile profile, String id) {
    List<Interest> all = new ArrayList<>(profile.interests());
    all.addAll(profile.dislikes());
    return all.stream().filter(interest -> interest.isNamed(id)).findFirst().orElse(null);
  }

  /** On top of what was said of the same interest before. */
  private static StatedInterest stated(
      Preferences before, Interest interest, InterestChange change, long now) {
    StatedInterest latest = null;
    for (StatedInterest said : before.interests()) {
      boolean isAboutIt = said.itemIds().stream().anyMatch(interest.itemIds()::contains);
      latest = isAboutIt && !said.removed() ? said : latest;
    }
    if (change.removed()) {
      return new StatedInterest(interest.itemIds(), true, false, null, now);
    }
    boolean pinned = change.pinned() != null ? change.pinned() : latest != null && latest.pinned();
    Double weight =
        change.weight() != null ? change.weight() : latest == null ? null : latest.weight();
    return new StatedInterest(interest.itemIds(), false, pinned, weight, now);
  }
}
