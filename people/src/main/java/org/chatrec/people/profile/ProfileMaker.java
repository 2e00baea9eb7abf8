package org.chatrec.people.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.ItemReader;
import org.chatrec.people.model.FoldIn;
import org.chatrec.ranking.profile.InterestProfile;
import org.chatrec.ranking.profile.InterestProfiler;
import org.chatrec.ranking.profile.ItemPreference;
import org.chatrec.ranking.profile.RecentItem;
import org.chatrec.ranking.profile.RememberedEvent;
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
   * @param waits whether no items are to be read for it
   */
  record Wanted(
      UserProfile before,
      UserHistory history,
      List<StatedInterest> stated,
      boolean restated,
      boolean waits) {

    Wanted(UserProfile before, UserHistory history, List<StatedInterest> stated) {
      this(before, history, stated, false, false);
    }

    /** What the user was after last, but for what they want nothing of. */
    List<RememberedEvent> recent() {
      Set<String> left =
          StatedInterest.remaining(history.items(), stated).stream()
              .filter(item -> item.preference() > 0)
              .map(ItemPreference::itemId)
              .collect(Collectors.toSet());
      return RecentItem.events(history).stream()
          .filter(event -> left.contains(event.itemId()))
          .toList();
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

  /**
   * A profile that was made.
   *
   * @param whole whether all items that it is to be made of were seen with their vectors; one that
   *     is hidden from whoever reads is as one that is gone
   */
  record Made(UserProfile profile, boolean whole) {}

  /** The profiles, in the order of what is wanted. */
  List<Made> make(Catalog catalog, List<Wanted> wanted, @Nullable FoldIn foldIn) {
    List<Made> made = new ArrayList<>();
    for (int from = 0; from < wanted.size(); ) {
      Set<String> ids = new HashSet<>();
      int to = from;
      while (to < wanted.size() && (to == from || ids.size() < MAX_TOGETHER)) {
        if (!wanted.get(to).waits()) {
          wanted.get(to).strongest().forEach(item -> ids.add(item.itemId()));
          wanted.get(to).recent().forEach(event -> ids.add(event.itemId()));
        }
        to++;
      }
      made.addAll(together(catalog, wanted.subList(from, to), ids, foldIn));
      from = to;
    }
    return made;
  }

  private List<Made> together(
      Catalog catalog, List<Wanted> wanted, Set<String> ids, @Nullable FoldIn foldIn) {
    ItemVectors vectors;
    try {
      vectors = ItemVectors.read(items, catalog, ids, foldIn);
    } catch (RuntimeException e) {
      LOG.warn(
          "profiles of catalogue [{}] wait until its items can be read: {}",
          catalog.name(),
          e.getClass().getName());
      LOG.debug("profiles of catalogue [{}] wait until its items can be read", catalog.name(), e);
      return wanted.stream().map(ProfileMaker::waiting).toList();
    }
    return wanted.stream()
        .map(each -> each.waits() ? waiting(each) : made(catalog, each, vectors, foldIn))
        .toList();
  }

  private static Made waiting(Wanted wanted) {
    return new Made(wanted.before().due(wanted.history()), false);
  }

  private Made made(Catalog catalog, Wanted wanted, ItemVectors vectors, @Nullable FoldIn foldIn) {
    boolean whole =
        wanted.strongest().stream().allMatch(item -> vectors.content().containsKey(item.itemId()));
    return new Made(profile(catalog, wanted, vectors, foldIn), whole);
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
        .of(catalog.vectorField())
        .after(
            wanted.interestsToo(catalog)
                ? RecentItem.of(wanted.recent(), vectors.content())
                : wanted.before().recent())
        .knowing(texts(wanted, strongest, vectors));
  }

  /** Of items with which nothing was done since, what their texts were then. */
  private static Map<String, String> texts(
      Wanted wanted, List<ItemPreference> items, ItemVectors vectors) {
    Set<ItemPreference> before = Set.copyOf(wanted.before().history().items());
    Map<String, String> texts = new HashMap<>();
    for (ItemPreference item : items) {
      String then = before.contains(item) ? wanted.before().texts().get(item.itemId()) : null;
      String text = then == null ? vectors.texts().get(item.itemId()) : then;
      if (text != null) {
        texts.put(item.itemId(), text);
      }
    }
    return texts;
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
