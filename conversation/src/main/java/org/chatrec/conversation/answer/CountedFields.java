package org.chatrec.conversation.answer;

import java.util.Locale;
import java.util.Optional;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.language.Dimension;
import org.chatrec.conversation.language.Unit;
import org.chatrec.conversation.language.Vocabulary;

/** Finds a field by the unit that it counts in: "how many decibels" asks for the noise. */
final class CountedFields {
  private final CatalogCard card;
  private final Vocabulary vocabulary;

  CountedFields(CatalogCard card, Vocabulary vocabulary) {
    this.card = card;
    this.vocabulary = vocabulary;
  }

  /**
   * The first field that counts in the dimension of a unit.
   *
   * @param unit as people say it
   */
  Optional<CardField> field(String unit) {
    return dimension(unit)
        .flatMap(
            asked ->
                card.fields().stream()
                    .filter(field -> field.kind().isNumeric() && field.said().unit() != null)
                    .filter(field -> dimension(field.said().unit()).equals(Optional.of(asked)))
                    .findFirst());
  }

  private Optional<Dimension> dimension(String unit) {
    return vocabulary
        .unit(unit.toLowerCase(Locale.ROOT))
        .map(Unit::dimension)
        .filter(dimension -> dimension != Dimension.COUNT && dimension != Dimension.MONEY);
  }
}
