package org.chatrec.conversation.planner.rules;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.jspecify.annotations.Nullable;

/** "From the nineties", "before 1980", "1990-1999", "last five years", "九十年代": years. */
final class YearAnnotator implements Annotator {
  private static final Pattern DECADE = Pattern.compile("((?:1[89]|20)?\\d0)s");
  private static final Pattern TWO_FIGURES = Pattern.compile("\\d\\d");
  private static final Pattern CENTURY = Pattern.compile("(19|20|21)(?:st|th)");
  private static final Pattern YEAR = Pattern.compile("(?:18[89]|19\\d|20\\d)\\d");
  private static final Map<String, Integer> DECADE_WORDS =
      Map.of(
          "twenties",
          1920,
          "thirties",
          1930,
          "forties",
          1940,
          "fifties",
          1950,
          "sixties",
          1960,
          "seventies",
          1970,
          "eighties",
          1980,
          "nineties",
          1990,
          "noughties",
          2000);

  /** Years from first to last, named by tokens up to {@code to}. */
  private record Span(int first, int last, int to) {
    static Span of(RelativeYears.Found found) {
      return new Span(found.year(), found.year(), found.to());
    }
  }

  @Override
  public void annotate(Message message, RulesContext context, Draft draft) {
    Optional<CardField> field = context.field(FieldRole.YEAR);
    if (field.isEmpty()) {
      return;
    }
    for (int i = 0; i < message.size(); i++) {
      Span span = draft.isUsed(i) ? null : span(message, context, i);
      if (span != null && !isQuantity(message, context, i, span)) {
        constrain(message, context, draft, field.get().name(), i, span);
      }
    }
    lastYears(message, context, draft, field.get().name());
  }

  private static @Nullable Span span(Message message, RulesContext context, int i) {
    Span decade = decade(message, i);
    if (decade != null) {
      return modified(message, i, decade);
    }
    Span relative = RelativeYears.at(message, i, context.thisYear()).map(Span::of).orElse(null);
    return relative != null ? relative : year(message, context, i);
  }

  private static @Nullable Span decade(Message message, int i) {
    Integer word = DECADE_WORDS.get(message.norm(i));
    if (word != null) {
      return new Span(word, word + 9, i + 1);
    }
    Matcher matcher = DECADE.matcher(message.norm(i));
    if (matcher.matches()) {
      return decadeOf(Integer.parseInt(matcher.group(1)), i + 1);
    }
    if (message.norm(i).matches("(?:1[89]|20)?\\d0")
        && message.norm(i + 1).equals("'")
        && message.norm(i + 2).equals("s")) {
      return decadeOf(Integer.parseInt(message.norm(i)), i + 3);
    }
    return NumberReader.at(message, i)
        .filter(r -> message.norm(r.to()).equals("年") && message.norm(r.to() + 1).equals("代"))
        .map(r -> decadeOf(r.whole(), r.to() + 2))
        .orElse(null);
  }

  private static Span decadeOf(int number, int to) {
    int first = number >= 100 ? number : number >= 30 ? 1900 + number : 2000 + number;
    return new Span(first, first + 9, to);
  }

  private static Span modified(Message message, int i, Span decade) {
    return switch (message.norm(i - 1)) {
      case "early" -> new Span(decade.first, decade.first + 3, decade.to);
      case "mid" -> new Span(decade.first + 4, decade.first + 6, decade.to);
      case "late" -> new Span(decade.first + 7, decade.last, decade.to);
      default -> modifiedAfter(message, decade);
    };
  }

  /** "八十年代初". */
  private static Span modifiedAfter(Message message, Span decade) {
    return switch (message.norm(decade.to)) {
      case "初" -> new Span(decade.first, decade.first + 3, decade.to + 1);
      case "中" -> new Span(decade.first + 4, decade.first + 6, decade.to + 1);
      case "末" -> new Span(decade.first + 7, decade.last, decade.to + 1);
      default -> decade;
    };
  }

  private static @Nullable Span year(Message message, RulesContext context, int i) {
    if (isShort(message, i)) {
      int latest = 2000 + Integer.parseInt(message.norm(i));
      int year = latest <= context.thisYear() ? latest : latest - 100;
      return new Span(year, year, i + 1);
    }
    if (!YEAR.matcher(message.norm(i)).matches()) {
      return century(message, i);
    }
    int year = Integer.parseInt(message.norm(i));
    boolean introduced = message.cueAt(i - 1) != null;
    boolean plausible = year <= context.thisYear() + 1;
    return introduced || plausible ? new Span(year, year, i + 1) : null;
  }

  /** "'85": two figures right after an apostrophe. */
  private static boolean isShort(Message message, int i) {
    return TWO_FIGURES.matcher(message.norm(i)).matches()
        && message.norm(i - 1).equals("'")
        && message.token(i - 1).end() == message.token(i).start()
        && !message.norm(i + 1).equals("'");
  }

  private static @Nullable Span century(Message message, int i) {
    Matcher matcher = CENTURY.matcher(message.norm(i));
    if (!matcher.matches() || !message.norm(i + 1).equals("century")) {
      return null;
    }
    int first = 100 * (Integer.parseInt(matcher.group(1)) - 1);
    return new Span(first, first + 99, i + 2);
  }

