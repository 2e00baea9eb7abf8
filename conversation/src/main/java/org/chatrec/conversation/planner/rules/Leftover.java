package org.chatrec.conversation.planner.rules;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.planner.TitleLookup;
import org.chatrec.conversation.text.Token;
import org.chatrec.conversation.text.Tokenizer;
import org.chatrec.conversation.text.Words;

/** The words that no annotator used and that are not mere form: the query. */
final class Leftover {
  /** Letters of a word by which titles are excluded. */
  private static final int LEAST_EXCLUDED = 3;

  private Leftover() {}

  static String query(Message message, RulesContext context, Draft draft) {
    if (draft.has(Draft.Signal.TITLE)) {
      return draft.title();
    }
    StringBuilder query = new StringBuilder();
    for (int i = 0; i < message.size(); i++) {
      Token token = message.token(i);
      if (isUnmetDenial(message, context, draft, i)
          && !isUnmetDenial(message, context, draft, i - 1)) {
        int to = endOfDenied(message, context, draft, i);
        exclude(message, context, draft, message.raw(i, to));
      }
      if (isContent(message, context, draft, i)) {
        boolean glued =
            token.isHan()
                && i > 0
                && message.token(i - 1).isHan()
                && isContent(message, context, draft, i - 1);
        query.append(query.isEmpty() || glued ? "" : " ").append(token.raw());
      }
    }
    draft.searched().forEach(words -> query.append(query.isEmpty() ? "" : " ").append(words));
    if (query.isEmpty() && draft.values().stream().noneMatch(hit -> hit.field().isKind())) {
      query.append(raw(message, draft, CueKind.OCCASION));
    }
    return query.toString();
  }

  /**
   * Titles say what things are, and words of theirs can be excluded; so can what no title has and
   * some longer text says of an item. Whatever nothing here is said to have is told.
   */
  static void exclude(Message message, RulesContext context, Draft draft, String said) {
    String words = context.inCatalogLanguage(said);
    String plural = Tokenizer.key(words) + "s";
    if (message.vocabulary().isTone(said)) {
      excludeSaid(context, draft, said); // a title says nothing of how something feels
    } else if (context.titles().haveWords(words)) {
      draft.add(new Filter(context.card().titleField(), Op.NOT, words));
    } else if (context.titles().haveWords(plural)) {
      draft.add(new Filter(context.card().titleField(), Op.NOT, plural));
    } else if (titled(context, words).isPresent()) {
      draft.add(
          new Filter(context.card().titleField(), Op.NOT, titled(context, words).orElseThrow()));
    } else if (mayBeThing(context, said)) {
      excludeSaid(context, draft, said);
    } else {
      drop(draft, said);
    }
  }

  /**
   * Leaves out what some longer text says, if one does; where texts only say what is without it
   * ("caffeine-free"), that is searched for.
   */
  static void excludeSaid(RulesContext context, Draft draft, String said) {
    String words = context.inCatalogLanguage(said);
    switch (mention(context, words)) {
      case HAD -> draft.add(new Filter(context.card().textFields().getFirst(), Op.NOT, words));
      case LACKED -> draft.search(context.lacking(words));
      case NONE -> drop(draft, said);
    }
  }

  private static void drop(Draft draft, String said) {
    draft.add(new Dropped(said, "no title has these words, and others cannot be excluded"));
  }

  /** German writes things with a capital: "keiner verliert" denies none. */
  private static boolean mayBeThing(RulesContext context, String said) {
    return !isGerman(context) || said.codePoints().anyMatch(Character::isUpperCase);
  }

  private static TitleLookup.Mention mention(RulesContext context, String words) {
    return context.card().textFields().isEmpty()
        ? TitleLookup.Mention.NONE
        : context.titles().mention(words);
  }

  /** Of "pop up", the word that titles have. */
  private static Optional<String> titled(RulesContext context, String words) {
    return Arrays.stream(Words.content(Tokenizer.key(words)).split(" "))
        .filter(word -> word.length() >= LEAST_EXCLUDED && context.titles().haveWords(word))
        .findFirst();
  }

  private static boolean isUnmetDenial(Message message, RulesContext context, Draft draft, int i) {
    return i >= 0 && isLoose(message, draft, i) && isDenied(message, context, draft, i);
  }

  /** Words that stand together are denied together. */
  private static int endOfDenied(Message message, RulesContext context, Draft draft, int i) {
    int to = i + 1;
    while (to < message.size()
        && isUnmetDenial(message, context, draft, to)
        && !isVerbBehind(message, context, to)) {
      to++;
    }
    return to;
  }

  /** "Die ohne Strom läuft": behind a thing, which German writes with a capital. */
  private static boolean isVerbBehind(Message message, RulesContext context, int i) {
    return isGerman(context)
        && message.token(i - 1).isCapitalised()
        && !message.token(i).isCapitalised();
  }

  private static boolean isGerman(RulesContext context) {
    return context.language().equals(Locale.GERMAN.getLanguage());
  }

  private static String raw(Message message, Draft draft, CueKind kind) {
    return message.cues(kind).stream()
        .filter(cue -> draft.isFree(cue.from(), cue.to()))
        .map(cue -> message.raw(cue.from(), cue.to()))
        .collect(Collectors.joining(" "));
  }

