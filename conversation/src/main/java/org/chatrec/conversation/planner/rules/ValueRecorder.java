package org.chatrec.conversation.planner.rules;

import java.util.Optional;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.catalog.ValueMatch;
import org.chatrec.conversation.catalog.ValueMatch.Quality;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.plan.Preference;
import org.jspecify.annotations.Nullable;

/**
 * Notes a value, and decides by what stands before and behind it whether it is wanted, excluded,
 * liked or disliked.
 */
final class ValueRecorder {
  private ValueRecorder() {}

  static void record(
      Message message, RulesContext context, Draft draft, int from, int to, ValueMatch match) {
    Optional<ValueHit> modifier = modifier(draft, from, match);
    if (modifier.isPresent() && match.quality() == Quality.HEAD) {
      return; // "sofa bed": it is a sofa already
    }
    modifier.ifPresent(draft::withdraw);
    Optional<Cue> governor =
        isHeadOfDenied(draft, from, match)
            ? Optional.empty()
            : Negation.governor(message, draft, from, to)
                .filter(cue -> !deniesDegree(message, draft, cue, from, match))
                .filter(cue -> !deniesPart(message, draft, cue, from, to, match));
    boolean forgotten =
        governor
            .filter(c -> c.kind() == CueKind.FORGET || c.kind() == CueKind.NOT_ONLY)
            .isPresent();
    if (forgotten && isWanted(context, match)) {
      draft.removeValue(match.field().name(), match.value());
      draft.use(from, to);
      return;
    }
    if (!match.field().isKind() && isOneOfOthers(message, governor)) {
      draft.use(from, to);
      return;
    }
    boolean free = isFreeOf(message, context, to);
    boolean negated =
        free || message.is(to, CueKind.DENIAL_END) || governor.filter(Negation::denies).isPresent();
    if (isWantedYetDenied(message, context, draft, from, to, match, negated)) {
      return;
    }
    boolean opinion =
        governor.filter(c -> c.kind() == CueKind.LIKE || c.kind() == CueKind.DISLIKE).isPresent();
    if (opinion) {
      draft.add(Preference.ofValue(!negated, match.field().name(), match.value()));
    }
    boolean liked = opinion && !negated;
    draft.add(new ValueHit(from, to, match.field(), match.value(), negated, liked));
    if (!negated && match.field().isKind() && message.token(from).isHan()) {
      modifierWithin(message, context, from, to)
          .ifPresent(m -> draft.add(new ValueHit(from, to, m.field(), m.value(), false, false)));
    }
    if (free) {
      draft.use(to, message.word(to).equals("-") ? to + 2 : to + 1);
    }
    governor.filter(Negation::denies).ifPresent(cue -> useBetween(message, draft, cue.to(), from));
  }

  /**
   * "A horror film, but less scary" is a horror film: of one value that is wanted by one word and
   * denied by another, the word that is denied is left out by what the texts say.
   *
   * @return whether this is the denied one, and so no value
   */
  private static boolean isWantedYetDenied(
      Message message,
      RulesContext context,
      Draft draft,
      int from,
      int to,
      ValueMatch match,
      boolean negated) {
    Optional<ValueHit> other =
        draft.values().stream()
            .filter(hit -> hit.field().equals(match.field()) && hit.value().equals(match.value()))
            .filter(hit -> hit.negated() != negated)
            .filter(hit -> !message.key(hit.from(), hit.to()).equals(message.key(from, to)))
            .findFirst();
    if (other.isEmpty()) {
      return false;
    }
    ValueHit hit = other.get();
    String denied = negated ? message.raw(from, to) : message.raw(hit.from(), hit.to());
    Leftover.excludeSaid(context, draft, denied);
    draft.use(from, to);
    if (!negated) {
      draft.withdraw(hit);
      draft.use(hit.from(), hit.to());
    }
    return negated;
  }

  /** "Not only black, others too": any will do. */
  private static boolean isOneOfOthers(Message message, Optional<Cue> governor) {
    return governor.filter(c -> c.kind() == CueKind.NOT_ONLY).isPresent()
        && (message.has(CueKind.CONTINUE)
            || !message.has(CueKind.ALSO) && !message.has(CueKind.REFINE));
  }

