package org.chatrec.conversation.explain;

import java.util.Optional;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.catalog.Units;

/** What the catalogue's owner calls a field, what it is about and what its numbers count. */
public interface Labels {
  /** Nothing is declared. */
  Labels NONE =
      new Labels() {
        @Override
        public Optional<String> of(String field, String language) {
          return Optional.empty();
        }

        @Override
        public Optional<String> unit(String field, Number value) {
          return Optional.empty();
        }

        @Override
        public Optional<FieldRole> role(String field) {
          return Optional.empty();
        }
      };

  /**
   * The label.
   *
   * @param language ISO 639-1
   */
  Optional<String> of(String field, String language);

  /** The unit of a number in that field, as {@code EUR} or {@code kg}. */
  Optional<String> unit(String field, Number value);

  /** What the field is about: as its owner says, else as its card has it. */
  Optional<FieldRole> role(String field);

  /** Whether it is a longer text, of which a plan says only what it may not say. */
  default boolean isText(String field) {
    return false;
  }

  /** Those of a catalogue. */
  static Labels of(CatalogCard card) {
    return new Labels() {
      @Override
      public Optional<String> of(String field, String language) {
        return card.field(field).flatMap(one -> one.said().label(language));
      }

      @Override
      public Optional<String> unit(String field, Number value) {
        return card.field(field).flatMap(one -> Units.of(one, value));
      }

      @Override
      public boolean isText(String field) {
        return card.field(field).isEmpty() && card.textFields().contains(field);
      }

      @Override
      public Optional<FieldRole> role(String field) {
        return card.field(field).map(FieldRole::of).filter(role -> role != FieldRole.OTHER);
      }
    };
  }
}