  private static boolean isContent(Message message, RulesContext context, Draft draft, int i) {
    if (message.is(i, CueKind.OCCASION)) {
      return isPlain(message, draft, message.cueAt(i).to());
    }
    if (context.isInTopic(message, draft, i) && !isDenied(message, context, draft, i)) {
      return true;
    }
    if (draft.isUsed(i)
        || !message.token(i).isWord()
        || isFieldName(message, context, draft, i)
        || isDenied(message, context, draft, i)) {
      return false;
    }
    Cue cue = message.cueAt(i);
    if (message.word(i).equals("non")) {
      return isPlain(message, draft, i + 1);
    }
    if (isCompound(message, i)) {
      return isPlain(message, draft, i + 2);
    }
    return cue == null
        || isTopic(message, draft, cue)
        || cue.kind() == CueKind.WEAK && !isBeforeMeasure(message, draft, cue)
        || isContentCue(message, cue)
            && (isPlain(message, draft, cue.to()) || isPlain(message, draft, cue.from() - 1));
  }

  /**
   * "Before Sunrise", "Mad Max", an "old man": words that steer elsewhere and here belong to what
   * is sought.
   */
  private static boolean isLoose(Message message, Draft draft, int i) {
    return !draft.isUsed(i) && message.token(i).isWord() && message.cueAt(i) == null;
  }

  /** "About an actor", "about a hit man": words that steer, and here are what it is about. */
  private static boolean isTopic(Message message, Draft draft, Cue cue) {
    int before = cue.from() - 1;
    while (message.isArticle(before)) {
      before--;
    }
    return cue.to() - cue.from() == 1
        && message.word(before).equals("about")
        && !draft.isUsed(before)
        && switch (cue.kind()) {
          case BY_CAST, BY_DIRECTOR, BY_AUTHOR -> !draft.isUsed(cue.to());
          case NOUN, FILM_NOUN -> isPlain(message, draft, cue.to());
          default -> false;
        };
  }

  /** "Running under two hours", and not "headphones for running". */
  private static boolean isBeforeMeasure(Message message, Draft draft, Cue cue) {
    return draft.isUsed(cue.to()) && !message.word(cue.from() - 1).equals("for");
  }

  private static boolean isContentCue(Message message, Cue cue) {
    return cue.to() - cue.from() == 1
        && switch (cue.kind()) {
          case DEGREE -> !message.word(cue.from()).equals("most"); // "the most comfortable saddle"
          case BEFORE, AFTER, LAST_YEARS, TOP, BELOW, AT_MOST -> true;
          // "an acrylic clear chair"; at the beginning it is a command
          case FORGET -> cue.from() > 0;
          default -> false;
        };
  }

  /**
   * "A heist without violence" is not about violence. A denial that opens the conversation may as
   * well open a title ("No Country for Old Men").
   */
  private static boolean isDenied(Message message, RulesContext context, Draft draft, int i) {
    int form = formBefore(message, i);
    for (int at = i - 1; at >= Math.max(0, form - 3) && !message.isBreak(at); at--) {
      Cue cue = message.cueAt(at);
      if (message.word(at).equals("less") || draft.isDenial(at)) {
        return true;
      }
      if (message.word(at).equals("non") || isCompound(message, at)) {
        return false; // "non toxic" and "no-iron" are words
      }
      if (cue != null && cue.kind() == CueKind.NEGATION) {
        return cue.from() > 0
            || cue.to() - cue.from() > 1 // "I already have" begins no title
            || draft.hasConstraints()
            || !context.state().isEmpty();
      }
      if (cue != null && (cue.kind() == CueKind.CONNECT_AND || cue.kind() == CueKind.CONNECT_OR)) {
        return at > 0
            && isLoose(message, draft, at - 1)
            && isDenied(message, context, draft, at - 1);
      }
      if (draft.isUsed(at) || cue != null && !isForm(cue.kind())) {
        return false;
      }
    }
    return false;
  }

  /** Articles and hyphens before a word take no room: "not the in-ear kind". */
  private static int formBefore(Message message, int i) {
    int at = i;
    while (at > 0 && message.isArticle(at - 1)) {
      at--;
    }
    return at;
  }

  /** "No-iron": a denial, a hyphen and a word without a blank between them. */
  private static boolean isCompound(Message message, int i) {
    return i + 2 < message.size()
        && message.is(i, CueKind.NEGATION)
        && message.word(i + 1).equals("-")
        && message.token(i).end() == message.token(i + 1).start()
        && message.token(i + 1).end() == message.token(i + 2).start();
  }

  private static boolean isForm(CueKind kind) {
    return switch (kind) {
      case STOP, IN, WITH -> true;
      default -> false;
    };
  }

  private static boolean isPlain(Message message, Draft draft, int i) {
    return i >= 0 && !message.isBreak(i) && message.cueAt(i) == null && !draft.isUsed(i);
  }

  /** 评分, 年代: names of two characters. */
  private static boolean isHanName(Message message, RulesContext context, int i) {
    return i + 1 < message.size()
        && message.token(i).isHan()
        && context.fieldNamed(message.key(i, i + 2)).isPresent();
  }

  /** "Horror genre", "brand Acme": the name of a field beside what was understood. */
  private static boolean isFieldName(Message message, RulesContext context, Draft draft, int i) {
    boolean beside = i > 0 && draft.isUsed(i - 1) || i + 1 < message.size() && draft.isUsed(i + 1);
    return beside && context.fieldNamed(message.token(i).stem()).isPresent()
        || isHanName(message, context, i)
        || i > 0 && isHanName(message, context, i - 1);
  }
}