  /** "Under 2000", "2000 dollars": a number that only looks like a year. */
  private static boolean isQuantity(Message message, RulesContext context, int i, Span span) {
    Cue before =
        message
            .cueBefore(
                i,
                k ->
                    k == CueKind.BELOW
                        || k == CueKind.AT_MOST
                        || k == CueKind.ABOVE
                        || k == CueKind.AT_LEAST)
            .orElse(null);
    boolean aboutYear =
        before != null
            && context
                .fieldNamed(message.norm(before.from() - 1))
                .filter(f -> FieldRole.of(f) == FieldRole.YEAR)
                .isPresent();
    return Units.isUnit(message.norm(i - 1))
        || Units.isUnit(message.norm(span.to))
        || before != null && !aboutYear && span.first == span.last;
  }

  private static void constrain(
      Message message, RulesContext context, Draft draft, String field, int i, Span span) {
    int from = i - (isModifier(message.norm(i - 1)) ? 1 : 0);
    Cue before = message.cueBefore(from, k -> true).orElse(null);
    int link = span.to + (message.norm(span.to).equals("年") ? 1 : 0);
    Span end = isRangeLink(message, link, before) ? span(message, context, link + 1) : null;
    Optional<Op> suffix = suffix(message, span.to);
    if (end != null) {
      range(draft, field, span.first, end.last);
      draft.use(from, end.to);
    } else if (suffix.isPresent()) {
      boolean first = suffix.get() == Op.GTE || suffix.get() == Op.LT;
      draft.add(new Filter(field, suffix.get(), (long) (first ? span.first : span.last)));
      Cue after = message.cueAt(link);
      draft.use(from, after == null ? link + 1 : after.to());
    } else {
      bounded(message, draft, field, span, before);
      draft.use(from, span.to);
    }
  }

  private static boolean isModifier(String norm) {
    return norm.equals("early") || norm.equals("mid") || norm.equals("late");
  }

  private static boolean isRangeLink(Message message, int i, @Nullable Cue before) {
    boolean opened =
        before != null && (before.kind() == CueKind.BETWEEN || before.kind() == CueKind.FROM);
    return switch (message.norm(i)) {
      case "-", "–", "—", "to", "until", "till", "到", "至", "or" -> true;
      case "and" -> opened;
      default -> false;
    };
  }

  private static Optional<Op> suffix(Message message, int i) {
    Cue after = message.cueAt(i);
    boolean year = message.norm(i).equals("年");
    Cue cue = year ? message.cueAt(i + 1) : after;
    if (message.norm(i).equals("on")) {
      return Optional.of(Op.GTE);
    }
    return cue == null ? Optional.empty() : Bounds.after(cue.kind());
  }

  private static void bounded(
      Message message, Draft draft, String field, Span span, @Nullable Cue before) {
    Optional<Op> op = before == null ? Optional.empty() : Bounds.before(before.kind());
    if (op.isPresent()) {
      boolean first = op.get() == Op.LT || op.get() == Op.GTE;
      Op meant =
          Negation.directlyBefore(message, before.from()) ? Bounds.inverse(op.get()) : op.get();
      draft.add(new Filter(field, meant, (long) (first ? span.first : span.last)));
      draft.use(before.from(), before.to());
    } else if (Negation.before(message, draft, before == null ? span.to - 1 : before.from() + 1)) {
      exclude(draft, field, span);
    } else {
      range(draft, field, span.first, span.last);
    }
  }

  private static void exclude(Draft draft, String field, Span span) {
    java.util.List<Long> years =
        java.util.stream.LongStream.rangeClosed(span.first, span.last).boxed().toList();
    draft.add(new Filter(field, Op.NOT, years.size() == 1 ? years.getFirst() : years));
  }

  private static void range(Draft draft, String field, long first, long last) {
    if (first == last) {
      draft.add(new Filter(field, Op.EQ, first));
    } else {
      draft.add(new Filter(field, Op.GTE, Math.min(first, last)));
      draft.add(new Filter(field, Op.LTE, Math.max(first, last)));
    }
  }

  private static void lastYears(Message message, RulesContext context, Draft draft, String field) {
    for (Cue cue : message.cues(CueKind.LAST_YEARS)) {
      if (draft.isUsed(cue.from())) {
        continue;
      }
      int i =
          message.norm(cue.to()).equals("few") || message.norm(cue.to()).equals("couple")
              ? cue.to() + 1
              : cue.to();
      Optional<NumberReader.Reading> number = NumberReader.at(message, cue.to());
      int unitAt = number.map(NumberReader.Reading::to).orElse(i);
      int years = number.map(NumberReader.Reading::whole).orElse(i > cue.to() ? 3 : 1);
      boolean decade =
          message.norm(unitAt).equals("decade") || message.norm(unitAt).equals("decades");
      if ((message.is(unitAt, CueKind.YEAR_WORD) || decade) && years > 0 && years < 200) {
        draft.add(
            new Filter(field, Op.GTE, (long) context.thisYear() - years * (decade ? 10L : 1L)));
        draft.use(cue.from(), unitAt + 1);
      }
    }
  }
}
