package org.chatrec.conversation.planner.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Preference;
import org.chatrec.conversation.planner.rules.NumberReader.Reading;
import org.chatrec.conversation.state.ShownItem;

/**
 * "The second one", "number 3", "1 or 3", "第二个", "that one", or a shown title: which of the shown
 * items are meant. Does nothing while nothing has been shown.
 */
final class ReferenceAnnotator implements Annotator {
  private static final Map<String, Integer> ORDINALS =
      Map.ofEntries(
          Map.entry("first", 1),
          Map.entry("second", 2),
          Map.entry("third", 3),
          Map.entry("fourth", 4),
          Map.entry("fifth", 5),
          Map.entry("sixth", 6),
          Map.entry("seventh", 7),
          Map.entry("eighth", 8),
          Map.entry("ninth", 9),
          Map.entry("tenth", 10),
          Map.entry("1st", 1),
          Map.entry("2nd", 2),
          Map.entry("3rd", 3),
          Map.entry("4th", 4),
          Map.entry("5th", 5),
          Map.entry("6th", 6),
          Map.entry("7th", 7),
          Map.entry("8th", 8),
          Map.entry("9th", 9),
          Map.entry("10th", 10));
  private static final Set<String> HEADS =
      Set.of(
          "one",
          "two",
          "film",
          "movie",
          "item",
          "result",
          "option",
          "suggestion",
          "hit",
          "choice",
          "title",
          "product",
          "book",
          "pick");
  private static final Set<String> NUMBER_SIGNS =
      Set.of("number", "no", "#", "nr", "item", "option", "result");

  @Override
  public void annotate(Message message, RulesContext context, Draft draft) {
    if (context.shown().isEmpty()) {
      return;
    }
    if (message.word(0).equals("next") && message.isBreak(1)) {
      draft.use(0, 1);
      draft.signal(Draft.Signal.OTHERS);
    }
    boolean about =
        message.has(CueKind.EXPLAIN)
            || message.has(CueKind.COMPARE)
            || message.has(CueKind.QUESTION)
            || message.has(CueKind.KNOWN)
            || context.askedWhich();
    boolean chosen = about || message.has(CueKind.SELECT);
    for (int i = 0; i < message.size(); i++) {
      if (!draft.isUsed(i)) {
        ordinal(message, context, draft, i, chosen);
        numbered(message, context, draft, i, about);
        chinese(message, context, draft, i);
      }
    }
    graded(message, context, draft);
    both(message, context, draft);
    if (draft.references().isEmpty()) {
      pronoun(message, context, draft);
    }
    if (chosen) {
      titles(message, context, draft);
    }
    if (message.has(CueKind.KNOWN) && !draft.references().isEmpty()) {
      draft.signal(Draft.Signal.KNOWN);
    }
  }

  private static void ordinal(
      Message message, RulesContext context, Draft draft, int i, boolean about) {
    boolean last = message.word(i).equals("last");
    Integer position =
        last ? Integer.valueOf(context.shown().size()) : ORDINALS.get(message.word(i));
    if (position == null) {
      return;
    }
    if (message.is(i - 1, CueKind.DEGREE)) {
      return; // "newest first" is an order
    }
    String next = message.word(i + 1);
    Optional<Reading> several =
        NumberReader.at(message, i + 1).filter(r -> r.isWhole() && r.unit().isEmpty());
    if ((last || position == 1) && several.isPresent() && !next.equals("one")) {
      range(message, context, draft, i, several.get(), last);
      return;
    }
    boolean linked = next.equals("and") || next.equals("or") || next.equals("to");
    boolean open = message.isBreak(i + 1) || isFollowedByChange(message, i);
    boolean theLast = last && message.word(i - 1).equals("the") && message.isBreak(i + 1);
    boolean alone = open && !last || theLast || about && !last || linked && !last;
    if (HEADS.contains(next)) {
      referBeyond(message, context, draft, position, i, i + 2);
    } else if (alone) {
      referBeyond(message, context, draft, position, i, i + 1);
    }
  }

  /** "Like the second but in black", "the third in blue": no thing follows, as in "second hand". */
  private static boolean isFollowedByChange(Message message, int i) {
    Cue next = message.cueAt(i + 1);
    boolean named =
        message.word(i - 1).equals("the")
            || message.is(i - 1, CueKind.SIMILAR)
            || message.is(i - 1, CueKind.MORE_LIKE);
    return named
        && next != null
        && switch (next.kind()) {
          case REFINE, IN, WITH, NEGATION, SELECT, ACCEPT, ALSO -> true;
          default -> false;
        };
  }

  /**
   * "The cheaper one", "the lightest one", "便宜的那个": of those talked about last, or of all that were
   * shown, the one that is it.
   */
  private static void graded(Message message, RulesContext context, Draft draft) {
    for (Cue cue : message.cues(CueKind.DEGREE)) {
      Degree degree = cue.degree();
      int to = endOfOne(message, cue);
      if (degree == null || to < 0 || !draft.isFree(cue.from(), cue.to())) {
        continue;
      }
      Optional<CardField> field = context.field(degree);
      List<Integer> among = context.comparedLast();
      field
          .flatMap(f -> Pivots.extreme(context.shown(), among, f, degree.up()))
          .ifPresent(position -> refer(message, context, draft, position, cue.from(), to));
    }
  }