  /** "Not an old comedy" is a comedy that is not old. */
  private static boolean deniesDegree(
      Message message, Draft draft, Cue governor, int from, ValueMatch match) {
    if (FieldRole.of(match.field()) != FieldRole.GENRE || governor.kind() != CueKind.NEGATION) {
      return false;
    }
    if (message.word(governor.to()).equals("too") && from > governor.to() + 1) {
      draft.use(governor.to(), from); // "not too big a tent" is a tent
      return true;
    }
    for (int i = governor.to(); i < from; i++) {
      Cue cue = message.cueAt(i);
      if (cue != null && cue.degree() != null && cue.degree().form() == Degree.Form.ADJECTIVE) {
        return true;
      }
    }
    return false;
  }

  /** "No toys with batteries", "no shoes by Acme": what is denied is what they have, or are of. */
  private static boolean deniesPart(
      Message message, Draft draft, Cue governor, int from, int to, ValueMatch match) {
    boolean part =
        match.field().isKind()
            && governor.kind() == CueKind.NEGATION
            && governor.to() == from
            && isOfPart(message.cueAt(to))
            && !message.isBreak(to + 1);
    if (part) {
      draft.deny(to);
    }
    return part;
  }

  private static boolean isOfPart(@Nullable Cue cue) {
    return cue != null
        && switch (cue.kind()) {
          case WITH, BY, FROM -> true;
          default -> false;
        };
  }

  /** "羽绒服" is a jacket, of down; "女包" is a bag, for women. */
  private static Optional<ValueMatch> modifierWithin(
      Message message, RulesContext context, int from, int to) {
    for (int cut = to - 1; cut > from; cut--) {
      boolean single = cut - from == 1;
      Optional<ValueMatch> found =
          context.find(message.key(from, cut)).stream()
              .filter(m -> !m.field().isKind() && !SizeAnnotator.isLabel(m))
              .filter(m -> !single || FieldRole.of(m.field()) == FieldRole.GENDER)
              .findFirst();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** "Laptop bag" is no laptop: of two kinds in a row the last one is the thing. */
  private static Optional<ValueHit> modifier(Draft draft, int from, ValueMatch match) {
    return draft.values().stream()
        .filter(hit -> hit.to() == from && hit.field().equals(match.field()))
        .filter(hit -> hit.field().isKind() && !hit.negated())
        .findFirst();
  }

  /** "Anything but Apple laptops": what is denied is the maker, and laptops are wanted. */
  private static boolean isHeadOfDenied(Draft draft, int from, ValueMatch match) {
    boolean kind = FieldRole.of(match.field()) == FieldRole.GENRE;
    return kind
        && draft.values().stream()
            .anyMatch(
                hit ->
                    hit.to() == from
                        && hit.negated()
                        && FieldRole.of(hit.field()) != FieldRole.GENRE);
  }

  /** "Leather-free", "sugar free". */
  private static boolean isFreeOf(Message message, RulesContext context, int to) {
    boolean hyphen = message.word(to).equals("-");
    int at = hyphen ? to + 1 : to;
    boolean ends =
        message.isBreak(at + 1)
            || message.cueAt(at + 1) != null
            || ValueMatches.isValue(message, context, at + 1);
    return message.word(at).equals("free")
        && !message.word(at + 1).equals("of")
        && (hyphen || ends);
  }

  /** "Drop the horror", after "horror films", lifts that. */
  private static boolean isWanted(RulesContext context, ValueMatch match) {
    return context.state().lastSearch().stream()
        .flatMap(plan -> plan.filters().stream())
        .anyMatch(
            f ->
                f.op() != Op.NOT
                    && f.field().equals(match.field().name())
                    && f.values().contains(match.value()));
  }

  /** "Not a boring comedy": nobody asked for what is boring. */
  private static void useBetween(Message message, Draft draft, int from, int to) {
    for (int i = from; i < to; i++) {
      if (message.cueAt(i) == null) {
        draft.use(i, i + 1);
      }
    }
  }
}
