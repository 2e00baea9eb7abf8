package org.chatrec.people.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.ItemReader;
import org.chatrec.people.model.FoldIn;
import org.chatrec.ranking.profile.InterestProfile;
import org.chatrec.ranking.profile.InterestProfiler;
import org.chatrec.ranking.profile.ItemPreference;
import org.chatrec.ranking.profile.StatedInterest;
import org.chatrec.ranking.profile.UserHistory;
import org.jspecify.annotations.Nullable;

/**
 * Makes profiles of histories and the vectors of their items. A profile depends on its own history
 * and the items in it, whoever else is made beside it. Where the items cannot be read, what was
 * known stays, and is marked as due: an index that is away for a moment takes no interest away.
 */
final class ProfileMaker {

  private static final Logger LOG = LogManager.getLogger(ProfileMaker.class);

  /** Items whose vectors describe a user; more than this adds time and no interest. */
  private static final int MAX_VECTORS = 200;

  /** Items read together, for as many users as have no more: a megabyte or two of vectors. */
  private static final int MAX_TOGETHER = 500;

  private final ItemReader items;
  private final InterestProfiler profiler;

  ProfileMaker(ItemReader items, InterestProfiler profiler) {
    this.items = items;
    this.profiler = profiler;
  }

  /**
   * What one user's profile is to be made of.
   *
   * @param before the profile as it was read
   * @param history what its history has become
   * @param stated what the user says of interests
   * @param restated whether that may have changed
   */
  record Wanted(
      UserProfile before, UserHistory history, List<StatedInterest> stated, boolean restated) {

    Wanted(UserProfile before, UserHistory history, List<StatedInterest> stated) {
      this(before, history, stated, false);
    }

    /** The items that matter most, as far as the user wants them to. */
    List<ItemPreference> strongest() {
      Set<String> pinned = StatedInterest.pinned(stated);
      return StatedInterest.remaining(history.items(), stated).stream()
          .filter(item -> item.preference() != 0)
          .sorted(
              Comparator.comparing((ItemPreference item) -> !pinned.contains(item.itemId()))
                  .thenComparingDouble(item -> -Math.abs(item.preference())))
          .limit(MAX_VECTORS)
          .toList();
    }

    /** Whether the interests have to be found again; otherwise those before are the history's. */
    boolean interestsToo(Catalog catalog) {
      return restated
          || before.standing() != UserProfile.Standing.CURRENT
          || !before.isOf(catalog.vectorField())
          || !before.history().items().equals(history.items());
    }
  }

  /** The profiles, in the order of what is wanted. */
  List<UserProfile> make(Catalog catalog, List<Wanted> wanted, @Nullable FoldIn foldIn) {
    List<UserProfile> made = new ArrayList<>();
    for (int from = 0; from < wanted.size(); ) {
      Set<String> ids = new HashSet<>();
      int to = from;
      while (to < wanted.size() && (to == from || ids.size() < MAX_TOGETHER)) {
        wanted.get(to).strongest().forEach(item -> ids.add(item.itemId()));
        to++;
      }
      made.addAll(together(catalog, wanted.subList(from, to), ids, foldIn));
      from = to;
    }
    return made;
  }

  private List<UserProfile> together(
      Catalog catalog, List<Wanted> wanted, Set<String> ids, @Nullable FoldIn foldIn) {
    ItemVectors vectors;
    try {
      vectors = ItemVectors.read(items, catalog, ids, foldIn);
    } catch (RuntimeException e) {
      LOG.warn("profiles of catalogue [{}] wait until its items can be read", catalog.name(), e);
      return wanted.stream().map(each -> each.before().due(each.history())).toList();
    }
    return wanted.stream().map(each -> profile(catalog, each, vectors, foldIn)).toList();
  }

  private UserProfile profile(
      Catalog catalog, Wanted wanted, ItemVectors vectors, @Nullable FoldIn foldIn) {
    List<ItemPreference> strongest = wanted.strongest();
    InterestProfile interests =
        wanted.interestsToo(catalog)
            ? profiler.profile(strongest, vectors.content(), wanted.stated())
            : wanted.before().interests();
    return new UserProfile(
            catalog.name(),
            wanted.before().userId(),
            wanted.history(),
            interests,
            foldIn == null ? null : taste(strongest, vectors, foldIn))
        .of(catalog.vectorField());
  }

  /** The place among all users, by the liked items that were trained. */
  private static Taste taste(List<ItemPreference> items, ItemVectors vectors, FoldIn foldIn) {
    List<float[]> liked = new ArrayList<>();
    List<ItemPreference> preferences = new ArrayList<>();
    for (ItemPreference item : items) {
      float[] vector = vectors.collaborative().get(item.itemId());
      if (item.preference() > 0 && vector != null) {
        liked.add(vector);
        preferences.add(item);
      }
    }
    float[] confidences = new float[preferences.size()];
    for (int i = 0; i < confidences.length; i++) {
      confidences[i] = (float) preferences.get(i).preference();
    }
    return new Taste(foldIn.generation(), foldIn.folding().cosineUser(liked, confidences));
  }
}
