package org.chatrec.rest.chat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.ItemReader;
import org.chatrec.people.profile.TextHash;
import org.chatrec.people.profile.UserProfile;
import org.chatrec.ranking.profile.Interest;

/**
 * A person's interests for an LLM's prompt: titles of items that stand for the strongest of them.
 * No ids, neither of the person nor of items, and nothing that was not in the catalogue already.
 */
final class InterestSummary {

  private static final int INTERESTS = 4;
  private static final int TITLES_EACH = 2;

  private final ItemReader items;

  /**
   * @param items reads with the caller's authority: the titles are shown to a model
   */
  InterestSummary(ItemReader items) {
    this.items = items;
  }

  List<String> of(Catalog catalog, UserProfile profile) {
    Set<String> ids = new LinkedHashSet<>();
    strongest(profile)
        .forEach(interest -> interest.itemIds().stream().limit(TITLES_EACH).forEach(ids::add));
    if (ids.isEmpty()) {
      return List.of();
    }
    var sources =
        items.sources(
            catalog.index(),
            ids,
            catalog.paths().paths(List.of(catalog.titleField(), TextHash.field(catalog))));
    return ids.stream()
        .filter(id -> sources.containsKey(id))
        .filter(id -> profile.knows(id, TextHash.of(catalog, sources.get(id))))
        .map(id -> catalog.title(sources.get(id), id))
        .toList();
  }

  private static Stream<Interest> strongest(UserProfile profile) {
    return profile.interests().interests().stream()
        .sorted((a, b) -> Double.compare(b.weight(), a.weight()))
        .limit(INTERESTS);
  }
}
