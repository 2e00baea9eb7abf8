package org.chatrec.conversation.planner.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;

/**
 * The two fields that a range is stored in: {@code players_min} and {@code players_max}. A game for
 * four has four between them.
 */
record FieldPair(CardField least, CardField most) {
  private static final Map<String, String> ENDS = Map.of("min", "max", "from", "to");

  /** The pair that a field is an end of. */
  static Optional<FieldPair> of(CatalogCard card, CardField field) {
    return card.fields().stream()
        .flatMap(other -> from(field, other).or(() -> from(other, field)).stream())
        .findFirst();
  }

  /** What has the value in its range. */
  List<Filter> holding(Object value) {
    return List.of(new Filter(least.name(), Op.LTE, value), new Filter(most.name(), Op.GTE, value));
  }

  private static Optional<FieldPair> from(CardField least, CardField most) {
    List<String> parts = new ArrayList<>(FieldRole.nameParts(least.name()));
    boolean begins = parts.stream().anyMatch(ENDS::containsKey);
    parts.replaceAll(part -> ENDS.getOrDefault(part, part));
    return begins && most.kind().isNumeric() && parts.equals(FieldRole.nameParts(most.name()))
        ? Optional.of(new FieldPair(least, most))
        : Optional.empty();
  }
}
