package org.chatrec.conversation.catalog;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chatrec.conversation.text.Words;

/**
 * All that planners and prompts may know of a catalogue. A filter on a field that is not on the
 * card cannot be planned. Immutable; indexes over it are kept per instance, so share one instance
 * until it is refreshed.
 *
 * @param language the catalogue's main language, ISO 639-1
 * @param titleField the field that holds an item's title
 * @param fields the filterable fields
 * @param textFields the fields of longer texts, which say what an item has
 * @param read whether the fields are those of the catalogue; false where there was no time to read
 *     them, and so there are none
 */
public record CatalogCard(
    String catalog,
    String language,
    String titleField,
    List<CardField> fields,
    List<String> textFields,
    boolean read) {

  private static final Set<String> WATCHED =
      Stream.of("movie", "movies", "film", "show", "series", "video", "tv", "电影", "影片")
          .map(Words::stem)
          .collect(Collectors.toUnmodifiableSet());
  private static final Set<FieldRole> OF_FILMS = Set.of(FieldRole.DIRECTOR, FieldRole.CAST);

  /** A card that was read. */
  public CatalogCard(String catalog, String language, String titleField, List<CardField> fields) {
    this(catalog, language, titleField, fields, List.of(), true);
  }

  public CatalogCard {
    fields = List.copyOf(fields);
    textFields = List.copyOf(textFields);
  }

  public Optional<CardField> field(String name) {
    return fields.stream().filter(f -> f.name().equals(name)).findFirst();
  }

  /**
   * Whether the items are films or the like: a "movie" means any of them then, and what suits an
   * evening is a story that fits a mood, while a shop has what the evening's weather takes.
   */
  public boolean isWatched() {
    return Stream.of(catalog, titleField)
            .map(FieldRole::nameParts)
            .flatMap(List::stream)
            .map(Words::stem)
            .anyMatch(WATCHED::contains)
        || fields.stream().map(FieldRole::of).anyMatch(OF_FILMS::contains)
        || fields.stream().anyMatch(f -> FieldRole.nameParts(f.name()).contains("genre"));
  }
}