  /** Where "the cheaper one" ends; -1 for what names no single item. */
  private static int endOfOne(Message message, Cue cue) {
    boolean the = message.word(cue.from() - 1).equals("the");
    if (the && cue.degree() != null && cue.degree().form() != Degree.Form.ADJECTIVE) {
      return message.word(cue.to()).equals("one") ? cue.to() + 1 : -1;
    }
    int at = cue.to() + (message.norm(cue.to()).equals("的") ? 1 : 0);
    boolean that = message.norm(at).equals("那") || message.norm(at).equals("这");
    return that && !message.isBreak(at + 1) && message.token(at + 1).isHan() ? at + 2 : -1;
  }

  /** "Both", "both of them". */
  private static void both(Message message, RulesContext context, Draft draft) {
    int last = 0;
    while (last < message.size() && !message.isBreak(last)) {
      last++;
    }
    if (message.word(0).equals("both") && last <= 3 && context.shown().size() > 1) {
      List<Integer> pair = context.comparedLast();
      (pair.size() == 2 ? pair : List.of(1, 2)).forEach(draft::refer);
      draft.use(0, last);
    }
  }

  /** "The first two", "the last three". */
  private static void range(
      Message message, RulesContext context, Draft draft, int i, Reading several, boolean last) {
    int shown = context.shown().size();
    int count = Math.min(several.whole(), shown);
    int from = last ? shown - count + 1 : 1;
    for (int position = from; position < from + count; position++) {
      refer(message, context, draft, position, i, several.to());
    }
  }

  private static void numbered(
      Message message, RulesContext context, Draft draft, int i, boolean about) {
    Optional<Reading> reading =
        NumberReader.at(message, i).filter(r -> r.isWhole() && r.unit().isEmpty());
    if (reading.isEmpty() || message.token(i).isHan() || draft.isUsed(i)) {
      return;
    }
    boolean chosen = message.is(i - 1, CueKind.SELECT) || message.is(i + 1, CueKind.SELECT);
    boolean signed = NUMBER_SIGNS.contains(message.word(i - 1));
    boolean listed =
        Character.isDigit(message.word(i).charAt(0)) && (about || chosen || isOnlyNumbers(message));
    if (signed || listed) {
      refer(message, context, draft, reading.get().whole(), signed ? i - 1 : i, i + 1);
    }
  }

  /** "1 or 3?", "1 and 2", "3": a message of numbers, or that begins with two. */
  private static boolean isOnlyNumbers(Message message) {
    boolean pair =
        NumberReader.at(message, 0).isPresent()
            && (message.is(1, CueKind.CONNECT_OR) || message.is(1, CueKind.CONNECT_AND))
            && NumberReader.at(message, 2).filter(r -> r.unit().isEmpty()).isPresent()
            && (message.isBreak(3) || message.word(3).equals("for"));
    return pair
        || NumberReader.at(message, 0).isPresent() && message.isBreak(1) && message.size() <= 2;
  }

  private static void chinese(Message message, RulesContext context, Draft draft, int i) {
    if (!message.word(i).equals("第")) {
      return;
    }
    NumberReader.at(message, i + 1)
        .filter(Reading::isWhole)
        .ifPresent(
            r ->
                referBeyond(
                    message, context, draft, r.whole(), i, Math.min(message.size(), r.to() + 1)));
  }

  /** "It" is what the turn before was about, or else the best hit. */
  private static void pronoun(Message message, RulesContext context, Draft draft) {
    List<Cue> pronouns = message.cues(CueKind.PRONOUN_ITEM);
    boolean aboutItem =
        message.has(CueKind.EXPLAIN)
            || message.has(CueKind.QUESTION)
            || message.has(CueKind.LIKE)
            || message.has(CueKind.DISLIKE);
    if (!pronouns.isEmpty() && aboutItem) {
      draft.refer(context.lastReference().orElse(1));
      draft.use(pronouns.getFirst().from(), pronouns.getFirst().to());
    }
  }

  /** Shown titles that the message names: "why Alien?", "compare Alien and Brazil". */
  private static void titles(Message message, RulesContext context, Draft draft) {
    List<ShownItem> shown = context.shown();
    for (int i = 0; i < message.size(); i++) {
      if (draft.isUsed(i) || message.cueAt(i) != null && message.word(i).equals("the")) {
        continue;
      }
      String rest = message.raw(i, message.size());
      Optional<ShownItem> named = Titles.longest(shown, rest);
      if (named.isPresent() && !Titles.key(rest).isEmpty()) {
        int words = Titles.key(named.get().title()).split(" ").length;
        int to = Math.min(message.size(), i + words);
        refer(message, context, draft, shown.indexOf(named.get()) + 1, i, to);
      }
    }
  }

  private static void refer(
      Message message, RulesContext context, Draft draft, int position, int from, int to) {
    if (position >= 1 && position <= context.shown().size()) {
      draft.refer(position);
      if (message.is(from - 1, CueKind.NEGATION) || message.is(from - 2, CueKind.NEGATION)) {
        draft.add(Preference.ofItem(false, context.shown().get(position - 1).id()));
      }
      draft.use(from > 0 && message.word(from - 1).equals("the") ? from - 1 : from, to);
    }
  }

  /** An ordinal beyond the list is no word to search for. */
  private static void referBeyond(
      Message message, RulesContext context, Draft draft, int position, int from, int to) {
    int shown = context.shown().size();
    if (position > shown) {
      draft.add(new Dropped(message.raw(from, to), "only " + shown + " were shown"));
      draft.use(from, to);
    } else {
      refer(message, context, draft, position, from, to);
    }
  }
}
