package org.chatrec.conversation.catalog;

import java.util.List;
import java.util.Optional;

/**
 * All that planners and prompts may know of a catalogue. A filter on a field that is not on the
 * card cannot be planned. Immutable; indexes over it are kept per instance, so share one instance
 * until it is refreshed.
 *
 * @param language the catalogue's main language, ISO 639-1
 * @param titleField the field that holds an item's title
 * @param fields the filterable fields
 * @param read whether the fields are those of the catalogue; false where there was no time to read
 *     them, and so there are none
 */
public record CatalogCard(
    String catalog, String language, String titleField, List<CardField> fields, boolean read) {

  /** A card that was read. */
  public CatalogCard(String catalog, String language, String titleField, List<CardField> fields) {
    this(catalog, language, titleField, fields, true);
  }

  public CatalogCard {
    fields = List.copyOf(fields);
  }

  public Optional<CardField> field(String name) {
    return fields.stream().filter(f -> f.name().equals(name)).findFirst();
  }
}
