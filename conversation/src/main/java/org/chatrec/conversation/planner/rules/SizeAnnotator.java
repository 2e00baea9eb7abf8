package org.chatrec.conversation.planner.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.catalog.ValueMatch;
import org.chatrec.conversation.plan.Dropped;

/**
 * Sizes as they stand on labels: "size 39 or 40", "in XL", "39码", "large". One that no item has is
 * dropped, and so said, and no word to search for.
 */
final class SizeAnnotator implements Annotator {
  private static final Pattern LETTERS = Pattern.compile("x{0,4}[sl]|m|[2-6]xl");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,3}(?:[.,]5)?");
  private static final int MOST_WORDS = 3;
  private static final int MOST_TERMS = 6;

  /** Whether a value is such a size, and not "King" or "500 ml". */
  static boolean isLabel(ValueMatch match) {
    return FieldRole.of(match.field()) == FieldRole.SIZE && isLabel(match.value());
  }

  private static boolean isLabel(String text) {
    String norm = text.toLowerCase(java.util.Locale.ROOT);
    return LETTERS.matcher(norm).matches() || NUMBER.matcher(norm).matches();
  }

  /** What may be a size. */
  private record Term(int from, int to, Optional<ValueMatch> match) {}

  @Override
  public void annotate(Message message, RulesContext context, Draft draft) {
    Optional<CardField> field = context.field(FieldRole.SIZE);
    if (field.isEmpty()) {
      return;
    }
    int i = 0;
    while (i < message.size()) {
      Optional<Term> term =
          draft.isUsed(i) ? Optional.empty() : at(message, context, field.get(), i);
      if (term.isPresent() && isMeant(message, context, draft, term.get())) {
        i = note(message, context, draft, field.get(), term.get());
      } else {
        i++;
      }
    }
  }

  private static Optional<Term> at(Message message, RulesContext context, CardField field, int i) {
    if (message.at(i, Quantity.class).isPresent() || message.at(i, Period.class).isPresent()) {
      return Optional.empty();
    }
    for (int to = Math.min(message.size(), i + MOST_WORDS); to > i; to--) {
      Optional<ValueMatch> match =
          context.find(message.key(i, to)).stream()
              .filter(m -> m.field().equals(field) && isLabel(m.value()))
              .findFirst();
      if (match.isPresent() && message.token(i).isWord() && message.token(to - 1).isWord()) {
        return Optional.of(new Term(i, to, match));
      }
    }
    return isLabel(message.norm(i))
        ? Optional.of(new Term(i, i + 1, Optional.empty()))
        : Optional.empty();
  }

  private static boolean isMeant(Message message, RulesContext context, Draft draft, Term term) {
    if (isMarked(message, term) || isInPlace(message, context, term)) {
      return true;
    }
    boolean number = NUMBER.matcher(message.norm(term.from())).matches();
    if (number) {
      boolean in =
          message.is(term.from() - 1, CueKind.IN)
              && (isThing(message, context, term.from() - 2)
                  || term.match().isPresent() && message.isBreak(term.from() - 2));
      boolean listed = message.isBreak(term.from() - 1) && hasThing(message, context);
      boolean placed = isThing(message, context, term.from() - 1) || listed;
      return (in || term.match().isPresent() && placed)
          && !isBound(message, term.to())
          && isEnd(message, context, term.to());
    }
    if (term.match().isEmpty()) {
      return false;
    }
    boolean letters = LETTERS.matcher(message.norm(term.from())).matches();
    return letters
        ? message.norm(term.from()).length() > 1 || isCapital(message, term.from())
        : isBesideThings(message, context, draft, term);
  }

  /** "Make it 43", "rather 43", and nothing else, after size 42. */
  private static boolean isInPlace(Message message, RulesContext context, Term term) {
    return term.match().isPresent()
        && message.isBreak(term.to())
        && message.is(term.from() - 1, CueKind.REFINE)
        && context.state().lastSearch().stream()
            .flatMap(plan -> plan.filters().stream())
            .anyMatch(filter -> filter.field().equals(term.match().get().field().name()));
  }

  /** "30 max" is no size. */
  private static boolean isBound(Message message, int i) {
    Cue cue = message.cueAt(i);
    return cue != null
        && (Bounds.after(cue.kind()).isPresent()
            || Bounds.before(cue.kind()).isPresent()
                && QuantityReader.at(message, cue.to()).isEmpty());
  }

  /** "Size 39", "EU 40", "39码", "a 9 in UK size", "she wears 38", "number 41". */
  private static boolean isMarked(Message message, Term term) {
    return term.match().isPresent() && isWorn(message.word(term.from() - 1))
        || isSizeWord(message, markBefore(message, term.from()))
        || message.norm(term.to()).equals("码")
        || message.norm(term.to()).equals("号")
        || term.match().isPresent()
            && term.to() - term.from() > 1
            && isHanMark(message, term.to() - 1)
        || isRegion(message.norm(term.from() - 1));
  }

  /** The end of 大号 and of 中码. */
  private static boolean isHanMark(Message message, int i) {
    return message.norm(i).equals("号") || message.norm(i).equals("码");
  }

  private static boolean isWorn(String word) {
    return switch (word) {
      case "wears", "wear", "wearing", "takes", "number", "穿" -> true;
      default -> false;
    };
  }

  private static boolean isSizeWord(Message message, int i) {
    return switch (message.word(i)) {
      case "size", "sizes", "sz", "码" -> true;
      default -> false;
    };
  }

  /** "Gr. 39": a point may stand between. */
  private static int markBefore(Message message, int from) {
    return message.norm(from - 1).equals(".") ? from - 2 : from - 1;
  }

  private static boolean isRegion(String norm) {
    return norm.equals("eu") || norm.equals("uk") || norm.equals("us");
  }

  private static boolean isCapital(Message message, int i) {
    return message.token(i).isCapitalised();
  }

  /** A value stands here, or a word for items. */
  private static boolean isThing(Message message, RulesContext context, int i) {
    if (i < 0 || i >= message.size()) {
      return false;
    }
    return message.at(i, NamedValue.class).isPresent()
        || message.is(i, CueKind.NOUN)
        || message.cueAt(i) == null && isNamed(message, context, i);
  }

  private static boolean isNamed(Message message, RulesContext context, int i) {
    String key = message.key(i, i + 1);
    return !context.find(key).isEmpty()
        || !context.index().findHead(key).isEmpty()
        || Compounds.at(message, context, i).filter(parts -> !parts.head().isEmpty()).isPresent();
  }

  private static boolean isEnd(Message message, RulesContext context, int i) {
    return message.isBreak(i)
        || message.cueAt(i) != null
        || isThing(message, context, i)
        || context.fieldNamed(message.token(i).stem()).isPresent(); // "44 waterproof"
  }

  /** "Large" is a size beside what has sizes, and not in "a large family". */
  private static boolean isBesideThings(
      Message message, RulesContext context, Draft draft, Term term) {
    boolean alone = message.isBreak(term.to()) || message.cueAt(term.to()) != null;
    boolean worn = hasKind(message, context, term) || !context.state().isEmpty();
    return isThing(message, context, term.to()) && !message.is(term.to(), CueKind.NOUN)
        || alone && worn
        || draft.isUsed(term.to());
  }

  /** "Something small" for a teacher is no garment in S: a kind of things has to be named. */
  private static boolean hasKind(Message message, RulesContext context, Term term) {
    return IntStream.range(0, message.size())
        .filter(i -> i < term.from() || i >= term.to())
        .filter(i -> message.cueAt(i) == null)
        .mapToObj(i -> message.key(i, i + 1))
        .anyMatch(key -> isKind(context, key));
  }

  private static boolean isKind(RulesContext context, String key) {
    return Stream.concat(context.find(key).stream(), context.index().findHead(key).stream())
        .anyMatch(match -> FieldRole.of(match.field()) == FieldRole.GENRE);
  }

  private static boolean hasThing(Message message, RulesContext context) {
    for (int i = 0; i < message.size(); i++) {
      if (isThing(message, context, i)) {
        return true;
      }
    }
    return false;
  }

  /** Notes a size and those that are linked to it ("9 or 10", "S-M"). */
  private static int note(
      Message message, RulesContext context, Draft draft, CardField field, Term first) {
    List<Term> terms = new ArrayList<>(List.of(first));
    int to = first.to();
    while (terms.size() < MOST_TERMS && isLink(message, to)) {
      Optional<Term> next = at(message, context, field, to + 1);
      if (next.isEmpty()) {
        break;
      }
      terms.add(next.get());
      to = next.get().to();
    }
    int start = before(message, first.from());
    // "without polyester in L" is in L
    boolean negated =
        !message.is(start - 1, CueKind.IN)
            && !isBehindWord(message, start)
            && Negation.before(message, draft, start);
    terms.forEach(term -> note(message, draft, field, term, negated));
    int from = before(message, first.from());
    int end = isMarkAfter(message, to) ? to + 1 : to;
    draft.use(from, end);
    return end;
  }

  /** In "no leather 38" it is the leather that is denied. */
  private static boolean isBehindWord(Message message, int start) {
    return start > 0 && message.token(start - 1).isWord() && message.cueAt(start - 1) == null;
  }

  private static void note(
      Message message, Draft draft, CardField field, Term term, boolean negated) {
    if (term.match().isPresent()) {
      String value = term.match().get().value();
      draft.add(new ValueHit(term.from(), term.to(), field, value, negated, false));
    } else {
      int from = before(message, term.from());
      String part = message.raw(from, term.to());
      draft.add(new Dropped(part, "no item has this size"));
    }
  }

  private static boolean isLink(Message message, int i) {
    return message.is(i, CueKind.CONNECT_OR)
        || message.is(i, CueKind.CONNECT_AND)
        || switch (message.word(i)) {
          case "-", "/", "to" -> true;
          default -> false;
        };
  }

  private static boolean isMarkAfter(Message message, int i) {
    return switch (message.word(i)) {
      case "码", "号", "size" -> true;
      default -> isRegion(message.norm(i));
    };
  }

  private static int before(Message message, int from) {
    int mark = markBefore(message, from);
    return isSizeWord(message, mark) || isRegion(message.norm(mark)) || isWorn(message.word(mark))
        ? mark
        : from;
  }
}
