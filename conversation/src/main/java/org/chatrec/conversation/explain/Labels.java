package org.chatrec.conversation.explain;

import java.util.Optional;
import org.chatrec.conversation.catalog.CatalogCard;

/** What the catalogue's owner calls a field in a language. */
@FunctionalInterface
public interface Labels {
  /** Nothing is declared. */
  Labels NONE = (field, language) -> Optional.empty();

  /**
   * The label.
   *
   * @param language ISO 639-1
   */
  Optional<String> of(String field, String language);

  /** Those of a catalogue. */
  static Labels of(CatalogCard card) {
    return (field, language) -> card.field(field).flatMap(one -> one.said().label(language));
  }
}
