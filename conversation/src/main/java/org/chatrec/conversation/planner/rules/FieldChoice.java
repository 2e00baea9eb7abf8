package org.chatrec.conversation.planner.rules;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.catalog.ValueMatch;

/**
 * Which field a value belongs to that several fields have: the one that the words around name
 * ("directed by", "in", "brand"), else the surest match.
 */
final class FieldChoice {
  private FieldChoice() {}

  static ValueMatch best(
      Message message,
      RulesContext context,
      Draft draft,
      int from,
      int to,
      List<ValueMatch> matches) {
    return matches.stream()
        .filter(
            m -> namesField(message, draft, m, from, to) || isNamed(message, context, m, from, to))
        .findFirst()
        .or(() -> sameAsBefore(message, draft, from, matches))
        .orElse(surest(matches));
  }

  /** Of the surest, what a thing is before what it fits or goes with. */
  private static ValueMatch surest(List<ValueMatch> matches) {
    ValueMatch first = matches.getFirst();
    return matches.stream()
        .filter(match -> match.quality() == first.quality() && match.field().isKind())
        .findFirst()
        .orElse(first);
  }

  static boolean hasPersonCue(Message message, Draft draft, int from) {
    return preferred(message, from).stream().anyMatch(FieldRole::isPerson)
        || isConnected(message, from)
            && previous(draft, from).filter(h -> FieldRole.of(h.field()).isPerson()).isPresent();
  }

  /** Whether the words before, or the list that this continues, point to the match's field. */
  static boolean namesField(Message message, Draft draft, ValueMatch match, int from, int to) {
    FieldRole role = FieldRole.of(match.field());
    List<String> words = FieldRole.nameParts(match.field().name());
    return preferred(message, from).contains(role)
        || from > 0 && words.contains(message.token(from - 1).stem())
        || to < message.size() && words.contains(message.token(to).stem())
        || isConnected(message, from)
            && previous(draft, from).filter(h -> h.field().equals(match.field())).isPresent();
  }

  private static Set<FieldRole> preferred(Message message, int from) {
    Optional<Cue> before = message.cueBefore(from, k -> true);
    return before.map(cue -> rolesAfter(cue.kind())).orElse(Set.of());
  }

  private static Set<FieldRole> rolesAfter(CueKind kind) {
    return switch (kind) {
      case BY_DIRECTOR -> Set.of(FieldRole.DIRECTOR);
      case BY_CAST, WITH -> Set.of(FieldRole.CAST);
      case BY_AUTHOR -> Set.of(FieldRole.AUTHOR);
      case BY -> Set.of(FieldRole.DIRECTOR, FieldRole.AUTHOR, FieldRole.BRAND);
      case IN -> Set.of(FieldRole.LANGUAGE, FieldRole.COLOUR);
      case FROM -> Set.of(FieldRole.COUNTRY, FieldRole.BRAND, FieldRole.DIRECTOR);
      default -> Set.of();
    };
  }

  /** The field's name right before or after: "brand Acme", "the Acme brand". */
  private static boolean isNamed(
      Message message, RulesContext context, ValueMatch match, int from, int to) {
    return isNameAt(message, context, match.field(), from - 1)
        || isNameAt(message, context, match.field(), to);
  }

  private static boolean isNameAt(Message message, RulesContext context, CardField field, int i) {
    return i >= 0
        && i < message.size()
        && context.fieldNamed(message.token(i).stem()).filter(field::equals).isPresent();
  }

  private static Optional<ValueMatch> sameAsBefore(
      Message message, Draft draft, int from, List<ValueMatch> matches) {
    return isConnected(message, from)
        ? previous(draft, from)
            .flatMap(h -> matches.stream().filter(m -> m.field().equals(h.field())).findFirst())
        : Optional.empty();
  }

  private static boolean isConnected(Message message, int from) {
    return message.is(from - 1, CueKind.CONNECT_AND)
        || message.is(from - 1, CueKind.CONNECT_OR)
        || message.word(from - 1).equals(",") && from > 1;
  }

  private static Optional<ValueHit> previous(Draft draft, int from) {
    return draft.values().stream()
        .filter(h -> h.to() <= from)
        .reduce((a, b) -> b)
        .filter(h -> from - h.to() <= 2);
  }
}
