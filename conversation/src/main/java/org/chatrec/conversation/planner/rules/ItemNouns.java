package org.chatrec.conversation.planner.rules;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.text.Words;

/**
 * What a catalogue calls its items, by its own name and that of its title field: "songs" of {@code
 * song_name}, "laptops" of the catalogue {@code laptops}.
 *
 * @param stems of such words
 * @param watched whether the items are films or the like: "movie" means any of them then, while a
 *     "movie poster" in a shop is something else
 */
record ItemNouns(Set<String> stems, boolean watched) {
  private static final Set<String> NOT_NOUNS =
      Set.of(
          "title", "name", "id", "catalog", "catalogue", "index", "main", "test", "demo", "shop");

  static ItemNouns of(CatalogCard card) {
    Set<String> stems =
        Stream.of(card.catalog(), card.titleField())
            .map(FieldRole::nameParts)
            .flatMap(List::stream)
            .map(Words::stem)
            .filter(word -> word.length() > 2 && !NOT_NOUNS.contains(word))
            .collect(Collectors.toUnmodifiableSet());
    return new ItemNouns(stems, card.isWatched());
  }

  boolean has(String stem) {
    return stems.contains(stem);
  }
}
